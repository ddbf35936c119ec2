import { refuse } from '../httpProblem'
import { type Reply, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

const ASSETS_DISABLED = {
  error: { code: 'SERVICE_DISABLED', message: 'This server keeps no assets.', details: {} }
}
const replyAssetsDisabled = () => replyJson(ASSETS_DISABLED, 503)

/** What ComfyUI has below `/api/assets/`. */
const ASSET_PATH =
  /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\/(?:content|tags))?|tags\/refine|from-hash|hash\/[^/]+|seed(?:\/(?:status|cancel))?|prune)$/i

function replyAsset({ params }: RouteRequest): Reply {
  if (!ASSET_PATH.test(params.rest ?? '')) throw refuse(404)
  return replyAssetsDisabled()
}

export interface EmptyRoutesOptions {
  /** Names of example workflows by node pack. */
  readonly workflowTemplates?: Readonly<Record<string, readonly string[]>>
  /** Node packs' translations by language. */
  readonly packWords?: Readonly<Record<string, unknown>>
}

/** What a server without packs in Python and assets can truthfully say (protocol.md §3.6, §3.9). */
export function createEmptyRoutes({
  workflowTemplates = {},
  packWords = {}
}: EmptyRoutesOptions): Route[] {
  return [
    route('GET', '/i18n', () => replyJson(packWords)),
    route('GET', '/workflow_templates', () => replyJson(workflowTemplates)),
    ...['/assets', '/tags'].map((path) => route('ANY', path, replyAssetsDisabled, 'api')),
    route('ANY', '/assets/{rest...}', replyAsset, 'api')
  ]
}
