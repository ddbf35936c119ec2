import type { LGraphBadge, LGraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describePart } from '@/canvas/view/nodeTips'
import { getWidgets } from '@/canvas/widgets/widget'
import { applyPackWords } from '@/i18n/packWords'
import { useSettingStore } from '@/stores/settingStore'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import { makeDocument, makeNode, makeSubgraph } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

const DEFINITIONS = makeDefinitions(
  makeDefinition(
    'Taker',
    {
      image: ['IMAGE', { tooltip: 'What is drawn on.' }],
      count: ['INT', { tooltip: 'How many.' }],
      share: ['FLOAT', { step: 0.01 }],
      isOn: ['BOOLEAN', { label_on: 'yes', label_off: 'no' }],
      text: ['STRING', {}],
      lines: ['STRING', { multiline: true }],
      kind: [['a', 'b'], {}]
    },
    {
      output: ['*'],
      output_name: ['any'],
      output_tooltips: ['What comes out.'],
      description: 'Takes all kinds.',
      deprecated: true
    }
  ),
  makeDefinition('Trial', {}, { experimental: true }),
  makeDefinition('Plain', {}),
  makeDefinition('Inner', {}, { dev_only: true, experimental: true }),
  ...['Int', 'Float', 'Boolean', 'String', 'StringMultiline'].map((kind) =>
    makeDefinition(
      `Primitive${kind}`,
      {
        value: [
          kind.startsWith('String') ? 'STRING' : kind.toUpperCase(),
          kind === 'StringMultiline' ? { multiline: true } : {}
        ]
      },
      { output: [kind.startsWith('String') ? 'STRING' : kind.toUpperCase()], output_name: ['v'] }
    )
  )
)

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness({ definitions: DEFINITIONS })
})
afterEach(() => {
  applyPackWords({})
  harness.dispose()
})

function draw(): void {
  harness.canvas.draw(true, true)
}

const nodeOf = (id: number): LGraphNode => harness.canvas.graph!.getNodeById(id)!
const shownOf = (node: LGraphNode, name: string) =>
  (getWidgets(node).find((widget) => widget.name === name) as unknown as { _displayValue: string })
    ._displayValue

describe('marks on nodes', () => {
  const marksOf = (id: number) =>
    nodeOf(id)
      .badges.map((badge) => (typeof badge === 'function' ? badge() : badge) as LGraphBadge)
      .filter(({ visible }) => visible)
      .map(({ text }) => text)

  it('tell of types on trial, on their way out, or for developers; the setting hides them', async () => {
    const types = ['Taker', 'Trial', 'Inner', 'Plain']
    await harness.open('a', makeDocument(types.map((type, index) => makeNode(index + 1, type))))
    expect([1, 2, 3, 4].map(marksOf)).toEqual([['deprecated'], ['beta'], ['for developers'], []])
    useSettingStore().applySettings({ 'Comfy.NodeBadge.NodeLifeCycleBadgeMode': 'None' })
    await Promise.resolve()
    expect([1, 2, 3].map(marksOf)).toEqual([[], [], []])
    useSettingStore().replaceSettings({})
    await Promise.resolve()
  })
})

describe('tips', () => {
  const openTaker = async () => {
    await harness.open('a', makeDocument([makeNode(1, 'Taker', { pos: [100, 100] })]))
    draw()
    return nodeOf(1)
  }

  it('tell of the node, its inputs, outputs and fields by what the pointer is on', async () => {
    const node = await openTaker()
    expect(describePart(node, 150, 85)).toBe('Takes all kinds.')
    const [inputX, inputY] = node.getInputPos(0)
    expect(describePart(node, inputX! + 5, inputY!)).toBe('IMAGE\nWhat is drawn on.')
    const [outputX, outputY] = node.getOutputPos(0)
    expect(describePart(node, outputX! - 5, outputY!)).toBe('any type\nWhat comes out.')
    const [count] = getWidgets(node)
    expect(describePart(node, 200, node.pos[1] + count!.y + 10)).toBe('How many.')
  })

  it('speak the pack’s words where there are some, and tell of unknown types', async () => {
    const words = { description: 'Other words.', inputs: { count: { tooltip: 'So many.' } } }
    applyPackWords({ en: { nodeDefs: { Taker: words } } })
    const node = await openTaker()
    expect(describePart(node, 150, 85)).toBe('Other words.')
    expect(describePart(node, 200, node.pos[1] + getWidgets(node)[0]!.y + 10)).toBe('So many.')
    await harness.open('b', makeDocument([makeNode(1, 'Nobody', { pos: [100, 100] })]))
    expect(describePart(nodeOf(1), 150, 85)).toContain('does not know the type Nobody')
  })

  it('show where the mouse rests, and go when it moves, presses, or the user wants none', async () => {
    const node = await openTaker()
    const at = harness.canvas.ds.convertOffsetToCanvas([node.pos[0] + 50, node.pos[1] - 15])
    const move = (x: number, y: number) =>
      harness.element!.dispatchEvent(
        new PointerEvent('pointermove', {
          bubbles: true,
          pointerType: 'mouse',
          clientX: x,
          clientY: y
        })
      )
    const tip = () => document.querySelector('.canvas-tip')?.textContent
    move(at[0], at[1])
    harness.clock.advance(400)
    expect(tip()).toBeUndefined()
    harness.clock.advance(200)
    expect(tip()).toBe('Takes all kinds.')
    move(1, 1)
    harness.clock.advance(2000)
    expect(tip()).toBeUndefined()
    useSettingStore().applySettings({ 'Comfy.EnableTooltips': false })
    move(at[0], at[1])
    harness.clock.advance(2000)
    expect(tip()).toBeUndefined()
  })
})

