import { setFlagsFromString } from 'node:v8'
import { LiteGraph } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeDocument, makeNode, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

setFlagsFromString('--allow-natives-syntax')
/** What V8 itself says: an object that something was deleted from is a dictionary from then on, and slow to read. */
const isQuick = new Function('object', 'return %HasFastProperties(object)') as (
  object: object
) => boolean

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

describe('what each draw reads thousands of times', () => {
  it('is quick to read: canvas, graph, nodes', async () => {
    const id = await harness.open('a', makeTextToImage())
    const graph = harness.room.getGraph(id)!
    harness.canvas.draw(true, true)
    expect([harness.canvas, graph, ...graph._nodes].map(isQuick)).not.toContain(false)
  })

  it('stays so when a document is opened again over it', async () => {
    const id = await harness.open('a', makeTextToImage())
    const graph = harness.room.getGraph(id)!
    graph.configure(graph.serialize())
    expect([graph, ...graph._nodes].map(isQuick)).not.toContain(false)
  })
})

describe('a node that can’t be read', () => {
  it('costs neither the document nor other nodes of its class, and is named', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { prototype } = LiteGraph.registered_node_types.EmptyLatentImage!
    const { configure } = prototype
    prototype.configure = function faulty(info) {
      if (info.id === 2) throw new Error('pack')
      configure.call(this, info)
    }
    const nodes = [1, 2, 3].map((id) =>
      makeNode(id, 'EmptyLatentImage', { widgets_values: [64 * id, 64, 1] })
    )
    try {
      const id = await harness.open('a', makeDocument(nodes))
      const graph = harness.room.getGraph(id)!
      expect(graph._nodes.map(({ widgets }) => widgets![0]!.value)).toEqual([64, 512, 192])
      expect(said.mock.calls.map(([text]) => String(text))).toEqual([
        expect.stringContaining('Node 2 (EmptyLatentImage)')
      ])
    } finally {
      prototype.configure = configure
      said.mockRestore()
    }
  })
})
