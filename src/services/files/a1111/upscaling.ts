import { findFile } from './findFile'
import type { Link, PromptBuilder, SamplingParts } from './promptBuilder'
import { toLatentSize } from './promptBuilder'

interface Size {
  readonly width: number
  readonly height: number
}

/** A1111's latent upscalers, by what stands behind `Latent`. */
const LATENT_METHODS: Readonly<Record<string, string>> = {
  '': 'bilinear',
  '(antialiased)': 'bilinear',
  '(bicubic)': 'bicubic',
  '(bicubic antialiased)': 'bicubic',
  '(nearest)': 'nearest-exact',
  '(nearest-exact)': 'nearest-exact'
}

/** The second pass of _Hires. fix_: enlarges the latent or the picture, and samples again. @returns samples at the end */
export function addUpscaling(
  builder: PromptBuilder,
  samples: Link,
  { model, vae, sampling }: SamplingParts,
  size: Size
): Link {
  const target = findTarget(builder, size)
  if (!target) return samples
  const upscaler = builder.parameters.settings.get('hires upscaler') ?? 'Latent'
  const method = readLatentMethod(upscaler)
  const enlarged =
    method === null
      ? enlargePicture(builder, samples, { vae, upscaler, target })
      : builder.add('LatentUpscale', {
          samples,
          upscale_method: method,
          ...target,
          crop: 'disabled'
        })
  const steps = builder.number('hires steps', 0) || builder.number('steps', 20)
  const again = builder.add('KSampler', {
    model,
    ...sampling,
    steps,
    latent_image: [enlarged, 0],
    denoise: builder.number('denoising strength', 0.7)
  })
  return [again, 0]
}

function findTarget(builder: PromptBuilder, { width, height }: Size): Size | null {
  const resize = /^(\d{1,5})x(\d{1,5})$/.exec(
    builder.parameters.settings.get('hires resize')?.trim() ?? ''
  )
  const factor = builder.number('hires upscale', 0)
  const [w, h] = resize ? [Number(resize[1]), Number(resize[2])] : [width * factor, height * factor]
  return w > 0 && h > 0 ? { width: toLatentSize(w), height: toLatentSize(h) } : null
}

function readLatentMethod(upscaler: string): string | null {
  const match = /^latent\s*(.*)$/i.exec(upscaler.trim())
  return match ? (LATENT_METHODS[match[1]!.toLowerCase()] ?? 'bilinear') : null
}

function enlargePicture(
  builder: PromptBuilder,
  samples: Link,
  { vae, upscaler, target }: { vae: Link; upscaler: string; target: Size }
): string {
  const decoded = builder.add('VAEDecode', { samples, vae })
  const name = findFile(builder.definitions.UpscaleModelLoader, 'model_name', upscaler)
  const isPlain = /^(none|lanczos|nearest)$/i.test(upscaler.trim())
  const image: Link = isPlain
    ? [decoded, 0]
    : [
        builder.add('ImageUpscaleWithModel', {
          upscale_model: [builder.add('UpscaleModelLoader', { model_name: name }), 0],
          image: [decoded, 0]
        }),
        0
      ]
  const scaled = builder.add('ImageScale', {
    image,
    upscale_method: /^nearest$/i.test(upscaler.trim()) ? 'nearest-exact' : 'lanczos',
    ...target,
    crop: 'disabled'
  })
  return builder.add('VAEEncode', { pixels: [scaled, 0], vae })
}