describe('a field that a link feeds', () => {
  const sources = [
    [2, 'PrimitiveInt', 'INT', 7],
    [3, 'PrimitiveFloat', 'FLOAT', 0.25],
    [4, 'PrimitiveBoolean', 'BOOLEAN', true],
    [5, 'PrimitiveString', 'STRING', 'hello'],
    [6, 'PrimitiveStringMultiline', 'STRING', 'two\nlines']
  ] as const
  const names = ['count', 'share', 'isOn', 'text', 'lines']

  function makeFed() {
    return makeDocument(
      [
        makeNode(1, 'Taker', {
          inputs: Object.fromEntries(
            names.map((name, index) => [
              name,
              { type: sources[index]![2], widget: { name }, link: null }
            ])
          ),
          widgets_values: [1, 0.5, false, 'own', 'own lines', 'a'],
          pos: [600, 0]
        }),
        ...sources.map(([id, type, slot, value]) =>
          makeNode(id, type, { outputs: { v: slot }, widgets_values: [value], pos: [0, id * 100] })
        )
      ],
      sources.map(([id, , slot], index) => [index + 1, id, 0, 1, index, slot])
    )
  }

  it('shows what its source holds, and its own value again when the link goes', async () => {
    await harness.open('a', makeFed())
    draw()
    const taker = nodeOf(1)
    expect(['count', 'share', 'text', 'kind'].map((name) => shownOf(taker, name))).toEqual([
      '7',
      '0.25',
      'hello',
      'a'
    ])
    const area = [...harness.overlay!.querySelectorAll('textarea')].find(
      ({ readOnly }) => readOnly
    )!
    expect(area.value).toBe('two\nlines')
    expect(getWidgets(taker).map(({ value }) => value)).toEqual([
      1,
      0.5,
      false,
      'own',
      'own lines',
      'a'
    ])
    taker.disconnectInput(taker.inputs.findIndex(({ name }) => name === 'count'))
    taker.disconnectInput(taker.inputs.findIndex(({ name }) => name === 'lines'))
    draw()
    expect(shownOf(taker, 'count')).toBe('1')
    expect(area.value).toBe('own lines')
    expect(area.readOnly).toBe(false)
  })

  it('follows reroutes and the border of a subgraph that stands once; what is made in a run is not known', async () => {
    const id = '5b1f0f0e-1c1e-4c57-9a53-0d4c2e7a1b12'
    const inner = makeNode(1, 'Taker', {
      inputs: {
        count: { type: 'INT', widget: { name: 'count' }, link: null },
        share: { type: 'FLOAT', widget: { name: 'share' }, link: null }
      }
    })
    const subgraph = makeSubgraph(
      id,
      [inner],
      [
        [1, -10, 0, 1, 0, 'INT'],
        [2, -10, 1, 1, 1, 'FLOAT']
      ],
      { inputs: { count: 'INT', share: 'FLOAT' } }
    )
    const document = makeDocument(
      [
        makeNode(2, 'PrimitiveInt', { outputs: { v: 'INT' }, widgets_values: [42] }),
        makeNode(3, 'Reroute', { inputs: { '': '*' }, outputs: { '': 'INT' } }),
        makeNode(4, id, {
          inputs: {
            count: { type: 'INT', widget: { name: 'count' } },
            share: { type: 'FLOAT', widget: { name: 'share' } }
          }
        }),
        makeNode(5, 'Plain')
      ],
      [
        [3, 2, 0, 3, 0, 'INT'],
        [4, 3, 0, 4, 0, 'INT']
      ],
      { definitions: { subgraphs: [subgraph] } }
    )
    const workflowId = await harness.open('a', document)
    draw()
    expect(shownOf(nodeOf(4), 'count')).toBe('42')
    const root = harness.room.getGraph(workflowId)!
    const definition = root.subgraphs.get(id)!
    harness.canvas.openSubgraph(definition)
    draw()
    const taker = definition.getNodeById(1)!
    expect(shownOf(taker, 'count')).toBe('42')
    const share = getWidgets(root.getNodeById(4)!).find(({ name }) => name === 'share')!
    share.value = 0.75
    expect(shownOf(taker, 'share')).toBe('0.75')
  })
})
