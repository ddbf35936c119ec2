import { replyJson } from '../reply'
import { type Route, route } from '../router'

const ASSETS_DISABLED = {
  error: { code: 'SERVICE_DISABLED', message: 'This server keeps no assets.', details: {} }
}
const replyAssetsDisabled = () => replyJson(ASSETS_DISABLED, 503)

/**
 * What a server without packs in Python and assets can truthfully say (protocol.md §3.6, §3.9).
 *
 * @param workflowTemplates names of example workflows by node pack
 */
export function createEmptyRoutes(
  workflowTemplates: Readonly<Record<string, readonly string[]>> = {}
): Route[] {
  return [
    route('GET', '/i18n', () => replyJson({})),
    route('GET', '/workflow_templates', () => replyJson(workflowTemplates)),
    route('GET', '/global_subgraphs', () => replyJson({})),
    route('GET', '/global_subgraphs/{id}', () => replyJson(null)),
    ...['/assets', '/assets/{rest...}', '/tags', '/tags/{rest...}'].map((path) =>
      route('ANY', path, replyAssetsDisabled, 'api')
    )
  ]
}
