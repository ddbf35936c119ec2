import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PictureNode } from '@/canvas/execution/pictureNode'
import { getLoadedPictures } from '@/canvas/execution/pictureNode'
import { layoutResult } from '@/canvas/execution/resultLayout'
import { readResult } from '@/canvas/execution/resultView'
import { getWidgets } from '@/canvas/widgets/widget'
import { toNodeLocatorId, type WorkflowId } from '@/domain/ids'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness, getDefinitions } from '../../harness/canvasRoom'

const NOBODY = { isOwnDisplay: false, hasTextField: false }
const file = (filename: string) => ({ filename, subfolder: '', type: 'output' })
const names = (files: readonly { filename: string }[]) => files.map(({ filename }) => filename)

describe('what of a result a node shows', () => {
  it('pictures, animations, videos and sounds are told by name and marks', () => {
    const view = readResult(
      {
        images: [file('a.png'), file('b.gif'), file('c.mp4')],
        audio: [file('d.flac')],
        animated: [false]
      },
      NOBODY
    )
    expect(names(view.pictures)).toEqual(['a.png', 'b.gif'])
    expect([...view.moving]).toEqual([1])
    expect(names(view.players)).toEqual(['c.mp4', 'd.flac'])
    expect(view.texts).toEqual([])
    const moving = readResult({ images: [file('a.webp'), file('b.png')], animated: [true] }, NOBODY)
    expect([...moving.moving]).toEqual([0, 1])
  })

  it('two lists are compared pair by pair, whichever is longer', () => {
    const { pairs, pictures } = readResult(
      { a_images: [file('a.png'), file('b.png')], b_images: [file('c.png')] },
      NOBODY
    )
    expect(pictures).toEqual([])
    expect(pairs.map(({ a, b }) => [a?.filename, b?.filename])).toEqual([
      ['a.png', 'c.png'],
      ['b.png', undefined]
    ])
  })

  it('texts and kinds that nobody knows are shown as text, empty ones are not', () => {
    const output = {
      text: ['one', 'two'],
      facts: [{ mean: 0.5 }],
      '3d': [file('a.glb')],
      none: null,
      nothing: []
    }
    expect(readResult(output, NOBODY).texts).toEqual([
      'one',
      'two',
      'facts: [{"mean":0.5}]',
      '3d: a.glb'
    ])
    expect(readResult(output, { isOwnDisplay: false, hasTextField: true }).texts).toHaveLength(2)
  })

  it('what a pack’s node takes itself is left to it, but for ComfyUI’s own kinds', () => {
    const output = { images: [file('a.png')], gifs: [file('b.mp4')], text: ['t'], a_images: [] }
    const view = readResult(output, { isOwnDisplay: true, hasTextField: false })
    expect([names(view.pictures), view.players, view.texts]).toEqual([['a.png'], [], []])
  })
})

let harness: RoomHarness
let id: WorkflowId
beforeEach(async () => {
  const definitions = {
    ...getDefinitions(),
    ...makeDefinitions(
      makeDefinition('Writer', { text: ['STRING', { multiline: true }] }, { output_node: true })
    )
  }
  harness = await createRoomHarness({ definitions })
  id = await harness.open('a', null)
})
afterEach(() => harness.dispose())

function addNode(type: string): PictureNode {
  harness.room.addNode(type, null)
  return harness.canvas.graph!.nodes.at(-1) as PictureNode
}

function show(node: PictureNode, output: Record<string, unknown>): void {
  harness.stores.previews.applyOutput(id, toNodeLocatorId(`${node.id}`), output, false)
  for (const picture of node.imgs ?? []) {
    Object.defineProperties(picture, {
      complete: { value: true },
      naturalWidth: { value: 100 },
      naturalHeight: { value: 100 }
    })
    picture.dispatchEvent(new Event('load'))
  }
  draw()
}

function draw(): void {
  harness.canvas.draw(true, true)
}

const find = (selector: string) => harness.overlay!.querySelector<HTMLElement>(selector)
const isShown = (selector: string) => find(selector) && find(selector)!.style.display !== 'none'

