import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findNodePicture } from '@/canvas/mask/openMaskEditor'
import type { PictureNode } from '@/canvas/execution/pictureNode'
import { toNodeLocatorId } from '@/domain/ids'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const MASKED = { filename: 'clipspace-painted-masked-7.png', subfolder: 'clipspace', type: 'input' }
const nodes = () => harness.canvas.graph!.nodes as PictureNode[]
const getImage = (index: number) =>
  nodes()[index]?.widgets?.find(({ name }) => name === 'image')?.value

describe('the picture of a node', () => {
  it('is what its own field names, before any result', async () => {
    await harness.open('a', null)
    harness.room.addNode('LoadImage', null, { image: 'sub/b.png [output]' })
    const [node] = nodes()
    node!.images = [{ filename: 'old.png' }]
    expect(findNodePicture(node!)).toEqual({ filename: 'b.png', subfolder: 'sub', type: 'output' })
  })

  it('is the enlarged one of its results, or what a pack put there by address', async () => {
    await harness.open('a', null)
    harness.room.addNode('SaveImage', null)
    const [node] = nodes()
    expect(findNodePicture(node!)).toBeNull()
    node!.images = [{ filename: 'one.png' }, { filename: 'two.png' }, { filename: 'three.mp4' }]
    node!.imageIndex = 1
    expect(findNodePicture(node!)?.filename).toBe('two.png')
    node!.imageIndex = 2
    expect(findNodePicture(node!)).toBeNull()
    delete node!.images
    const src = 'http://h/view?filename=c.png&type=temp&subfolder=s'
    node!.imgs = [Object.assign(new Image(), { src })]
    node!.imageIndex = null
    expect(findNodePicture(node!)).toEqual({ filename: 'c.png', subfolder: 's', type: 'temp' })
  })
})

describe('the mask editor', () => {
  it('opens for the one selected node with a picture', async () => {
    await harness.open('a', null)
    expect(harness.room.editMask()).toBe(false)
    harness.room.addNode('LoadImage', null, { image: 'b.png' })
    expect(harness.room.editMask()).toBe(true)
    expect(harness.masks).toEqual([
      {
        file: { filename: 'b.png', subfolder: '', type: 'input' },
        locatorId: toNodeLocatorId(String(nodes()[0]!.id))
      }
    ])
  })

  it('gives the result to the node’s field, in front or not, in one step to undo', async () => {
    const id = await harness.open('a', null)
    harness.room.addNode('LoadImage', null, { image: 'b.png' })
    harness.clock.runDue()
    const locatorId = toNodeLocatorId(String(nodes()[0]!.id))
    await harness.open('another', null)
    expect(harness.room.takePicture({ workflowId: id, locatorId }, MASKED)).toBe(true)
    harness.clock.runDue()
    harness.show(id)
    expect(getImage(0)).toBe('clipspace/clipspace-painted-masked-7.png [input]')
    harness.room.undo(id)
    expect(getImage(0)).toBe('b.png')
  })

  it('puts a node that loads it beside one that only shows results', async () => {
    const id = await harness.open('a', null)
    harness.room.addNode('SaveImage', null)
    harness.clock.runDue()
    const locatorId = toNodeLocatorId(String(nodes()[0]!.id))
    expect(harness.room.takePicture({ workflowId: id, locatorId }, MASKED)).toBe(true)
    expect([nodes()[1]?.type, getImage(1)]).toEqual([
      'LoadImage',
      'clipspace/clipspace-painted-masked-7.png [input]'
    ])
    harness.clock.runDue()
    harness.room.undo(id)
    expect(nodes()).toHaveLength(1)
    const gone = toNodeLocatorId('99')
    expect(harness.room.takePicture({ workflowId: id, locatorId: gone }, MASKED)).toBe(false)
  })
})

describe('a file dropped onto a node', () => {
  it('is loaded by it when it loads such files', async () => {
    const id = await harness.open('a', null)
    harness.room.addNode('LoadImage', { x: 40, y: 60 }, { image: 'b.png' })
    harness.frames.frame()
    harness.clock.runDue()
    const at = { x: 45, y: 65 }
    expect(harness.room.loadFileAt(at, 'audio', 'c.mp3')).toBe(false)
    expect(harness.room.loadFileAt(at, 'image', 'c.png [output]')).toBe(true)
    expect(getImage(0)).toBe('c.png [output]')
    harness.clock.runDue()
    harness.room.undo(id)
    expect(getImage(0)).toBe('b.png')
  })
})
