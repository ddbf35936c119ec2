import { LGraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import type { Subgraph } from '@comfyorg/litegraph'
import { makeDocument, makeNested, makeNode, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'
import { setPageHidden } from '../../harness/pageVisibility'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

/** Draws what is still to be drawn. */
function settle(): void {
  for (let frame = 0; frame < 5; frame++) harness.frames.frame()
}
const countDraws = () => harness.canvas.drawCount

describe('drawing', () => {
  it('asks for no frame while nothing changes', async () => {
    await harness.open('a', makeTextToImage())
    settle()
    expect(harness.frames.pending).toBe(0)
    const before = {
      draws: countDraws(),
      frame: harness.canvas.frame,
      used: harness.frames.framesUsed
    }
    harness.clock.advance(60_000)
    settle()
    expect({
      draws: countDraws(),
      frame: harness.canvas.frame,
      used: harness.frames.framesUsed
    }).toEqual(before)
  })

  it('draws once, at the next frame, however often something says it changed', async () => {
    await harness.open('a', makeTextToImage())
    settle()
    const before = countDraws()
    const frame = harness.canvas.frame
    for (let times = 0; times < 50; times++) harness.canvas.graph!.setDirtyCanvas(true, false)
    harness.canvas.dirty_canvas = true
    expect(harness.frames.pending).toBe(1)
    expect(countDraws()).toBe(before)
    settle()
    expect(countDraws()).toBe(before + 1)
    expect(harness.canvas.frame).toBe(frame + 1)
  })

  it('draws both layers onto one canvas, each once, whichever changed', async () => {
    await harness.open('a', makeTextToImage())
    settle()
    const { canvas } = harness
    let links = 0
    canvas.onDrawBackground = () => void links++
    for (const key of ['dirty_canvas', 'dirty_bgcanvas'] as const) {
      const before = countDraws()
      links = 0
      canvas[key] = true
      settle()
      expect([key, countDraws() - before, links]).toEqual([key, 1, 1])
    }
    expect(canvas.bgcanvas).toBe(canvas.canvas)
  })

  it('from afar leaves slots out, except those that tell where a link may end', async () => {
    await harness.open('a', makeTextToImage())
    const { canvas } = harness
    const drawn = vi.fn()
    const node = canvas.graph!.getNodeById(5)!
    Object.assign(node.outputs[0]!, { draw: drawn })
    node._setConcreteSlots()
    const drawAt = (scale: number) => {
      drawn.mockClear()
      canvas.ds.scale = scale
      canvas.ds.offset = [-node.pos[0], -node.pos[1] + 50]
      canvas.draw(true, true)
      return drawn.mock.calls.length
    }
    expect(drawAt(1)).toBe(1)
    expect(drawAt(0.2)).toBe(0)
    canvas.linkConnector.dragNewFromOutput(canvas.graph!, node, node.outputs[0]!)
    expect(drawAt(0.2)).toBe(1)
  })

  it('a node is laid out anew from afar when it has changed', async () => {
    await harness.open('a', makeTextToImage())
    const { canvas } = harness
    canvas.ds.scale = 0.2
    canvas.draw(true, true)
    const node = canvas.graph!.getNodeById(5)!
    const last = getWidgets(node).at(-1)!
    const before = last.y
    // The first stands beside the output.
    for (const name of ['first', 'second']) node.addInput(name, 'IMAGE')
    canvas.draw(true, true)
    expect(last.y).toBeGreaterThan(before)
  })

  it('a hidden page asks for nothing, draws when asked to, and catches up when shown', async () => {
    await harness.open('a', makeTextToImage())
    settle()
    setPageHidden(true)
    try {
      const before = countDraws()
      harness.canvas.setDirty(true, true)
      expect(harness.frames.pending).toBe(0)
      harness.canvas.draw(true, true)
      expect(countDraws()).toBe(before + 1)
      harness.canvas.setDirty(true, false)
    } finally {
      setPageHidden(false)
    }
    const before = countDraws()
    settle()
    expect(countDraws()).toBe(before + 1)
  })

  it('has no loop, whoever starts one', async () => {
    await harness.open('a', makeTextToImage())
    settle()
    harness.canvas.startRendering()
    settle()
    expect(harness.frames.pending).toBe(0)
  })

  it('a node that throws while it is drawn costs neither the others nor the next frame', async () => {
    await harness.open('a', makeTextToImage())
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const faulty = harness.canvas.graph!.getNodeById(4)!
    let drawn = 0
    faulty.onDrawForeground = () => {
      throw new Error('pack')
    }
    harness.canvas.graph!.getNodeById(5)!.onDrawForeground = () => void drawn++
    for (let times = 0; times < 3; times++) {
      harness.canvas.setDirty(true, true)
      settle()
    }
    expect(drawn).toBeGreaterThanOrEqual(3)
    expect(said).toHaveBeenCalledTimes(1)
    expect(said.mock.calls[0]![0]).toBe('Node 4 (CheckpointLoaderSimple) could not be drawn.')
    expect(faulty.onDrawForeground).toBeDefined()
    said.mockRestore()
  })

  it('a widget fed by a link is shown disabled', async () => {
    await harness.open(
      'a',
      makeDocument(
        [
          makeNode(1, 'PrimitiveInt', { outputs: { INT: 'INT' } }),
          makeNode(3, 'EmptyLatentImage', {
            inputs: { width: { type: 'INT', widget: { name: 'width' } } }
          })
        ],
        [[1, 1, 0, 3, 0, 'INT']]
      )
    )
    settle()
    const node = harness.canvas.graph!.getNodeById(3)!
    expect(getWidgets(node).map(({ name, computedDisabled }) => [name, computedDisabled])).toEqual([
      ['width', true],
      ['height', false],
      ['batch_size', false]
    ])
  })
})

describe('what each workflow shows', () => {
  it('pan, zoom and selection are found as they were left', async () => {
    const first = await harness.open('a', makeTextToImage())
    const { canvas } = harness
    canvas.ds.scale = 0.5
    canvas.ds.offset = [11, 22]
    canvas.selectNode(canvas.graph!.getNodeById(6)!)
    const second = await harness.open('b', makeTextToImage())
    expect([...canvas.selectedItems]).toEqual([])
    canvas.ds.scale = 2
    canvas.ds.offset = [-5, -6]
    canvas.selectNode(canvas.graph!.getNodeById(3)!)
    harness.show(first)
    expect(canvas.ds.scale).toBe(0.5)
    expect([...canvas.ds.offset]).toEqual([11, 22])
    expect([...canvas.selectedItems].map(({ id }) => id)).toEqual([6])
    expect([...canvas.selectedItems][0]).toBe(harness.room.getGraph(first)!.getNodeById(6))
    harness.show(second)
    expect([canvas.ds.scale, ...canvas.ds.offset]).toEqual([2, -5, -6])
    expect([...canvas.selectedItems].map(({ id }) => id)).toEqual([3])
  })

  it('a document opens where it was saved, else all of it is in view', async () => {
    await harness.open('a', makeTextToImage({ extra: { ds: { scale: 0.7, offset: [3, 4] } } }))
    expect([harness.canvas.ds.scale, ...harness.canvas.ds.offset]).toEqual([0.7, 3, 4])
    await harness.open('b', makeTextToImage())
    const { canvas } = harness
    canvas.ds.computeVisibleArea(canvas.viewport)
    const [x, y, width, height] = canvas.ds.visible_area
    for (const { pos, size } of canvas.graph!._nodes) {
      expect(pos[0]).toBeGreaterThan(x!)
      expect(pos[1]).toBeGreaterThan(y!)
      expect(pos[0] + size[0]).toBeLessThan(x! + width!)
      expect(pos[1] + size[1]).toBeLessThan(y! + height!)
    }
    expect(canvas.ds.scale).toBeLessThanOrEqual(1)
  })

  it.each([
    { scale: 0, offset: [0, 0] },
    { scale: 1 },
    { scale: 'x', offset: ['a', 'b'] },
    7,
    null
  ])('a place that is none (%j) is not taken for one', async (ds) => {
    await harness.open('a', makeTextToImage({ extra: { ds } }))
    const { scale, offset } = harness.canvas.ds
    expect([scale, ...offset].every((number) => Number.isFinite(number) && scale > 0)).toBe(true)
  })

  it('the view is saved with the document', async () => {
    const first = await harness.open('a', makeTextToImage())
    harness.canvas.ds.scale = 0.25
    harness.canvas.ds.offset = [1, 2]
    await harness.open('b', null)
    expect((harness.room.graphs.serializeGraph(first).extra as { ds: unknown }).ds).toEqual({
      scale: 0.25,
      offset: [1, 2]
    })
  })

  it('switching draws at once, and the old graph no more', async () => {
    const first = await harness.open('a', makeTextToImage())
    await harness.open('b', null)
    const drawn: unknown[] = []
    const spy = vi
      .spyOn(harness.canvas, 'drawNode')
      .mockImplementation((node: LGraphNode) => void drawn.push(node.graph))
    harness.show(first)
    expect(new Set(drawn)).toEqual(new Set([harness.room.getGraph(first)]))
    expect(drawn).toHaveLength(7)
    spy.mockRestore()
  })

  it('an edit of a graph in the background draws nothing', async () => {
    const first = await harness.open('a', makeTextToImage())
    await harness.open('b', makeTextToImage())
    settle()
    const before = countDraws()
    harness.room.getGraph(first)!.setDirtyCanvas(true, true)
    harness.room.getGraph(first)!.getNodeById(3)!.setDirtyCanvas(true, true)
    settle()
    expect(countDraws()).toBe(before)
  })
})

describe('subgraphs', () => {
  const enter = (): Subgraph => {
    const { subgraph } = harness.canvas.graph!.getNodeById(20) as unknown as { subgraph: Subgraph }
    harness.canvas.openSubgraph(subgraph)
    return subgraph
  }

  it('are entered and left, with the way told and each view kept', async () => {
    const id = await harness.open('a', makeNested())
    const root = harness.room.getGraph(id)!
    harness.canvas.ds.scale = 0.9
    harness.canvas.selectNode(root.getNodeById(20)!)
    const subgraph = enter()
    expect(harness.canvas.graph).toBe(subgraph)
    expect(harness.room.path.value.map(({ title }) => title)).toEqual(['Inside'])
    harness.canvas.ds.scale = 0.3
    harness.room.openCrumb(-1)
    expect(harness.canvas.graph).toBe(root)
    expect(harness.room.path.value).toEqual([])
    expect(harness.canvas.ds.scale).toBe(0.9)
    expect([...harness.canvas.selectedItems].map((item) => item.id)).toEqual([20])
    enter()
    expect(harness.canvas.ds.scale).toBe(0.3)
  })

  it('a workflow is found inside the subgraph where it was left', async () => {
    const first = await harness.open('a', makeNested())
    const subgraph = enter()
    await harness.open('b', makeNested())
    expect(harness.room.path.value).toEqual([])
    harness.show(first)
    expect(harness.canvas.graph).toBe(subgraph)
    expect(harness.room.path.value).toHaveLength(1)
  })

  it('new nodes and links inside belong to the workflow', async () => {
    const id = await harness.open('a', makeNested())
    enter()
    const node = new LGraphNode('x')
    node.type = 'Note'
    harness.canvas.graph!.add(node)
    harness.clock.runDue()
    expect(harness.stores.workflows.getWorkflow(id)!.isModified).toBe(true)
  })
})

describe('zoom', () => {
  it('goes by steps, back to natural size, and to the selection', async () => {
    await harness.open('a', makeTextToImage())
    const { controls } = harness.room
    controls.resetZoom()
    settle()
    expect(controls.zoom.value).toBe(1)
    controls.zoomIn()
    settle()
    expect(controls.zoom.value).toBeCloseTo(1.2)
    controls.zoomOut()
    settle()
    expect(controls.zoom.value).toBeCloseTo(1)
    harness.canvas.selectNode(harness.canvas.graph!.getNodeById(9)!)
    controls.fit()
    settle()
    const { pos, size } = harness.canvas.graph!.getNodeById(9)!
    const [x, y, width, height] = harness.canvas.ds.visible_area
    expect(x! + width! / 2).toBeCloseTo(pos[0] + size[0] / 2, 0)
    expect(Math.abs(y! + height! / 2 - (pos[1] + size[1] / 2))).toBeLessThan(30)
  })
})

describe('presses at one place, one after the other', () => {
  function press(time?: number, button = 0): void {
    const at = {
      clientX: 360,
      clientY: 85,
      button,
      pointerId: 1,
      isPrimary: true,
      bubbles: true
    }
    const { canvas: element } = harness.canvas
    const down = new PointerEvent('pointerdown', { ...at, buttons: 1 })
    if (time !== undefined)
      Object.defineProperty(down, 'timeStamp', { value: time, configurable: true })
    element.dispatchEvent(down)
    element.dispatchEvent(new PointerEvent('pointerup', { ...at, buttons: 0 }))
  }
  /** Nodes that were pressed twice. */
  function noteDoubles(): unknown[] {
    const doubles: unknown[] = []
    harness.canvas.canvas.addEventListener('litegraph:canvas', (event) => {
      const { detail } = event as CustomEvent<{ subType: string; node?: unknown }>
      if (detail.subType === 'node-double-click') doubles.push(detail.node)
    })
    return doubles
  }
  async function open(name: string): Promise<LGraphNode> {
    const document = makeDocument([makeNode(1, 'EmptyLatentImage', { pos: [300, 100] })])
    await harness.open(name, document)
    harness.canvas.ds.scale = 1
    harness.canvas.ds.offset = [0, 0]
    harness.canvas.draw(true, true)
    return harness.canvas.graph!.getNodeById(1)!
  }

  it('are a double press in one graph, and two presses when another was shown between', async () => {
    const doubles = noteDoubles()
    const first = await open('a')
    press()
    press()
    expect(doubles.length === 1 && doubles[0] === first).toBe(true)
    press()
    const second = await open('b')
    press()
    expect(doubles).toHaveLength(1)
    expect(harness.canvas.selectedItems.has(second)).toBe(true)
  })

  it('are a double press also within one tick of the clock', async () => {
    const doubles = noteDoubles()
    await open('a')
    press(5_000)
    press(5_000)
    expect(doubles).toHaveLength(1)
  })

  it('by different buttons are no double press', async () => {
    const doubles = noteDoubles()
    await open('a')
    press(5_000, 2)
    press(5_100)
    expect(doubles).toEqual([])
  })
})
