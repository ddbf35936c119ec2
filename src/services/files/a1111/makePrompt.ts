import { t } from '@/i18n/translate'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt } from '@/protocol/prompt'
import { findFile } from './findFile'
import { markEmbeddings } from './markEmbeddings'
import type { Link, PromptBuilder, SamplingParts } from './promptBuilder'
import { createBuilder, toLatentSize } from './promptBuilder'
import type { A1111Parameters } from './readParameters'
import { readSamplerNames } from './samplerNames'
import { addUpscaling } from './upscaling'

/**
 * The graph that makes such a picture in ComfyUI, in API format: loaders, prompts, sampler, the picture.
 * @param embeddings names that the server knows: in a prompt they stand for what was trained under them
 */
export function makePrompt(
  parameters: A1111Parameters,
  definitions: ObjectInfoWire,
  embeddings: readonly string[] = []
): ApiPrompt {
  const builder = createBuilder(parameters, definitions)
  const { settings } = parameters
  const { model, clip, vae } = addLoaders(builder)
  const [width = 512, height = 512] = (settings.get('size') ?? '').split('x').map(Number)
  const latent = builder.add('EmptyLatentImage', {
    width: toLatentSize(width),
    height: toLatentSize(height),
    batch_size: 1
  })
  const { sampler, scheduler } = readSamplerNames(
    settings.get('sampler') ?? 'Euler',
    settings.get('schedule type')
  )
  const encode = (text: string, title: string): Link => [
    builder.add('CLIPTextEncode', { clip, text: markEmbeddings(text, embeddings) }, title),
    0
  ]
  const sampling = {
    seed: builder.number('seed', 0),
    // The picture is to come out as it was.
    control_after_generate: 'fixed',
    steps: builder.number('steps', 20),
    cfg: builder.number('cfg scale', 7),
    sampler_name: sampler,
    scheduler,
    positive: encode(parameters.positive, t('documents.positivePrompt')),
    negative: encode(parameters.negative, t('documents.negativePrompt'))
  }
  const first = builder.add('KSampler', {
    model,
    ...sampling,
    latent_image: [latent, 0],
    denoise: 1
  })
  const parts: SamplingParts = { model, vae, sampling }
  const samples = addUpscaling(builder, [first, 0], parts, { width, height })
  const picture = builder.add('VAEDecode', { samples, vae })
  builder.add('SaveImage', { images: [picture, 0], filename_prefix: 'ComfyUI' })
  return builder.nodes
}

function addLoaders(builder: PromptBuilder): { model: Link; clip: Link; vae: Link } {
  const { definitions, parameters } = builder
  const { settings } = parameters
  const find = (classType: string, input: string, name: string) =>
    findFile(definitions[classType], input, name)
  const checkpoint = builder.add('CheckpointLoaderSimple', {
    ckpt_name: find('CheckpointLoaderSimple', 'ckpt_name', settings.get('model') ?? '')
  })
  let model: Link = [checkpoint, 0]
  let clip: Link = [checkpoint, 1]
  for (const { name, modelStrength, clipStrength } of parameters.loras) {
    const lora = builder.add('LoraLoader', {
      model,
      clip,
      lora_name: find('LoraLoader', 'lora_name', name),
      strength_model: modelStrength,
      strength_clip: clipStrength
    })
    model = [lora, 0]
    clip = [lora, 1]
  }
  const skipped = builder.number('clip skip', 1)
  if (skipped > 1) {
    const inputs = { clip, stop_at_clip_layer: -Math.round(skipped) }
    clip = [builder.add('CLIPSetLastLayer', inputs), 0]
  }
  const vae = settings.get('vae')
  if (!vae || /^(none|automatic)$/i.test(vae)) return { model, clip, vae: [checkpoint, 2] }
  const loader = builder.add('VAELoader', { vae_name: find('VAELoader', 'vae_name', vae) })
  return { model, clip, vae: [loader, 0] }
}
