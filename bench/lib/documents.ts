import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { NODES } from './snapshots'

/** The node that is at work in documents of {@link makeChain}; it stands in view. */
export const AT_WORK = NODES - 1

const PITCH = { x: 330, y: 330 }

function place(index: number, columns: number): [number, number] {
  return [40 + (index % columns) * PITCH.x, 60 + Math.floor(index / columns) * PITCH.y]
}

/** Fifty nodes in a chain, ids 1 to 50, the last of which saves; the last stand first, so that they are in view. */
export function makeChain(view = { scale: 1, offset: [0, 0] }): object {
  const nodes = Array.from({ length: NODES }, (_, index) => {
    const id = index + 1
    const pos = place(NODES - id, 10)
    if (id === 1) {
      const outputs = { IMAGE: 'IMAGE', MASK: 'MASK' }
      return makeNode(id, 'LoadImage', { pos, outputs, widgets_values: ['example.png', 'image'] })
    }
    if (id === NODES) {
      const inputs = { images: 'IMAGE' }
      return makeNode(id, 'SaveImage', { pos, inputs, widgets_values: ['bench'] })
    }
    return makeNode(id, 'ImageScaleBy', {
      pos,
      inputs: { image: 'IMAGE' },
      outputs: { IMAGE: 'IMAGE' },
      widgets_values: ['lanczos', 1]
    })
  })
  return makeDocument(nodes, makeLinks(NODES), { extra: { ds: view } })
}

/** Each node's first output feeds the first input of the next. */
function makeLinks(count: number): [number, number, number, number, number, string][] {
  return Array.from({ length: count - 1 }, (_, index) => [
    index + 1,
    index + 1,
    0,
    index + 2,
    0,
    'IMAGE'
  ])
}

const SAMPLER_VALUES = [7, 'fixed', 20, 8, 'euler', 'simple', 1]

/** Five hundred nodes with 2 600 widgets: samplers, text encoders, scalers. */
export function makeLarge(scale: number): object {
  const nodes = Array.from({ length: 500 }, (_, index) => {
    const id = index + 1
    const pos = place(index, 25)
    if (index % 5 < 3) {
      return makeNode(id, 'KSampler', {
        pos,
        inputs: {
          model: 'MODEL',
          positive: 'CONDITIONING',
          negative: 'CONDITIONING',
          latent_image: 'LATENT'
        },
        outputs: { LATENT: 'LATENT' },
        size: [300, 262],
        widgets_values: SAMPLER_VALUES
      })
    }
    if (index % 5 === 3) {
      return makeNode(id, 'CLIPTextEncode', {
        pos,
        inputs: { clip: 'CLIP' },
        outputs: { CONDITIONING: 'CONDITIONING' },
        size: [300, 160],
        widgets_values: [`a text of node ${id}`]
      })
    }
    return makeNode(id, 'ImageScale', {
      pos,
      inputs: { image: 'IMAGE' },
      outputs: { IMAGE: 'IMAGE' },
      widgets_values: ['lanczos', 512, 512, 'disabled']
    })
  })
  return makeDocument(nodes, [], { extra: { ds: { scale, offset: [0, 0] } } })
}

/** So many nodes in a field, two wide chains of them; ids from 1. */
export function makeField(count: number, scale: number): object {
  const nodes = Array.from({ length: count }, (_, index) =>
    makeNode(index + 1, 'ImageScaleBy', {
      pos: place(index, 50),
      inputs: { image: 'IMAGE' },
      outputs: { IMAGE: 'IMAGE' },
      widgets_values: ['lanczos', 1]
    })
  )
  return makeDocument(nodes, makeLinks(count), { extra: { ds: { scale, offset: [0, 0] } } })
}
