import { LiteGraph } from '@comfyorg/litegraph'
import { useSettingStore } from '@/stores/settingStore'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NodeSearchRequest } from '@/services/services'
import { makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const say = (detail: Record<string, unknown>): void =>
  void harness.element!.dispatchEvent(new CustomEvent('litegraph:canvas', { detail }))
const at = (x: number, y: number, init: MouseEventInit = {}): MouseEvent =>
  new MouseEvent('pointerup', { clientX: x, clientY: y, ...init })

function listen(): NodeSearchRequest[] {
  const asked: NodeSearchRequest[] = []
  harness.room.onNodeSearch((request) => asked.push(request))
  return asked
}

describe('adding a node', () => {
  it('puts it where it was asked for, selects it, and is one step to undo', async () => {
    const id = await harness.open('a', makeTextToImage())
    const count = harness.canvas.graph!.nodes.length
    expect(harness.room.addNode('SaveImage', { x: 40, y: 60 })).toBe(true)
    const node = harness.canvas.graph!.nodes.at(-1)!
    expect([node.type, [...node.pos].map(Math.round)]).toEqual([
      'SaveImage',
      [...harness.canvas.ds.convertCanvasToOffset([40, 60])].map(Math.round)
    ])
    expect([...harness.canvas.selectedItems]).toEqual([node])
    harness.clock.runDue()
    harness.room.undo(id)
    expect(harness.canvas.graph!.nodes).toHaveLength(count)
  })

  it('does not cover the one added before', async () => {
    await harness.open('a', null)
    harness.room.addNode('SaveImage', null)
    harness.room.addNode('SaveImage', null)
    const [first, second] = harness.canvas.graph!.nodes
    expect([...first!.pos]).not.toEqual([...second!.pos])
  })

  it('gives it values, or a node of that type that lies there already', async () => {
    await harness.open('a', null)
    const value = () =>
      harness.canvas.graph!.nodes[0]!.widgets?.find(({ name }) => name === 'filename_prefix')?.value
    harness.room.addNode('SaveImage', { x: 40, y: 60 }, { filename_prefix: 'one', odd: 1 })
    expect(value()).toBe('one')
    // Where a node lies is known once it was drawn.
    harness.frames.frame()
    harness.room.addNode('SaveImage', { x: 45, y: 65 }, { filename_prefix: 'two' })
    expect([value(), harness.canvas.graph!.nodes.length]).toEqual(['two', 1])
  })

  it('refuses a type that nobody knows', async () => {
    await harness.open('a', null)
    expect(harness.room.addNode('NoSuchNode', null)).toBe(false)
    expect(harness.canvas.graph!.nodes).toEqual([])
  })

  it('is asked for by a double click on free canvas', async () => {
    await harness.open('a', null)
    const asked = listen()
    say({ subType: 'empty-double-click', originalEvent: at(100, 120) })
    expect(asked.map(({ at: point, link }) => [point, link])).toEqual([[{ x: 100, y: 120 }, null]])
    asked[0]!.insert('SaveImage')
    expect(harness.canvas.graph!.nodes.map(({ type }) => type)).toEqual(['SaveImage'])
  })

  it('joins the new node to the link that was let go', async () => {
    await harness.open('a', null)
    harness.room.addNode('VAEDecode', null)
    const source = harness.canvas.graph!.nodes[0]!
    const asked = listen()
    const output = source.outputs[0]!
    say({
      subType: 'empty-release',
      originalEvent: at(400, 200),
      linkReleaseContext: { links: [{ node: source, slot: 0, output, pos: [0, 0] }] }
    })
    expect(asked[0]?.link).toEqual({ type: 'IMAGE', wants: 'input' })
    asked[0]!.insert('SaveImage')
    const added = harness.canvas.graph!.nodes[1]!
    expect(added.getInputNode(0)).toBe(source)
  })

  it('leaves a link let go with Shift to the menu that offers reroutes', async () => {
    await harness.open('a', null)
    harness.room.addNode('VAEDecode', null)
    const source = harness.canvas.graph!.nodes[0]!
    const asked = listen()
    say({
      subType: 'empty-release',
      originalEvent: at(400, 200, { shiftKey: true }),
      linkReleaseContext: {
        links: [{ node: source, slot: 0, output: source.outputs[0], pos: [0, 0] }]
      }
    })
    expect(asked).toEqual([])
    expect(document.querySelector('.litecontextmenu')?.textContent).toContain('Add a reroute')
    LiteGraph.closeAllContextMenus(window)
  })

  it('does with it what the settings say instead', async () => {
    await harness.open('a', null)
    harness.room.addNode('VAEDecode', null)
    const source = harness.canvas.graph!.nodes[0]!
    const asked = listen()
    const release = (shiftKey: boolean) =>
      say({
        subType: 'empty-release',
        originalEvent: at(400, 200, { shiftKey }),
        linkReleaseContext: {
          links: [{ node: source, slot: 0, output: source.outputs[0], pos: [0, 0] }]
        }
      })
    useSettingStore().applySettings({
      'Comfy.LinkRelease.Action': 'no action',
      'Comfy.LinkRelease.ActionShift': 'search box'
    })
    release(false)
    expect([asked.length, document.querySelector('.litecontextmenu')]).toEqual([0, null])
    release(true)
    expect(asked[0]?.link).toEqual({ type: 'IMAGE', wants: 'input' })
  })
})

describe('giving a node a value from its list', () => {
  it('sets the first field that lists it, in one step to undo; leaves other nodes alone', async () => {
    const id = await harness.open('a', null)
    harness.room.addNode('KSampler', { x: 40, y: 60 })
    harness.frames.frame()
    harness.clock.runDue()
    const getScheduler = () =>
      harness.canvas.graph!.nodes[0]!.widgets?.find(({ name }) => name === 'scheduler')?.value
    const before = getScheduler()
    expect(harness.room.chooseAt({ x: 45, y: 65 }, 'no such thing')).toBe(false)
    expect(harness.room.chooseAt({ x: 2000, y: 2000 }, 'karras')).toBe(false)
    expect(harness.room.chooseAt({ x: 45, y: 65 }, 'karras')).toBe(true)
    expect(getScheduler()).toBe('karras')
    harness.clock.runDue()
    harness.room.undo(id)
    expect(getScheduler()).toBe(before)
  })
})
