import { refuse } from '../httpProblem'
import { replyEmpty, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

/** Suffixes of files that hold weights. */
const WEIGHTS = ['.bin', '.ckpt', '.pkl', '.pt', '.pt2', '.pth', '.safetensors', '.sft']

/** ComfyUI's kinds of models, with the suffixes of their files where those are others. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  checkpoints: WEIGHTS,
  configs: ['.yaml'],
  loras: WEIGHTS,
  vae: WEIGHTS,
  text_encoders: WEIGHTS,
  diffusion_models: WEIGHTS,
  clip_vision: WEIGHTS,
  style_models: WEIGHTS,
  embeddings: WEIGHTS,
  diffusers: ['folder'],
  vae_approx: WEIGHTS,
  controlnet: WEIGHTS,
  gligen: WEIGHTS,
  upscale_models: WEIGHTS,
  latent_upscale_models: WEIGHTS,
  custom_nodes: [],
  datasets: [],
  hypernetworks: WEIGHTS,
  photomaker: WEIGHTS,
  classifiers: [''],
  model_patches: WEIGHTS,
  audio_encoders: WEIGHTS,
  background_removal: WEIGHTS,
  frame_interpolation: WEIGHTS,
  geometry_estimation: WEIGHTS,
  optical_flow: WEIGHTS,
  detection: WEIGHTS
}

/** Kinds that the newer listing leaves out (protocol.md §3.6). */
const NOT_LISTED = new Set(['configs', 'custom_nodes'])

const replyNotFound = () => replyEmpty(404)

function replyNoPreview({ params }: RouteRequest) {
  if (/^-?\d+$/.test(params.pathIndex ?? '')) return replyNotFound()
  throw refuse(400)
}

function replyNone({ params }: RouteRequest) {
  if (!Object.hasOwn(KINDS, params.kind ?? '')) throw refuse(404)
  return replyJson([])
}

function listKinds() {
  return Object.entries(KINDS)
    .filter(([name]) => !NOT_LISTED.has(name))
    .map(([name, extensions]) => ({ name, folders: [], extensions }))
}

/** The kinds of models that there are, and that there is none of any (protocol.md §3.6). */
export function createModelRoutes(): Route[] {
  const folders = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []]))
  return [
    route('GET', '/embeddings', () => replyJson([])),
    route('GET', '/models', () => replyJson(Object.keys(KINDS))),
    route('GET', '/models/{kind}', replyNone),
    route('GET', '/experiment/models', () => replyJson(listKinds())),
    route('GET', '/experiment/models/{kind}', replyNone),
    route('GET', '/experiment/models/preview/{kind}/{pathIndex}/{rest...}', replyNoPreview),
    route('GET', '/view_metadata/{kind}', replyNotFound),
    route('GET', '/internal/folder_paths', () => replyJson(folders), 'bare')
  ]
}
