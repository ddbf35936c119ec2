import { encodeApng } from '../../codec/apng'
import { encodeAnimatedWebp, toFrames } from '../../codec/encodeImage'
import { NumberedFiles, resolveSaveTarget } from '../../files/savePaths'
import { getImageSize, type Tensor } from '../../tensor/tensor'
import { toAscii } from '../../values/pythonText'
import { defineNode } from '../defineNode'
import { boolean, combo, float, image, int, string } from '../inputFields'
import type { NodeContext, NodeOutput } from '../nodeType'
import { collectMetadata, SAVE_HIDDEN } from './saveImage'

const MODULE = 'comfy_extras.nodes_images'
/** libwebp's effort, as ComfyUI names it. */
const METHODS = { default: 4, fastest: 0, slowest: 6 } as const

const prefix = () => string({ default: 'ComfyUI', multiline: false })
const framesPerSecond = () => float({ default: 6, min: 0.01, max: 1000, step: 0.01 })

function describeMetadata(context: NodeContext): [string, string][] {
  return collectMetadata(context).map(([key, value]) => [key, toAscii(JSON.stringify(value))])
}

interface File {
  readonly prefix: string
  readonly suffix: string
  readonly bytes: Uint8Array
}

async function saveFile(images: Tensor, file: File, context: NodeContext): Promise<NodeOutput> {
  const { batch, width, height } = getImageSize(images)
  const values = { width, height, now: new Date() }
  const target = await resolveSaveTarget(context.folders.output, file.prefix, values)
  context.throwIfInterrupted()
  const filename = await new NumberedFiles(target, file.suffix).write(0, file.bytes)
  const saved = { filename, subfolder: target.subfolder, type: 'output' }
  return { ui: { images: [saved], ...(batch > 1 && { animated: [true] }) }, result: [images] }
}

export const SaveAnimatedWEBP = defineNode({
  name: 'SaveAnimatedWEBP',
  displayName: 'Save Animated WEBP',
  category: 'image',
  module: MODULE,
  inputs: {
    images: image(),
    filename_prefix: prefix(),
    fps: framesPerSecond(),
    lossless: boolean({ default: true }),
    quality: int({ default: 80, min: 0, max: 100 }),
    method: combo(['default', 'fastest', 'slowest'])
  },
  hidden: SAVE_HIDDEN,
  outputs: [{ type: 'IMAGE', name: 'images' }],
  isOutputNode: true,
  async execute({ images, filename_prefix, fps, lossless, quality, method }, context) {
    const bytes = await encodeAnimatedWebp(images, {
      frameMs: Math.trunc(1000 / fps),
      lossless,
      quality,
      effort: METHODS[method],
      metadata: describeMetadata(context)
    })
    return saveFile(images, { prefix: filename_prefix, suffix: 'webp', bytes }, context)
  }
})

export const SaveAnimatedPNG = defineNode({
  name: 'SaveAnimatedPNG',
  displayName: 'Save Animated PNG',
  category: 'image',
  module: MODULE,
  inputs: {
    images: image(),
    filename_prefix: prefix(),
    fps: framesPerSecond(),
    compress_level: int({ advanced: true, default: 4, min: 0, max: 9 })
  },
  hidden: SAVE_HIDDEN,
  outputs: [{ type: 'IMAGE', name: 'images' }],
  isOutputNode: true,
  async execute({ images, filename_prefix, fps, compress_level }, context) {
    const animation = {
      ...toFrames(images),
      frameMs: Math.trunc(1000 / fps),
      compression: compress_level,
      metadata: describeMetadata(context)
    }
    const bytes = await encodeApng(animation, context.throwIfInterrupted)
    return saveFile(images, { prefix: filename_prefix, suffix: 'png', bytes }, context)
  }
})
