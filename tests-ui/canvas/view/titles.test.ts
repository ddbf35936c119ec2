import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SubgraphNode } from '@comfyorg/litegraph'
import { makeNested, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const getInput = () => document.querySelector<HTMLInputElement>('.canvas-title-editor')
function pressTwice(detail: Record<string, unknown>): void {
  harness.element!.dispatchEvent(new CustomEvent('litegraph:canvas', { detail }))
}
function type(text: string, key: string): void {
  const input = getInput()!
  input.value = text
  input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  harness.clock.runDue()
}

describe('a double press on a title', () => {
  it('renames a node in one step; Escape leaves the old name', async () => {
    const id = await harness.open('a', makeTextToImage())
    const graph = harness.room.getGraph(id)!
    const node = graph.getNodeById(3)!
    const press = (canvasY: number) =>
      pressTwice({ subType: 'node-double-click', originalEvent: { canvasY }, node })
    press(node.pos[1] + 20)
    expect(getInput()).toBeNull()
    press(node.pos[1] - 10)
    type('Never', 'Escape')
    expect([getInput(), node.title]).toEqual([null, 'KSampler'])
    press(node.pos[1] - 10)
    type('Sampler of mine', 'Enter')
    expect([getInput(), node.title]).toEqual([null, 'Sampler of mine'])
    expect(harness.room.undo(id)).toBe(true)
    expect(graph.getNodeById(3)!.title).not.toBe('Sampler of mine')
    expect(harness.room.undo(id)).toBe(false)
  })

  it('renames a group, and follows the view until then', async () => {
    const id = await harness.open('a', makeTextToImage())
    const graph = harness.room.getGraph(id)!
    harness.canvas.selectItems([graph.getNodeById(3)!])
    harness.room.edit('group')
    const [group] = graph.groups
    pressTwice({
      subType: 'group-double-click',
      originalEvent: { canvasY: group!.pos[1] + 9 },
      group
    })
    const before = getInput()!.style.transform
    harness.canvas.ds.offset[0]! += 50
    harness.canvas.draw(true, true)
    expect(getInput()!.style.transform).not.toBe(before)
    type('Sampling', 'Enter')
    expect(group!.title).toBe('Sampling')
  })

  it('the only instance gives a subgraph its name; one of several keeps it to itself', async () => {
    const id = await harness.open('a', makeNested())
    const graph = harness.room.getGraph(id)!
    const instance = graph.getNodeById(20) as SubgraphNode
    const rename = (text: string) => {
      pressTwice({
        subType: 'node-double-click',
        originalEvent: { canvasY: instance.pos[1] - 10 },
        node: instance
      })
      type(text, 'Enter')
    }
    rename('Upscale')
    expect(instance.subgraph.name).toBe('Upscale')
    harness.canvas.openSubgraph(instance.subgraph)
    expect(harness.room.path.value.map(({ title }) => title)).toEqual(['Upscale'])
    harness.room.renameCrumb(0, 'Enlarge')
    expect([instance.title, instance.subgraph.name]).toEqual(['Enlarge', 'Enlarge'])
    expect(harness.room.path.value.map(({ title }) => title)).toEqual(['Enlarge'])
    harness.clock.runDue()
    harness.room.undo(id)
    expect(harness.room.path.value.map(({ title }) => title)).toEqual(['Upscale'])
  })
})
