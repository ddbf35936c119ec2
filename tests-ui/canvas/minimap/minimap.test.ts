import { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { drawMap } from '@/canvas/minimap/drawMap'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useSettingStore } from '@/stores/settingStore'
import { addPrompt, tick } from '../../builders/promptState'
import { makeDocument, makeNested, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

const WIDTH = 200
const HEIGHT = 120

let harness: RoomHarness
let frame: HTMLElement
let unmount: () => void
/** Each draw sets the small canvas's width, which clears it. */
let draws = 0
beforeEach(async () => {
  harness = await createRoomHarness()
  const element = document.createElement('canvas')
  frame = document.createElement('div')
  draws = 0
  Object.defineProperty(element, 'clientWidth', { value: WIDTH })
  Object.defineProperty(element, 'clientHeight', { value: HEIGHT })
  Object.defineProperty(element, 'width', {
    get: () => WIDTH,
    set() {
      draws++
    }
  })
  unmount = harness.room.minimap.mount(element, frame)
  await harness.open('a', makeTextToImage())
  settle()
  draws = 0
})
afterEach(() => {
  unmount()
  harness.dispose()
})

/** Draws what is still to be drawn, and lets pauses pass. */
function settle(): void {
  for (let round = 0; round < 5; round++) {
    harness.frames.frame()
    harness.clock.advance(200)
  }
}
const node = () => harness.canvas.graph!.nodes[0]!
function redraw(): void {
  harness.canvas.setDirty(true, true)
  settle()
}

describe('the minimap', () => {
  it('is pressed where it is now, also right after an edit that it has not drawn yet', () => {
    node().pos = [-3000, -2500]
    const at = [150, 90] as const
    harness.room.minimap.centreAt(...at)
    settle()
    const [left, top] = /translate\((.+)px, (.+)px\)/
      .exec(frame.style.transform)!
      .slice(1)
      .map(Number)
    expect(left! + Number.parseFloat(frame.style.width) / 2).toBeCloseTo(at[0], 0)
    expect(top! + Number.parseFloat(frame.style.height) / 2).toBeCloseTo(at[1], 0)
  })

  it('is drawn when a node moves, and not while nothing changes', () => {
    redraw()
    harness.clock.advance(60_000)
    expect(draws).toBe(0)
    node().pos = [900, 900]
    redraw()
    expect(draws).toBe(1)
  })

  it('a moved view places the frame and draws nothing', () => {
    const before = frame.style.transform
    harness.canvas.ds.offset[0]! += 500
    redraw()
    expect(frame.style.transform).not.toBe(before)
    expect(draws).toBe(0)
  })

  it('under a drag it is drawn now and then, and in the end as it is', () => {
    for (let step = 1; step <= 20; step++) {
      node().pos = [step * 40, 0]
      harness.canvas.setDirty(true, true)
      harness.frames.frame()
      harness.clock.advance(16)
    }
    expect(draws).toBeLessThan(6)
    settle()
    const after = draws
    redraw()
    expect(draws).toBe(after)
  })

  it('shows another workflow, and the subgraph that is open', async () => {
    await harness.open('b', makeNested())
    settle()
    expect(draws).toBe(1)
    const instance = harness.canvas.graph!.nodes.find((n) => n.isSubgraphNode())!
    harness.canvas.openSubgraph((instance as never as { subgraph: never }).subgraph)
    settle()
    expect(draws).toBe(2)
  })

  it('of an empty workflow has no frame: there is no place to be at', async () => {
    expect(frame.hidden).toBe(false)
    await harness.open('empty', makeDocument([]))
    settle()
    expect(frame.hidden).toBe(true)
  })

  it('shows nodes in the colours that the canvas has them in', () => {
    const fills: unknown[] = []
    const ctx = document.createElement('canvas').getContext('2d')!
    ctx.fillRect = () => void fills.push(ctx.fillStyle)
    const layout = { scale: 1, x: 0, y: 0 }
    const colours = { running: '', error: '', node: '#111', bypassed: '', link: '' }
    const graph = new LGraph()
    const own = new LGraphNode('own')
    own.bgcolor = '#000'
    graph.add(own)
    graph.add(new LGraphNode('plain'))
    for (const isLight of [false, true]) drawMap(ctx, graph, layout, { ...colours, isLight })
    expect(fills).toEqual(['#000', '#111', '#808080', '#111'])
  })

  it('moves the view to where it is pressed, and by the keyboard', () => {
    const { canvas, room } = harness
    room.minimap.centreAt(WIDTH / 2, HEIGHT / 2)
    const [x = 0] = canvas.ds.offset
    room.minimap.centreAt(WIDTH / 2 + 10, HEIGHT / 2)
    expect(canvas.ds.offset[0]).toBeLessThan(x)
    const [, y = 0] = canvas.ds.offset
    room.minimap.pan(0, 0.5)
    expect(canvas.ds.offset[1]).toBeCloseTo(y - 400 / canvas.ds.scale)
  })

  it('[B46] the start and the end of a node draw it once each, and no step between', () => {
    const prompt = addPrompt()
    const step = (value: number) => {
      tick(prompt, value)
      settle()
    }
    step(1)
    expect(draws).toBe(1)
    for (let value = 2; value < 20; value++) step(value)
    expect(draws).toBe(1)
    useExecutionStore().applyTransition(prompt.promptId, 'interrupted', 1)
    settle()
    expect(draws).toBe(2)
  })

  it('a node that fails is drawn once', () => {
    node().has_errors = true
    redraw()
    expect(draws).toBe(1)
  })
})

describe('settings of the canvas', () => {
  const apply = async (key: string, value: unknown) => {
    useSettingStore().applySettings({ [key]: value })
    await nextTick()
  }

  it('links are drawn as the setting says, at once; nonsense leaves the default', async () => {
    for (const [value, mode] of [
      [0, 0],
      [1, 1],
      [-1, -1],
      ['zigzag', 2]
    ] as const) {
      await apply('Comfy.LinkRenderMode', value)
      expect(harness.canvas.links_render_mode).toBe(mode)
    }
    expect(harness.frames.pending).toBe(1)
  })
})
