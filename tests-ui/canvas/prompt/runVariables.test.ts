import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ComfyWidget } from '@/canvas/widgets/widget'
import { getWidgets } from '@/canvas/widgets/widget'
import type { WorkflowId } from '@/domain/ids'
import { toExecutionId } from '@/domain/ids'
import type { ControlledValue } from '@/domain/runSnapshot'
import { useSettingStore } from '@/stores/settingStore'
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

describe('values that go on from run to run', () => {
  const seeds = (mode: string) => {
    const document = makeTextToImage()
    const sampler = (document.nodes as { id: number; widgets_values?: unknown[] }[]).find(
      ({ id }) => id === 3
    )!
    sampler.widgets_values![1] = mode
    return document
  }

  it.each(['increment', 'decrement', 'randomize'])('a seed with %s is a variable', async (mode) => {
    const id = await open(seeds(mode))
    const { variables, document } = await snap(id)
    expect(variables).toHaveLength(1)
    const variable = variables[0] as ControlledValue
    expect(variable).toMatchObject({
      kind: 'controlled',
      mode,
      value: 7,
      range: { min: 0, max: 2 ** 50, step: 1 },
      targets: [{ executionId: '3', inputName: 'seed' }]
    })
    for (const path of variable.documentPaths)
      expect(
        path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document)
      ).toBe(7)
    expect(variable.documentPaths).toHaveLength(2)
  })

  it('a fixed seed is none, and neither is one fed by a link', async () => {
    expect((await snap(await open(seeds('fixed')))).variables).toEqual([])
    const fed = makeDocument(
      [
        makeNode(1, 'PrimitiveInt', { outputs: { INT: 'INT' }, widgets_values: [5, 'fixed'] }),
        makeNode(3, 'KSampler', {
          inputs: { seed: { type: 'INT', widget: { name: 'seed' } } },
          widgets_values: [7, 'randomize', 20, 8, 'euler', 'normal', 1]
        })
      ],
      [[1, 1, 0, 3, 0, 'INT']]
    )
    expect((await snap(await open(fed))).variables).toEqual([])
  })

  it('a seed knows that it has run, and the batch when it goes on', async () => {
    const id = await open(seeds('increment'))
    useSettingStore().applySettings({ 'Comfy.WidgetControlMode': 'before' })
    const first = await snap(id)
    expect(first.controlTime).toBe('before')
    expect((first.variables[0] as ControlledValue).hasRun).toBeUndefined()
    const { targets } = first.variables[0]!
    harness.room.graphs.applyControlledValues(id, [{ targets, value: 7 }])
    expect(((await snap(id)).variables[0] as ControlledValue).hasRun).toBe(true)
    useSettingStore().replaceSettings({})
    expect((await snap(id)).controlTime).toBe('after')
  })

  it('a list goes through the entries its filter leaves', async () => {
    const id = await open(
      makeDocument(
        [
          makeNode(1, 'PrimitiveNode', {
            outputs: { COMBO: 'COMBO' },
            widgets_values: ['euler', 'increment', 'DPM']
          }),
          makeNode(3, 'KSampler', {
            inputs: { sampler_name: { type: 'COMBO', widget: { name: 'sampler_name' } } },
            widgets_values: [7, 'fixed', 20, 8, 'euler', 'normal', 1]
          })
        ],
        [[1, 1, 0, 3, 0, 'COMBO']]
      )
    )
    const [variable] = (await snap(id)).variables as ControlledValue[]
    const range = variable!.range as readonly string[]
    expect(range.length).toBeGreaterThan(3)
    expect(range.every((name) => name.includes('dpm'))).toBe(true)
    expect(variable!.value).toBe('euler')
  })

  it('a primitive steps for all it feeds, and the next value is written into each', async () => {
    const sampler = (nodeId: number) =>
      makeNode(nodeId, 'KSampler', {
        inputs: { seed: { type: 'INT', widget: { name: 'seed' } } },
        widgets_values: [1, 'fixed', 20, 8, 'euler', 'normal', 1]
      })
    const id = await open(
      makeDocument(
        [
          makeNode(1, 'PrimitiveNode', {
            outputs: { INT: 'INT' },
            widgets_values: [42, 'increment']
          }),
          sampler(3),
          sampler(4)
        ],
        [
          [1, 1, 0, 3, 0, 'INT'],
          [2, 1, 0, 4, 0, 'INT']
        ]
      )
    )
    const { output, variables } = await snap(id)
    expect([output['3']!.inputs.seed, output['4']!.inputs.seed]).toEqual([42, 42])
    const [variable] = variables as ControlledValue[]
    expect(variables).toHaveLength(1)
    expect(variable!.targets.map(({ executionId }) => executionId)).toEqual(['3', '4'])
    harness.room.graphs.applyControlledValues(id, [{ targets: variable!.targets, value: 43 }])
    expect([
      getWidget(id, 1, 'value').value,
      getWidget(id, 3, 'seed').value,
      getWidget(id, 4, 'seed').value
    ]).toEqual([43, 43, 43])
  })

  it('promoted seeds belong to their instance, and write on there', async () => {
    const inner = makeNode(40, 'KSampler', {
      inputs: { seed: { type: 'INT', widget: { name: 'seed' } } },
      widgets_values: [1, 'randomize', 20, 8, 'euler', 'normal', 1]
    })
    const document = makeNested([20, 21])
    const [inside] = (
      document.definitions as {
        subgraphs: { nodes: unknown[]; links: unknown[]; inputs: unknown[] }[]
      }
    ).subgraphs
    inside!.nodes.push(inner)
    inside!.inputs.push({ id: 's', name: 'seed', type: 'INT', linkIds: [9] })
    inside!.links.push({
      id: 9,
      origin_id: -10,
      origin_slot: 1,
      target_id: 40,
      target_slot: 0,
      type: 'INT'
    })
    const instances = (document.nodes as { id: number; inputs: unknown[] }[]).filter(
      ({ id }) => id === 20 || id === 21
    ) as { id: number; inputs: unknown[]; widgets_values?: unknown[] }[]
    for (const instance of instances) {
      instance.inputs.push({ name: 'seed', type: 'INT', link: null, widget: { name: 'seed' } })
      instance.widgets_values = [100, 1000 + instance.id]
    }
    const id = await open(document)
    const { output } = await snap(id)
    expect([output['20:40']!.inputs.seed, output['21:40']!.inputs.seed]).toEqual([1020, 1021])
  })

  it('the next seed shows on the node, is no edit and no step', async () => {
    const id = await open(seeds('increment'))
    harness.room.graphs.applyControlledValues(id, [
      { targets: [{ executionId: toExecutionId('3'), inputName: 'seed' }], value: 8 }
    ])
    expect(getWidget(id, 3, 'seed').value).toBe(8)
    harness.clock.advance(5_000)
    expect(harness.stores.workflows.getWorkflow(id)!.isModified).toBe(false)
    expect(harness.edits).toEqual([])
    expect(harness.room.undo(id)).toBe(false)
  })

  it('a seed that the user fixed meanwhile stays', async () => {
    const id = await open(seeds('increment'))
    getWidget(id, 3, 'control_after_generate').value = 'fixed'
    harness.room.graphs.applyControlledValues(id, [
      { targets: [{ executionId: toExecutionId('3'), inputName: 'seed' }], value: 8 }
    ])
    expect(getWidget(id, 3, 'seed').value).toBe(7)
  })
})

describe('texts', () => {
  const withText = (text: string) => {
    const document = makeTextToImage()
    const nodes = document.nodes as { id: number; widgets_values?: unknown[] }[]
    nodes.find(({ id }) => id === 6)!.widgets_values = [text]
    return document
  }

  it('a text with alternatives is one of them, and a variable for the other runs', async () => {
    const { output, variables } = await snap(await open(withText('a {red|blue} house')))
    expect(output['6']!.inputs.text).toBe('a blue house')
    expect(variables).toEqual([
      {
        kind: 'dynamicText',
        template: 'a {red|blue} house',
        targets: [{ executionId: '6', inputName: 'text' }]
      }
    ])
  })

  it('a text without is none', async () => {
    const { output, variables } = await snap(await open(withText('a house // note')))
    expect(output['6']!.inputs.text).toBe('a house ')
    expect(variables).toEqual([])
  })

  it('the document keeps the template', async () => {
    const id = await open(withText('{a|b}'))
    const { document } = await snap(id)
    expect(JSON.stringify(document)).toContain('"{a|b}"')
  })
})
