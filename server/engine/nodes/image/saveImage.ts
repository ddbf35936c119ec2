import { encodePng } from '../../codec/encodeImage'
import { insertPngText } from '../../codec/pngText'
import { NumberedFiles, resolveSaveTarget } from '../../files/savePaths'
import { getImageSize, type Tensor } from '../../tensor/tensor'
import { defineClassicNode } from '../defineNode'
import { image, string } from '../inputFields'
import type { NodeContext, NodeOutput } from '../nodeType'

const SAVED_COMPRESSION = 4
const TEMPORARY_COMPRESSION = 1

interface Destination {
  readonly type: 'output' | 'temp'
  readonly prefix: string
  readonly compression: number
}

/** What is written into every file: the prompt, and each key of `extra_pnginfo` (the workflow among them). */
export function collectMetadata({ prompt, extraPnginfo }: NodeContext): [string, unknown][] {
  return [
    ...(prompt ? [['prompt', prompt] as [string, unknown]] : []),
    ...Object.entries(extraPnginfo ?? {})
  ]
}

async function saveImages(
  images: Tensor,
  { type, prefix, compression }: Destination,
  context: NodeContext
): Promise<NodeOutput> {
  const { batch, width, height } = getImageSize(images)
  const target = await resolveSaveTarget(context.folders[type], prefix, {
    width,
    height,
    now: new Date()
  })
  const files = new NumberedFiles(target, 'png')
  const metadata = collectMetadata(context)
  const saved: Readonly<Record<string, string>>[] = []
  for (let item = 0; item < batch; item += 1) {
    context.throwIfInterrupted()
    const png = insertPngText(await encodePng(images, item, compression), metadata)
    context.throwIfInterrupted()
    const filename = await files.write(item, png)
    saved.push({ filename, subfolder: target.subfolder, type })
  }
  return { ui: { images: saved }, result: [images] }
}

export const SAVE_HIDDEN = { prompt: 'PROMPT', extra_pnginfo: 'EXTRA_PNGINFO' } as const

export const SaveImage = defineClassicNode({
  name: 'SaveImage',
  displayName: 'Save Image',
  description: 'Saves the input images to your ComfyUI output directory.',
  category: 'image',
  module: 'nodes',
  searchAliases: ['save', 'save image', 'export image', 'output image', 'write image', 'download'],
  essentialsCategory: 'Basics',
  inputs: {
    images: image({ tooltip: 'The images to save.' }),
    filename_prefix: string({
      default: 'ComfyUI',
      tooltip:
        'The prefix for the file to save. This may include formatting information such as %date:yyyy-MM-dd% or %Empty Latent Image.width% to include values from nodes.'
    })
  },
  hidden: SAVE_HIDDEN,
  outputs: [{ type: 'IMAGE', name: 'images' }],
  isOutputNode: true,
  execute: ({ images, filename_prefix }, context) =>
    saveImages(
      images,
      { type: 'output', prefix: filename_prefix, compression: SAVED_COMPRESSION },
      context
    )
})

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** Five letters that keep the temporary pictures of different runs of the server apart. */
const temporaryPrefix = `ComfyUI_temp_${Array.from({ length: 5 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('')}`

const TEMPORARY: Destination = {
  type: 'temp',
  prefix: temporaryPrefix,
  compression: TEMPORARY_COMPRESSION
}

/** Shows pictures that are thrown away with the next start of the server. */
export function previewImages(images: Tensor, context: NodeContext): Promise<NodeOutput> {
  return saveImages(images, TEMPORARY, context)
}

export const PreviewImage = defineClassicNode({
  name: 'PreviewImage',
  displayName: 'Preview Image',
  description: 'Preview the images without saving them to the ComfyUI output directory.',
  category: 'image',
  module: 'nodes',
  searchAliases: [
    'preview',
    'preview image',
    'show image',
    'view image',
    'display image',
    'image viewer'
  ],
  essentialsCategory: 'Basics',
  inputs: { images: image() },
  hidden: SAVE_HIDDEN,
  outputs: [{ type: 'IMAGE', name: 'images' }],
  isOutputNode: true,
  execute: ({ images }, context) => previewImages(images, context)
})

export const SaveImageWebsocket = defineClassicNode({
  name: 'SaveImageWebsocket',
  displayName: 'Save Image (Websocket)',
  category: 'image',
  module: 'custom_nodes.websocket_image_save',
  inputs: { images: image() },
  outputs: [],
  isOutputNode: true,
  // The pictures go to whoever submitted this prompt, so an earlier run can't stand in for it.
  fingerprint: () => Promise.resolve(Number.NaN),
  async execute({ images }, context) {
    const { batch } = getImageSize(images)
    for (let item = 0; item < batch; item += 1) {
      await context.progress(item, batch, { images, item, format: 'PNG', isResult: true })
    }
    return {}
  }
})
