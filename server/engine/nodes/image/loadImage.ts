import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { decodeImage } from '../../codec/decodeImage'
import type { EngineFolders } from '../../engine'
import { findAnnotatedFile } from '../../files/annotatedPath'
import { listImages } from '../../files/listImages'
import { mapTensor } from '../../pixels/channels'
import { createTensor, getImageSize, type Tensor } from '../../tensor/tensor'
import { EngineError } from '../../values/engineError'
import { getPythonType } from '../../values/pythonText'
import { defineClassicNode } from '../defineNode'
import { choice, remoteChoice } from '../inputFields'
import type { InputValidation, NodeOutput } from '../nodeType'

/** Size of the empty mask that ComfyUI gives for a picture without transparency. */
const NO_MASK_SIZE = 64

const imageFile = choice([] as readonly string[], { image_upload: true })

const validation: InputValidation = {
  inputs: ['image'],
  async validate({ image }, folders) {
    if (typeof image !== 'string') {
      const message = `'${getPythonType(image)}' object has no attribute 'endswith'`
      throw new EngineError('AttributeError', message)
    }
    const path = await findAnnotatedFile(folders, image)
    return path === null ? `Invalid image file: ${image}` : true
  }
}

async function openImage(folders: EngineFolders, name: string) {
  const path = await findAnnotatedFile(folders, name)
  if (path === null) throw new EngineError('FileNotFoundError', `Invalid image file: ${name}`)
  return decodeImage(path, name)
}

/** The hash of the file's contents: a file that was replaced is read again. */
async function hashImage(folders: EngineFolders, name: unknown): Promise<string> {
  const path = await findAnnotatedFile(folders, name)
  if (path === null)
    throw new EngineError('FileNotFoundError', `Invalid image file: ${String(name)}`)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Masks are the inverse of alpha: 1 where the picture is transparent. */
function invertAlpha(alpha: Tensor): Tensor {
  return mapTensor(alpha, (value) => 1 - value)
}

function maskOf(colour: Tensor, alpha: Tensor | null): Tensor {
  if (alpha) return invertAlpha(alpha)
  return createTensor([getImageSize(colour).batch, NO_MASK_SIZE, NO_MASK_SIZE])
}

async function loadImage(name: string, folders: EngineFolders): Promise<NodeOutput> {
  const { colour, alpha } = await openImage(folders, name)
  return { result: [colour, maskOf(colour, alpha)] }
}

export const LoadImage = defineClassicNode({
  name: 'LoadImage',
  displayName: 'Load Image',
  category: 'image',
  module: 'nodes',
  searchAliases: [
    'load image',
    'open image',
    'import image',
    'image input',
    'upload image',
    'read image',
    'image loader'
  ],
  essentialsCategory: 'Basics',
  inputs: { image: imageFile },
  outputs: [{ type: 'IMAGE' }, { type: 'MASK' }],
  validation,
  fingerprint: ({ image }, folders) => hashImage(folders, image),
  readOptions: async (folders) => ({ image: await listImages(folders.input) }),
  execute: ({ image }, { folders }) => loadImage(image, folders)
})

export const LoadImageOutput = defineClassicNode({
  name: 'LoadImageOutput',
  displayName: 'Load Image (from Outputs)',
  description:
    'Load an image from the output folder. When the refresh button is clicked, the node will update the image list and automatically select the first image, allowing for easy iteration.',
  category: 'image',
  module: 'nodes',
  searchAliases: ['output image', 'previous generation'],
  essentialsCategory: 'Basics',
  isExperimental: true,
  inputs: {
    image: remoteChoice({
      image_upload: true,
      image_folder: 'output',
      remote: {
        route: '/internal/files/output',
        refresh_button: true,
        control_after_refresh: 'first'
      }
    })
  },
  outputs: [{ type: 'IMAGE' }, { type: 'MASK' }],
  validation,
  fingerprint: ({ image }, folders) => hashImage(folders, image),
  execute: ({ image }, { folders }) => loadImage(image, folders)
})

const CHANNELS = ['alpha', 'red', 'green', 'blue'] as const

function takeChannel(colour: Tensor, channel: number): Tensor {
  const { batch, height, width } = getImageSize(colour)
  const mask = createTensor([batch, height, width])
  for (let pixel = 0; pixel < mask.data.length; pixel += 1) {
    mask.data[pixel] = colour.data[pixel * 3 + channel]!
  }
  return mask
}

export const LoadImageMask = defineClassicNode({
  name: 'LoadImageMask',
  displayName: 'Load Image (as Mask)',
  category: 'image',
  module: 'nodes',
  searchAliases: ['import mask', 'alpha mask', 'channel mask'],
  essentialsCategory: 'Image Tools',
  inputs: { image: imageFile, channel: choice(CHANNELS) },
  outputs: [{ type: 'MASK' }],
  validation,
  fingerprint: ({ image }, folders) => hashImage(folders, image),
  readOptions: async (folders) => ({ image: await listImages(folders.input) }),
  async execute({ image, channel }, { folders }) {
    const { colour, alpha } = await openImage(folders, image)
    if (channel !== 'alpha') return { result: [takeChannel(colour, CHANNELS.indexOf(channel) - 1)] }
    return { result: [maskOf(colour, alpha)] }
  }
})
