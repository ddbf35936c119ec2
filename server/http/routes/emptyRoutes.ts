import { replyEmpty, replyJson } from '../reply'
import { type Route, route } from '../router'

const replyNotFound = () => replyEmpty(404)

const ASSETS_DISABLED = {
  error: { code: 'SERVICE_DISABLED', message: 'This server keeps no assets.', details: {} }
}
const replyAssetsDisabled = () => replyJson(ASSETS_DISABLED, 503)

/**
 * What a server without models, packs in Python and assets can truthfully say (protocol.md §3.6, §3.9).
 *
 * @param workflowTemplates names of example workflows by node pack
 */
export function createEmptyRoutes(
  workflowTemplates: Readonly<Record<string, readonly string[]>> = {}
): Route[] {
  return [
    route('GET', '/embeddings', () => replyJson([])),
    route('GET', '/models', () => replyJson([])),
    route('GET', '/models/{kind}', replyNotFound),
    route('GET', '/experiment/models', () => replyJson([])),
    route('GET', '/experiment/models/{kind}', replyNotFound),
    route('GET', '/experiment/models/preview/{rest...}', replyNotFound),
    route('GET', '/view_metadata/{kind}', replyNotFound),
    route('GET', '/i18n', () => replyJson({})),
    route('GET', '/workflow_templates', () => replyJson(workflowTemplates)),
    route('GET', '/global_subgraphs', () => replyJson({})),
    route('GET', '/global_subgraphs/{id}', () => replyJson(null)),
    route('GET', '/internal/folder_paths', () => replyJson({}), 'bare'),
    ...['/assets', '/assets/{rest...}', '/tags', '/tags/{rest...}'].map((path) =>
      route('ANY', path, replyAssetsDisabled, 'api')
    )
  ]
}
