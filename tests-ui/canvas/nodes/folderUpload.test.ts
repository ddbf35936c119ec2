import type { LGraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness, getDefinitions } from '../../harness/canvasRoom'

const CLASS = 'LoadImageSetFromFolderNode'

let harness: RoomHarness
let id: WorkflowId
let node: LGraphNode
beforeEach(async () => {
  const definition = makeDefinition(CLASS, { folder: ['COMBO', { options: ['dogs'] }] })
  harness = await createRoomHarness({
    definitions: { ...getDefinitions(), ...makeDefinitions(definition) }
  })
  id = await harness.open('a', makeDocument([makeNode(1, CLASS, { widgets_values: ['dogs'] })]))
  node = harness.room.getGraph(id)!.getNodeById(1)!
  harness.canvas.draw(true, true)
})
afterEach(() => harness.dispose())

const getValue = () => getWidgets(node)[0]!.value
const getLabel = () => getWidgets(node)[1]!.label

/** A folder as the browser hands it over: it tells of its entries bit by bit. */
function makeFolder(name: string, entries: readonly object[]): object {
  return {
    name,
    isDirectory: true,
    createReader() {
      const rest = [...entries]
      return { readEntries: (done: (some: object[]) => void) => done(rest.splice(0, 2)) }
    }
  }
}
const makeEntry = (name: string) => ({
  name,
  isDirectory: false,
  file: (done: (file: File) => void) => done(new File([name], name))
})

function drop(entry: object): boolean {
  const event = new MouseEvent('drop', { cancelable: true })
  const [clientX, clientY] = harness.canvas.ds.convertOffsetToCanvas([
    node.pos[0] + 20,
    node.pos[1] + 20
  ])
  Object.defineProperties(event, {
    clientX: { value: clientX },
    clientY: { value: clientY },
    dataTransfer: { value: { files: [], items: [{ webkitGetAsEntry: () => entry }] } }
  })
  harness.element!.dispatchEvent(event)
  return event.defaultPrevented
}

it('a folder dropped onto a node that lists folders is uploaded under its name, and chosen: one step', async () => {
  const cats = makeFolder('cats', [
    makeEntry('a.png'),
    makeEntry('a.txt'),
    makeEntry('notes.pdf'),
    makeFolder('10_black', [makeEntry('b.webp')])
  ])
  expect(drop(cats)).toBe(true)
  await vi.waitFor(() => expect(getValue()).toBe('cats'))
  expect(harness.uploadPlaces).toEqual([
    'input:cats/a.png',
    'input:cats/a.txt',
    'input:cats/10_black/b.webp'
  ])
  expect(getWidgets(node)[0]!.options.values).toEqual(['dogs', 'cats', 'cats/10_black'])
  expect(getLabel()).toBe('Upload a folder')
  harness.clock.runDue()
  harness.room.undo(id)
  expect(getWidgets(harness.room.getGraph(id)!.getNodeById(1)!)[0]!.value).toBe('dogs')
})

it('a folder without pictures, or one that can’t be read, changes nothing and is said', async () => {
  drop(makeFolder('papers', [makeEntry('a.pdf')]))
  const broken = {
    name: 'broken',
    isDirectory: true,
    createReader: () => ({
      readEntries: (_done: unknown, fail: (error: Error) => void) => fail(new Error('gone'))
    })
  }
  drop(broken)
  await vi.waitFor(() =>
    expect(harness.notices.toSorted()).toEqual([
      '“broken” could not be uploaded',
      '“papers” could not be uploaded'
    ])
  )
  expect([getValue(), harness.uploads]).toEqual(['dogs', []])
})

it('neither document nor prompt holds the button', async () => {
  const document = harness.room.graphs.serializeGraph(id) as unknown as {
    nodes: { widgets_values: unknown; inputs?: unknown[] }[]
  }
  expect(document.nodes[0]!.widgets_values).toEqual(['dogs'])
  expect(getWidgets(node).map(({ type }) => type)).toEqual(['combo', 'button'])
  const { output } = await harness.room.graphs.takeSnapshot(id)
  expect(output).toMatchObject({ 1: { inputs: { folder: 'dogs' } } })
})
