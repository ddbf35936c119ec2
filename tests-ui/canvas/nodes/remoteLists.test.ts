import type { LGraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getChoices } from '@/canvas/widgets/choiceWidgets'
import { getWidgets } from '@/canvas/widgets/widget'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness, getDefinitions } from '../../harness/canvasRoom'

let harness: RoomHarness
let answer: unknown
let serial = 0
let route = ''

async function start(remote: Record<string, unknown>): Promise<void> {
  harness = await createRoomHarness({
    definitions: {
      ...getDefinitions(),
      ...makeDefinitions(
        makeDefinition('Remote', {
          file: ['COMBO', { remote: { route, ...remote } }],
          after: ['STRING', {}]
        }),
        makeDefinition('LoadImageOutput', {
          image: [
            'COMBO',
            {
              image_upload: true,
              image_folder: 'output',
              remote: {
                route: '/internal/files/output',
                refresh_button: true,
                control_after_refresh: 'first'
              }
            }
          ]
        })
      )
    },
    answers: () => answer
  })
}
beforeEach(() => {
  // Lists are shared by their address: each test has one of its own.
  route = `/pack/list${++serial}`
  answer = ['b.png', 'a.png']
})
afterEach(() => harness.dispose())

const widgetOf = (node: LGraphNode, name: string) =>
  getWidgets(node).find((widget) => widget.name === name)!
const settle = async () => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve()
  await new Promise((resolve) => setImmediate(resolve))
}
async function add(): Promise<LGraphNode> {
  await harness.open('a', null)
  harness.room.addNode('Remote', null)
  harness.canvas.draw(true, true)
  await settle()
  return harness.canvas.graph!.nodes[0]!
}

describe('a list that the server is asked for', () => {
  it('is read once for all nodes when one is seen; a new node takes the first of it', async () => {
    await start({ query_params: { kind: 'x y' } })
    const node = await add()
    harness.room.addNode('Remote', null)
    harness.canvas.draw(true, true)
    await settle()
    expect(harness.fetched).toEqual([`${route}?kind=x+y`])
    expect(getChoices(widgetOf(node, 'file'))).toEqual(['b.png', 'a.png'])
    expect(widgetOf(node, 'file').value).toBe('b.png')
  })

  it('has no button where the definition wants none, and takes its values from a key of the answer', async () => {
    await start({ response_key: 'data.items' })
    answer = { data: { items: ['deep'] } }
    const node = await add()
    expect(getWidgets(node).map(({ name }) => name)).toEqual(['file', 'after'])
    expect(getChoices(widgetOf(node, 'file'))).toEqual(['deep'])
  })

  it('is read anew by its button, which chooses what the definition says', async () => {
    await start({ refresh_button: true, control_after_refresh: 'last' })
    const node = await add()
    expect(getWidgets(node).map(({ name }) => name)).toEqual([
      'file',
      'Auto-refresh after generation',
      'refresh',
      'after'
    ])
    answer = ['new.png', 'newest.png']
    widgetOf(node, 'refresh').callback?.(undefined)
    await settle()
    expect(getChoices(widgetOf(node, 'file'))).toEqual(answer)
    expect(widgetOf(node, 'file').value).toBe('newest.png')
  })

  it('is read anew after a run where its switch is on', async () => {
    await start({ refresh_button: true })
    const node = await add()
    answer = ['made.png']
    harness.room.noteRunEnded()
    await settle()
    expect(harness.fetched).toHaveLength(1)
    widgetOf(node, 'Auto-refresh after generation').value = true
    harness.room.noteRunEnded()
    await settle()
    expect(getChoices(widgetOf(node, 'file'))).toEqual(['made.png'])
    expect(widgetOf(node, 'file').value).toBe('b.png')
  })

  it('that can’t be read is told when its button was pressed, and is as it was', async () => {
    await start({ refresh_button: true, max_retries: 2 })
    const node = await add()
    answer = undefined
    widgetOf(node, 'refresh').callback?.(undefined)
    await settle()
    expect(harness.fetched).toHaveLength(4)
    expect(harness.notices).toEqual(['The list of “file” could not be read'])
    expect(getChoices(widgetOf(node, 'file'))).toEqual(['b.png', 'a.png'])
  })

  it('of another server is not asked for', async () => {
    route = 'https://elsewhere.example/list'
    await start({})
    await add()
    expect(harness.fetched).toEqual([])
  })

  it('documents hold its switch and button, prompts don’t; older documents are read by their own form', async () => {
    route = '/internal/files/output'
    await start({})
    const values = [
      ['x.png [output]', true, 'refresh', 'image'],
      ['x.png [output]', 'image']
    ]
    const id = await harness.open(
      'b',
      makeDocument(
        values.map((widgets_values, index) =>
          makeNode(index + 1, 'LoadImageOutput', { widgets_values })
        )
      )
    )
    const [first, second] = harness.canvas.graph!.nodes
    expect(getWidgets(first!).map(({ value }) => value)).toEqual(values[0])
    expect(getWidgets(second!).map(({ value }) => value)).toEqual([
      'x.png [output]',
      false,
      'refresh',
      'image'
    ])
    const { output } = await harness.room.graphs.takeSnapshot(id)
    expect(output['1']!.inputs).toEqual({ image: 'x.png [output]' })
  })
})