function press(node: PictureNode, x: number, y: number): void {
  const { canvas } = harness
  node.onMouseDown?.({} as never, [x, y], canvas)
  canvas.pointer.onClick?.({} as never)
  delete canvas.pointer.onClick
  draw()
}

/** The entries of the node's menu over a point of it. */
function menuAt(node: PictureNode, x: number, y: number) {
  harness.canvas.graph_mouse[0] = node.pos[0] + x
  harness.canvas.graph_mouse[1] = node.pos[1] + y
  const options = harness.canvas.getNodeMenuOptions(node) as unknown as ({
    content: string
    callback: () => void
  } | null)[]
  return {
    names: options.flatMap((entry) => entry?.content ?? []),
    choose: (name: string) => options.find((entry) => entry?.content === name)!.callback()
  }
}

describe('a grid of pictures', () => {
  const four = { images: ['1', '2', '3', '4'].map((name) => file(`${name}.png`)) }

  it('enlarges the one that is pressed; buttons and arrow keys go on, and back to all', () => {
    const node = addNode('SaveImage')
    show(node, four)
    expect(isShown('.node-picture-bar')).toBe(false)
    const { x, y, width, height } = layoutResult(node).pictures
    press(node, x + width * 0.75, y + height * 0.25)
    expect(node.imageIndex).toBe(1)
    expect(find('.picture-place')!.textContent).toBe('2 of 4')
    find('.picture-button[aria-label="Next picture"]')!.click()
    expect(node.imageIndex).toBe(2)
    const bar = find('.node-picture-bar')!
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft'])
      bar.dispatchEvent(new KeyboardEvent('keydown', { key }))
    expect(node.imageIndex).toBe(3)
    find('.picture-button[aria-label="All pictures"]')!.click()
    draw()
    expect(node.imageIndex).toBeNull()
    expect(isShown('.node-picture-bar')).toBe(false)
  })

  it('menus act on the picture under the pointer, or the enlarged one', () => {
    const node = addNode('SaveImage')
    show(node, four)
    const { x, y, width, height } = layoutResult(node).pictures
    const menu = menuAt(node, x + width * 0.25, y + height * 0.75)
    expect(menu.names.slice(0, 4)).toEqual([
      'Open Image',
      'Copy Image',
      'Save Image',
      'Open in MaskEditor'
    ])
    menu.choose('Open in MaskEditor')
    press(node, x + width * 0.75, y + height * 0.25)
    menuAt(node, 5, 5).choose('Open in MaskEditor')
    expect(harness.masks.map((opened) => opened.file.filename)).toEqual(['3.png', '2.png'])
  })

  it('stays on show until all pictures of the next result are loaded: nothing flashes or moves', () => {
    const node = addNode('SaveImage')
    show(node, four)
    const before = getLoadedPictures(node)
    const output = { images: [file('5.png'), file('6.png')] }
    harness.stores.previews.applyOutput(id, toNodeLocatorId(`${node.id}`), output, false)
    const setLoaded = (picture: HTMLImageElement, complete: boolean) =>
      Object.defineProperties(picture, {
        complete: { value: complete, configurable: true },
        naturalWidth: { value: 64, configurable: true }
      })
    for (const picture of node.imgs!) setLoaded(picture, false)
    expect(getLoadedPictures(node)).toEqual(before)
    setLoaded(node.imgs![0]!, true)
    expect(getLoadedPictures(node)).toEqual(before)
    setLoaded(node.imgs![1]!, true)
    expect(getLoadedPictures(node)).toEqual(node.imgs)
  })

  it('what is chosen stays over a visit to another workflow, and goes with the pictures', async () => {
    const node = addNode('SaveImage')
    show(node, four)
    node.imageIndex = 2
    await harness.open('b', null)
    harness.show(id)
    expect(node.imageIndex).toBe(2)
    show(node, { images: [file('5.png'), file('6.png')] })
    expect(node.imageIndex).toBeNull()
  })
})

