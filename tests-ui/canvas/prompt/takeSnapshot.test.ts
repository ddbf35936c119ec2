import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ComfyWidget } from '@/canvas/widgets/widget'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { toExecutionId } from '@/domain/ids'
import { makeDocument, makeNested, makeNode, makeTextToImage } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
let serial = 0
beforeEach(async () => {
  harness = await createRoomHarness({ isMounted: false, random: () => 0.999 })
})
afterEach(() => harness.dispose())

const open = (document: Parameters<RoomHarness['open']>[1]) =>
  harness.open(`workflow-${++serial}`, document)
const snap = (id: WorkflowId) => harness.room.graphs.takeSnapshot(id)

function getWidget(id: WorkflowId, nodeId: number, name: string): ComfyWidget {
  const node = harness.room.getGraph(id)!.getNodeById(nodeId)!
  return getWidgets(node).find((widget) => widget.name === name)!
}

describe('the moment of Run', () => {
  it('[B13] an edit while a pack still computes a value does not get into the run', async () => {
    const id = await open(makeTextToImage())
    let answer!: (value: unknown) => void
    const text = getWidget(id, 6, 'text')
    text.serializeValue = () => new Promise((resolve) => (answer = resolve))
    const pending = snap(id)
    getWidget(id, 3, 'seed').value = 99
    getWidget(id, 7, 'text').value = 'changed'
    const graph = harness.room.getGraph(id)!
    graph.remove(graph.getNodeById(9)!)
    answer('computed')
    const { output, document } = await pending
    expect(output['3']!.inputs.seed).toBe(7)
    expect(output['7']!.inputs.text).toBe('fog')
    expect(output['6']!.inputs.text).toBe('computed')
    expect(output['9']!.class_type).toBe('SaveImage')
    const nodes = document.nodes as { id: number; widgets_values?: unknown[] }[]
    expect(nodes.find((node) => node.id === 3)!.widgets_values![0]).toBe(7)
    expect(nodes.some((node) => node.id === 9)).toBe(true)
  })

  it('a value that a pack computes from the index and the node gets both', async () => {
    const id = await open(makeTextToImage())
    const widget = getWidget(id, 3, 'steps')
    widget.serializeValue = (node, index) => `${node.id}/${index}`
    const { output } = await snap(id)
    expect(output['3']!.inputs.steps).toBe('3/2')
  })

  it('a pack whose value fails, fails the run and says why', async () => {
    const id = await open(makeTextToImage())
    getWidget(id, 6, 'text').serializeValue = async () => {
      throw new Error('no model for that')
    }
    await expect(snap(id)).rejects.toThrow('no model for that')
  })

  it('takes a workflow in the background, and names the one it took', async () => {
    const first = await open(makeTextToImage({ id: 'document-a' }))
    await open(makeDocument([]))
    const { workflowId, workflowName, documentId, output, document } = await snap(first)
    expect({ workflowId, workflowName, documentId }).toEqual({
      workflowId: first,
      workflowName: first,
      documentId: 'document-a'
    })
    expect(document.id).toBe('document-a')
    expect(Object.keys(output)).toHaveLength(7)
  })

  it('the prompt does not hang on the live values it was made of', async () => {
    const id = await open(makeTextToImage())
    const value = { a: [1] }
    getWidget(id, 3, 'steps').value = value
    const { output } = await snap(id)
    value.a.push(2)
    expect(output['3']!.inputs.steps).toEqual({ a: [1] })
  })
})

describe('file names', () => {
  const prefix = async (text: string) => {
    const document = makeTextToImage()
    const nodes = document.nodes as Record<string, unknown>[]
    nodes.find(({ id }) => id === 9)!.widgets_values = [text]
    Object.assign(
      nodes.find(({ id }) => id === 3)!,
      { title: 'My Sampler' }
    )
    Object.assign(
      nodes.find(({ id }) => id === 5)!,
      {
        properties: { 'Node name for S&R': 'Canvas' }
      }
    )
    return (await snap(await open(document))).output['9']!.inputs.filename_prefix
  }

  it.each([
    ['%My Sampler.seed%', '7'],
    ['%Canvas.width%x%Canvas.height%', '512x512'],
    ['%KSampler.seed%', '7'],
    ['%year%-%month%', '%year%-%month%'],
    ['100%', '100%'],
    ['%Nobody.seed%', '%Nobody.seed%'],
    ['%My Sampler.nothing%', '%My Sampler.nothing%'],
    ['%a.b.c%', '%a.b.c%']
  ])('%s becomes %s', async (text, expected) => {
    expect(await prefix(text)).toBe(expected)
  })

  it('characters that no file name may have are replaced in what is filled in', async () => {
    const document = makeTextToImage()
    const nodes = document.nodes as Record<string, unknown>[]
    nodes.find(({ id }) => id === 6)!.widgets_values = ['a/b\\c:d*e?f"g<h>i|j\n']
    Object.assign(
      nodes.find(({ id }) => id === 6)!,
      { title: 'Text' }
    )
    nodes.find(({ id }) => id === 9)!.widgets_values = ['out/%Text.text%']
    const { output } = await snap(await open(document))
    expect(output['9']!.inputs.filename_prefix).toBe('out/a_b_c_d_e_f_g_h_i_j_')
  })

  it('dates are filled in from the clock', async () => {
    const now = new Date(harness.clock.now())
    const pad = (value: number) => String(value).padStart(2, '0')
    expect(await prefix('%date:yyyy-MM-dd hh.mm.ss%')).toBe(
      `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())} ` +
        `${pad(now.getHours())}.${pad(now.getMinutes())}.${pad(now.getSeconds())}`
    )
    expect(await prefix('%date:yy/M%')).toBe(`${String(now.getFullYear()).slice(-2)}/1`)
  })
})

