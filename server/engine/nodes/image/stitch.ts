import { withChannels } from '../../pixels/channels'
import { pasteImage } from '../../pixels/paste'
import { resizeImage } from '../../pixels/resize'
import { createImage, getImageSize, type Tensor } from '../../tensor/tensor'
import { defineNode } from '../defineNode'
import { boolean, combo, image, int, optional } from '../inputFields'

const DIRECTIONS = ['right', 'down', 'left', 'up'] as const

const COLOURS = {
  white: [1, 1, 1],
  black: [0, 0, 0],
  red: [1, 0, 0],
  green: [0, 1, 0],
  blue: [0, 0, 1]
} as const
type Colour = keyof typeof COLOURS

/** Lengthens a batch by repeating its last picture. */
function repeatLast(image: Tensor, count: number): Tensor {
  const size = getImageSize(image)
  if (size.batch >= count) return image
  const result = createImage({ ...size, batch: count })
  const length = image.data.length / size.batch
  result.data.set(image.data)
  for (let item = size.batch; item < count; item += 1) {
    result.data.copyWithin(item * length, (size.batch - 1) * length, size.batch * length)
  }
  return result
}

/** Paints all pixels; a fourth channel is opaque. */
function fill(image: Tensor, colour: readonly number[]): void {
  const { channels } = getImageSize(image)
  for (let index = 0; index < image.data.length; index += 1) {
    image.data[index] = colour[index % channels] ?? 1
  }
}

/** As ComfyUI: white borders around the smaller picture of a white gap, else black and transparent ones. */
function centre(image: Tensor, width: number, height: number, colour: Colour): Tensor {
  const size = getImageSize(image)
  if (size.width === width && size.height === height) return image
  const result = createImage({ ...size, width, height })
  if (colour === 'white') result.data.fill(1)
  const x = Math.floor((width - size.width) / 2)
  const y = Math.floor((height - size.height) / 2)
  pasteImage(result, image, { x, y })
  return result
}

interface Stitch {
  readonly first: Tensor
  readonly second: Tensor
  readonly sideways: boolean
  readonly gap: number
  readonly colour: Colour
}

/** Puts two pictures with one side of the same length side by side, or one above the other. */
function join({ first, second, sideways, gap, colour }: Stitch): Tensor {
  const a = getImageSize(first)
  const b = getImageSize(second)
  const width = sideways ? a.width + gap + b.width : a.width
  const height = sideways ? a.height : a.height + gap + b.height
  const result = createImage({ ...a, width, height })
  if (gap > 0) fill(result, COLOURS[colour])
  pasteImage(result, first, { x: 0, y: 0 })
  pasteImage(result, second, sideways ? { x: a.width + gap, y: 0 } : { x: 0, y: a.height + gap })
  return result
}

export const ImageStitch = defineNode({
  name: 'ImageStitch',
  displayName: 'Stitch Images',
  description:
    'Stitches image2 to image1 in the specified direction.\nIf image2 is not provided, returns image1 unchanged.\nOptional spacing can be added between images.',
  category: 'image/transform',
  module: 'comfy_extras.nodes_images',
  searchAliases: ['combine images', 'join images', 'concatenate images', 'side by side'],
  inputs: {
    image1: image(),
    direction: combo(DIRECTIONS, { default: 'right' }),
    match_image_size: boolean({ default: true }),
    spacing_width: int({ advanced: true, default: 0, min: 0, max: 1024, step: 2 }),
    spacing_color: combo(['white', 'black', 'red', 'green', 'blue'], {
      advanced: true,
      default: 'white'
    }),
    image2: optional(image())
  },
  outputs: [{ type: 'IMAGE' }],
  execute({ image1, image2, direction, match_image_size, spacing_width, spacing_color }, context) {
    if (!image2) return { result: [image1] }
    const sideways = direction === 'left' || direction === 'right'
    const batch = Math.max(getImageSize(image1).batch, getImageSize(image2).batch)
    let first = repeatLast(image1, batch)
    let second = repeatLast(image2, batch)
    const a = getImageSize(first)
    const b = getImageSize(second)
    if (match_image_size) {
      const size = sideways
        ? { height: a.height, width: Math.trunc(a.height * (b.width / b.height)) }
        : { width: a.width, height: Math.trunc(a.width / (b.width / b.height)) }
      second = resizeImage(second, size, 'lanczos', false, context.throwIfInterrupted)
    } else {
      const width = Math.max(a.width, b.width)
      const height = Math.max(a.height, b.height)
      first = centre(first, sideways ? a.width : width, sideways ? height : a.height, spacing_color)
      second = centre(
        second,
        sideways ? b.width : width,
        sideways ? height : b.height,
        spacing_color
      )
    }
    const channels = Math.max(a.channels, b.channels)
    const pair = [withChannels(first, channels), withChannels(second, channels)] as const
    const [before, after] = direction === 'left' || direction === 'up' ? [pair[1], pair[0]] : pair
    const gap = spacing_width + (spacing_width % 2)
    return {
      result: [join({ first: before, second: after, sideways, gap, colour: spacing_color })]
    }
  }
})
