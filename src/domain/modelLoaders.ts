import type { InputSpecWire, NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ModelFile } from './modelFile'

/** A node type that loads a model, the field that names it, and the name as that field's list has it. */
export interface ModelLoader {
  readonly classType: string
  readonly input: string
  readonly value: string
}

/** ComfyUI's own loaders of each kind, the usual one first. */
const LOADERS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  checkpoints: [
    ['CheckpointLoaderSimple', 'ckpt_name'],
    ['ImageOnlyCheckpointLoader', 'ckpt_name']
  ],
  loras: [
    ['LoraLoader', 'lora_name'],
    ['LoraLoaderModelOnly', 'lora_name']
  ],
  vae: [['VAELoader', 'vae_name']],
  vae_approx: [['VAELoader', 'vae_name']],
  controlnet: [['ControlNetLoader', 'control_net_name']],
  diffusion_models: [['UNETLoader', 'unet_name']],
  unet: [['UNETLoader', 'unet_name']],
  text_encoders: [['CLIPLoader', 'clip_name']],
  clip: [['CLIPLoader', 'clip_name']],
  upscale_models: [['UpscaleModelLoader', 'model_name']],
  latent_upscale_models: [['LatentUpscaleModelLoader', 'model_name']],
  style_models: [['StyleModelLoader', 'style_model_name']],
  clip_vision: [['CLIPVisionLoader', 'clip_name']],
  gligen: [['GLIGENLoader', 'gligen_name']],
  hypernetworks: [['HypernetworkLoader', 'hypernetwork_name']],
  photomaker: [['PhotoMakerLoader', 'photomaker_model_name']],
  audio_encoders: [['AudioEncoderLoader', 'audio_encoder_name']],
  model_patches: [['ModelPatchLoader', 'name']],
  diffusers: [['DiffusersLoader', 'model_path']]
}

/** What loads a model on this server: ComfyUI's own node, else one of a pack that lists the file; null when none does. */
export function findModelLoader(
  definitions: ObjectInfoWire,
  { folder, name }: Pick<ModelFile, 'folder' | 'name'>
): ModelLoader | null {
  for (const [classType, input] of LOADERS[folder] ?? []) {
    const spec = getSpec(definitions[classType], input)
    if (spec) return { classType, input, value: findChoice(listChoices(spec), name) ?? name }
  }
  const found = Object.values(definitions).flatMap((definition) => findField(definition, name))
  return found.sort((a, b) => a.links - b.links)[0]?.loader ?? null
}

/** The kind of models that a field of one of ComfyUI's own loaders names; null for all other fields. */
export function findModelFolder(classType: string, input: string): string | null {
  const found = Object.entries(LOADERS).find(([, loaders]) =>
    loaders.some(([type, field]) => type === classType && field === input)
  )
  return found?.[0] ?? null
}

/** The entry of a list that means a file: servers on Windows write `\`. */
export function findChoice(choices: readonly unknown[], name: string): string | null {
  const wanted = normalise(name)
  const found = choices.find((choice) => typeof choice === 'string' && normalise(choice) === wanted)
  return typeof found === 'string' ? found : null
}

function normalise(path: string): string {
  return path.replaceAll('\\', '/')
}

function getSpec(
  definition: NodeDefinitionWire | undefined,
  input: string
): InputSpecWire | undefined {
  return definition?.input?.required?.[input] ?? definition?.input?.optional?.[input]
}

/** What a list offers, in either form of definitions (protocol.md §4.2). */
function listChoices([type, options]: InputSpecWire): readonly unknown[] {
  if (Array.isArray(type)) return type
  return Array.isArray(options?.options) ? options.options : []
}

/** The field of a node type that lists the file, with how many links the node wants: a loader wants none. */
function findField(
  { name: classType, deprecated, input }: NodeDefinitionWire,
  name: string
): { loader: ModelLoader; links: number }[] {
  const required = Object.entries(input?.required ?? {})
  if (deprecated) return []
  const links = required.filter(([, [type]]) => typeof type === 'string' && isLink(type)).length
  for (const [field, spec] of [...required, ...Object.entries(input?.optional ?? {})]) {
    const value = findChoice(listChoices(spec), name)
    if (value !== null) return [{ loader: { classType, input: field, value }, links }]
  }
  return []
}

const VALUES: ReadonlySet<string> = new Set(['INT', 'FLOAT', 'STRING', 'BOOLEAN', 'COMBO'])

function isLink(type: string): boolean {
  return !VALUES.has(type)
}