describe('what is remembered of the nodes', () => {
  it('titles, locators, and which nodes are needed', async () => {
    const document = makeTextToImage()
    const nodes = document.nodes as Record<string, unknown>[]
    nodes.push(makeNode(11, 'EmptyLatentImage', { outputs: { LATENT: 'LATENT' } }))
    Object.assign(
      nodes.find(({ id }) => id === 6)!,
      { title: 'Positive' }
    )
    const { manifest } = await snap(await open(document))
    const get = (nodeId: string) => manifest.nodes.get(toExecutionId(nodeId))
    expect(get('6')).toEqual({
      executionId: '6',
      locatorId: '6',
      enclosingLocatorIds: [],
      classType: 'CLIPTextEncode',
      title: 'Positive',
      needed: true,
      isOutput: false
    })
    expect(get('9')).toMatchObject({ title: 'Save Image', isOutput: true })
    expect(get('11')).toMatchObject({ needed: false })
    expect(manifest.neededCount).toBe(7)
  })

  it('inner nodes stand under each instance, with one locator', async () => {
    const { manifest, output } = await snap(await open(makeNested([20, 21])))
    const ids = ['20:30', '20:31', '21:30', '21:31']
    expect(Object.keys(output)).toEqual(expect.arrayContaining(ids))
    expect(ids.map((id) => manifest.nodes.get(toExecutionId(id))!.locatorId)).toEqual([
      '11111111-2222-4333-8444-555555555555:30',
      '11111111-2222-4333-8444-555555555555:31',
      '11111111-2222-4333-8444-555555555555:30',
      '11111111-2222-4333-8444-555555555555:31'
    ])
    expect(manifest.nodes.get(toExecutionId('21:30'))!.enclosingLocatorIds).toEqual(['21'])
    expect([...manifest.instanceTitles]).toEqual([
      ['20', 'Inside'],
      ['21', 'Inside']
    ])
    expect([output['20:30']!.inputs.width, output['21:30']!.inputs.width]).toEqual([100, 101])
  })

  it('where no class is known, every node may run', async () => {
    const { manifest, output } = await snap(
      await open(makeDocument([makeNode(1, 'Nobody', { widgets_values: [1] })]))
    )
    expect(manifest.nodes.get(toExecutionId('1'))).toMatchObject({
      needed: true,
      classType: 'Nobody'
    })
    expect(output).toEqual({ 1: { inputs: { UNKNOWN: 1 } } })
  })
})

describe('values', () => {
  it('a bare list is wrapped, so that the server takes it for no link', async () => {
    const id = await open(makeTextToImage())
    getWidget(id, 3, 'steps').value = ['4', 0]
    const { output } = await snap(id)
    expect(output['3']!.inputs.steps).toEqual({ __value__: ['4', 0] })
  })

  it('a loop of reroutes and bypassed nodes ends without a value', async () => {
    const reroute = (nodeId: number) =>
      makeNode(nodeId, 'Reroute', { inputs: { '': '*' }, outputs: { '': '*' } })
    const bypassed = makeNode(3, 'ImageInvert', {
      inputs: { image: 'IMAGE' },
      outputs: { IMAGE: 'IMAGE' },
      mode: 4
    })
    const id = await open(
      makeDocument(
        [
          reroute(1),
          reroute(2),
          bypassed,
          makeNode(9, 'PreviewImage', { inputs: { images: 'IMAGE' } })
        ],
        [
          [1, 1, 0, 2, 0, '*'],
          [2, 2, 0, 3, 0, '*'],
          [3, 3, 0, 1, 0, 'IMAGE'],
          [4, 1, 0, 9, 0, '*']
        ]
      )
    )
    expect((await snap(id)).output).toEqual({
      9: { class_type: 'PreviewImage', inputs: {}, _meta: { title: 'Preview Image' } }
    })
  })

  it('a muted source leaves the widget its own value', async () => {
    const id = await open(
      makeDocument(
        [
          makeNode(1, 'PrimitiveInt', {
            outputs: { INT: 'INT' },
            widgets_values: [5, 'fixed'],
            mode: 2
          }),
          makeNode(3, 'EmptyLatentImage', {
            inputs: { width: { type: 'INT', widget: { name: 'width' } } },
            widgets_values: [640, 512, 1]
          })
        ],
        [[1, 1, 0, 3, 0, 'INT']]
      )
    )
    expect((await snap(id)).output['3']!.inputs).toEqual({
      width: 640,
      height: 512,
      batch_size: 1
    })
  })
})