describe('what the canvas can’t draw', () => {
  it('animations play over their first frame, where the canvas has it', () => {
    const node = addNode('SaveAnimatedWEBP')
    show(node, { images: [file('a.webp')], animated: [true] })
    const animation = find('.node-animation') as HTMLImageElement
    expect(animation.src).toContain('filename=a.webp')
    const { x, y, width } = layoutResult(node).pictures
    expect(x + width).toBeLessThanOrEqual(node.size[0])
    expect(animation.style.transform).toMatch(/^translate/)
    expect(parseFloat(animation.style.height)).toBeGreaterThan(0)
    expect(y).toBeGreaterThan(0)
  })

  it('videos and sounds have players with room of their own; menus open and save them', () => {
    const node = addNode('SaveImage')
    show(node, { images: [file('a.mp4')], audio: [file('b.mp3')] })
    expect(find('video')!.getAttribute('aria-label')).toBe('a.mp4')
    expect(find('audio')!.getAttribute('aria-label')).toBe('b.mp3')
    const [video, sound] = layoutResult(node).players
    expect(video!.height).toBeGreaterThan(sound!.height)
    expect(menuAt(node, 20, sound!.y + 5).names.slice(0, 2)).toEqual(['Open Audio', 'Save Audio'])
    expect(menuAt(node, 20, video!.y + 5).names.slice(0, 2)).toEqual(['Open Video', 'Save Video'])
  })

  it('a field that names a video or a sound shows it', () => {
    const node = addNode('LoadAudio')
    const widget = getWidgets(node).find(({ name }) => name === 'audio')!
    widget.value = 'noise.wav'
    node.onWidgetChanged?.('audio', 'noise.wav', '', widget as never)
    draw()
    expect((find('audio') as HTMLAudioElement).src).toContain('filename=noise.wav')
  })

  it('two pictures are compared by an edge that keys and the pointer move', () => {
    const node = addNode('ImageCompare')
    show(node, { a_images: [file('a.png')], b_images: [file('b.png')] })
    const handle = find('.compared-handle')!
    expect(handle.getAttribute('aria-valuenow')).toBe('50')
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp' }))
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }))
    expect(handle.getAttribute('aria-valuenow')).toBe('58')
    expect(find('.compared-a')!.style.clipPath).toBe('inset(0 42% 0 0)')
    const { x, y, width } = layoutResult(node).pairs
    menuAt(node, x + width * 0.55, y + 5).choose('Open in MaskEditor')
    menuAt(node, x + width * 0.65, y + 5).choose('Open in MaskEditor')
    expect(harness.masks.map((opened) => opened.file.filename)).toEqual(['a.png', 'b.png'])
  })

  it('texts are in the node’s own field, else below its fields, which make room', () => {
    const field = addNode('PreviewAny')
    show(field, { text: ['hello'] })
    expect(getWidgets(field).find(({ name }) => name === 'preview')?.value).toBe('hello')
    expect(find('.node-text')).toBeNull()
    const node = addNode('Writer')
    show(node, { text: ['a poem'], facts: [1] })
    draw()
    expect(find('.node-text')!.textContent).toBe('a poem\nfacts: [1]')
    expect(layoutResult(node).texts.height).toBeGreaterThan(50)
    expect(menuAt(node, 5, 5).names).toContain('Copy Text')
  })

  it('a live preview takes their place, and they come back when it goes', () => {
    const node = addNode('SaveImage')
    show(node, { images: [file('a.mp4')] })
    const locatorId = toNodeLocatorId(`${node.id}`)
    const image = { blob: new Blob(['x'], { type: 'image/png' }), mimeType: 'image/png' }
    harness.stores.previews.applyPreview(id, [locatorId], {
      promptId: 'p' as never,
      image: image as never
    })
    draw()
    expect(find('video')).toBeNull()
    harness.stores.previews.clearPreview(id, locatorId)
    draw()
    expect(find('video')).not.toBeNull()
  })

  it('collapsed nodes, and other workflows, show none of it', async () => {
    const node = addNode('SaveImage')
    show(node, { images: [file('a.mp4')] })
    expect(find('video')).not.toBeNull()
    node.collapse()
    draw()
    expect(find('video')).toBeNull()
    node.collapse()
    draw()
    await harness.open('b', null)
    draw()
    expect(find('video')).toBeNull()
    expect(LiteGraph.registered_node_types.SaveImage).toBeDefined()
  })
})
