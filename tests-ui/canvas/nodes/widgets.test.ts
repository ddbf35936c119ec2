import { LiteGraph } from '@comfyorg/litegraph'
import type { LGraphNode } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { getWidgets } from '@/canvas/widgets/widget'
import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import { makeDefinition, makeDefinitions } from '../../harness/canvasDefinitions'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness({ definitions: {}, isMounted: false })
})
afterEach(() => harness.dispose())

async function make(definition: NodeDefinitionWire): Promise<LGraphNode> {
  await harness.room.registerDefinitions(makeDefinitions(definition))
  return LiteGraph.createNode(definition.name)!
}

const one = (type: unknown, options?: object) =>
  make(makeDefinition('Test', { value: options ? [type, options] : [type] }))
const widgetOf = (node: LGraphNode, index = 0) => getWidgets(node)[index]!
const slotsOf = (node: LGraphNode) =>
  node.inputs.map(({ name, type, widget }) => [name, type, widget?.name ?? null])

describe('widgets of a definition', () => {
  it.each([
    ['INT', { default: 3, min: 1, max: 9 }, 'number', 3],
    ['INT', {}, 'number', 0],
    ['INT', { min: 5 }, 'number', 5],
    ['INT', { display: 'slider', min: 0, max: 9 }, 'slider', 0],
    ['INT', { display: 'slider' }, 'number', 0],
    ['INT', { display: 'knob', min: 0, max: 9 }, 'knob', 0],
    ['INT', { display: 'color', default: 255, min: 0, max: 0xffffff }, 'number', 255],
    ['FLOAT', { default: 0.5, step: 0.01 }, 'number', 0.5],
    ['STRING', { default: 'a' }, 'text', 'a'],
    ['STRING', { default: 'a', multiline: true }, 'customtext', 'a'],
    ['STRING', {}, 'text', ''],
    ['BOOLEAN', { default: true }, 'toggle', true],
    ['BOOLEAN', {}, 'toggle', false],
    ['COMBO', { options: ['x', 'y'] }, 'combo', 'x'],
    ['COMBO', { options: ['x', 'y'], default: 'y' }, 'combo', 'y'],
    [['x', 'y'], {}, 'combo', 'x'],
    [[1, 2], { default: 2 }, 'combo', 2],
    [[], {}, 'combo', undefined],
    ['COLOR', { default: '#ff0000' }, 'color', '#ff0000'],
    ['BOUNDING_BOX', { default: { x: 1 } }, 'bounding_box', { x: 1 }]
  ])('%j with %j', async (type, options, kind, value) => {
    const widget = widgetOf(await one(type, options))
    expect({ type: widget.type, value: widget.value }).toEqual({ type: kind, value })
  })

  it('a slider keeps to steps and limits wherever it is dragged', async () => {
    const node = await one('FLOAT', { display: 'slider', min: 0, max: 1, step: 0.1, round: 0.1 })
    const slider = widgetOf(node) as unknown as {
      value: number
      setValue(value: number, options: object): void
    }
    for (const [to, expected] of [
      [0.5342, 0.5],
      [7, 1],
      [-3, 0]
    ] as const) {
      slider.setValue(to, { node, canvas: { graph_mouse: [0, 0] } })
      expect(slider.value).toBe(expected)
    }
  })

  it('each has a socket of its name and type', async () => {
    const node = await make(
      makeDefinition('Test', {
        model: ['MODEL'],
        steps: ['INT', {}],
        name: [['a', 'b']],
        text: ['STRING', {}]
      })
    )
    expect(slotsOf(node)).toEqual([
      ['model', 'MODEL', null],
      ['steps', 'INT', 'steps'],
      ['name', 'COMBO', 'name'],
      ['text', 'STRING', 'text']
    ])
  })

  it('plain sockets stand before those of widgets, required ones before optional ones', async () => {
    const node = await make(
      makeDefinition(
        'Test',
        { steps: ['INT', {}], model: ['MODEL'] },
        { optional: { clip: ['CLIP'], cfg: ['FLOAT', {}] } }
      )
    )
    expect(node.inputs.map(({ name }) => name)).toEqual(['model', 'clip', 'steps', 'cfg'])
  })

  it('the order the server gives counts, not that of its keys', async () => {
    const node = await make(
      makeDefinition(
        'Test',
        { b: ['INT', {}], a: ['INT', {}] },
        { input_order: { required: ['a', 'b'] } }
      )
    )
    expect(getWidgets(node).map(({ name }) => name)).toEqual(['a', 'b'])
  })

  it('`forceInput` makes a socket only, `socketless` a widget only', async () => {
    const forced = await one('INT', { forceInput: true })
    expect(getWidgets(forced)).toEqual([])
    expect(slotsOf(forced)).toEqual([['value', 'INT', null]])
    const socketless = await one('INT', { socketless: true })
    expect(getWidgets(socketless)).toHaveLength(1)
    expect(slotsOf(socketless)).toEqual([])
  })

  it('hidden inputs are none, a hidden widget keeps its value', async () => {
    const node = await make({
      ...makeDefinition('Test', { kept: ['INT', { hidden: true, default: 4 }] }),
      input: {
        required: { kept: ['INT', { hidden: true, default: 4 }] },
        hidden: { prompt: 'PROMPT' }
      }
    })
    expect(getWidgets(node).map(({ name, hidden, value }) => [name, hidden, value])).toEqual([
      ['kept', true, 4]
    ])
  })

  it('optional sockets are hollow, required ones are not', async () => {
    const node = await make(
      makeDefinition('Test', { a: ['MODEL'] }, { optional: { b: ['MODEL'] } })
    )
    expect(node.inputs.map(({ shape }) => shape)).toEqual([undefined, 7])
  })

  it('tooltips, names to show and unknown options come through', async () => {
    const node = await one('INT', { tooltip: 'why', display_name: 'How many', lora_hint: 'x' })
    const widget = widgetOf(node)
    expect(widget.tooltip).toBe('why')
    expect(widget.label).toBe('How many')
    expect(widget.options.lora_hint).toBe('x')
    expect(node.inputs[0]).toMatchObject({ localized_name: 'How many' })
  })

  it('a type nobody edits is a socket', async () => {
    expect(slotsOf(await one('SOME_PACK_TYPE'))).toEqual([['value', 'SOME_PACK_TYPE', null]])
    expect(slotsOf(await one('IMAGE,MASK'))).toEqual([['value', 'IMAGE,MASK', null]])
  })

  it('malformed definitions make a node all the same', async () => {
    const node = await make({
      name: 'Broken',
      input: { required: { a: null, b: 7, c: [], d: ['INT', null] } as never, optional: null },
      output: null
    })
    expect(node.inputs.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd'])
    expect(node.outputs).toEqual([])
  })

  it('outputs have names, types and the form of lists', async () => {
    const node = await make(
      makeDefinition(
        'Test',
        {},
        {
          output: ['IMAGE', ['a', 'b'], 'MASK'],
          output_name: ['picture', '', 'mask'],
          output_is_list: [false, false, true]
        }
      )
    )
    expect(node.outputs.map(({ name, type, shape }) => [name, type, shape])).toEqual([
      ['picture', 'IMAGE', undefined],
      ['COMBO', 'COMBO', undefined],
      ['mask', 'MASK', 6]
    ])
  })
})

describe('what happens to a value after a run', () => {
  it.each([
    ['seed', {}, 'control_after_generate', 'randomize'],
    ['noise_seed', {}, 'control_after_generate', 'randomize'],
    ['value', { control_after_generate: true }, 'control_after_generate', 'randomize'],
    ['value', { control_after_generate: 'fixed' }, 'fixed', 'fixed']
  ])('an INT called %s with %j has a companion', async (name, options, companion, mode) => {
    const node = await make(makeDefinition('Test', { [name]: ['INT', options] }))
    expect(getWidgets(node).map((widget) => [widget.name, widget.value])).toEqual([
      [name, 0],
      [companion, mode]
    ])
    expect(getWidgets(node)[1]!.options.serialize).toBe(false)
  })

  it('a seed may ask for none', async () => {
    const node = await make(
      makeDefinition('Test', { seed: ['INT', { control_after_generate: false }] })
    )
    expect(getWidgets(node)).toHaveLength(1)
  })

  it('a list has a filter as well', async () => {
    const node = await one(['a', 'b'], { control_after_generate: true })
    expect(getWidgets(node).map(({ name }) => name)).toEqual([
      'value',
      'control_after_generate',
      'control_filter_list'
    ])
  })
})

describe('a dynamic list', () => {
  const definition = makeDefinition('Test', {
    mode: [
      'COMFY_DYNAMICCOMBO_V3',
      {
        options: [
          { key: 'plain', inputs: { required: {} } },
          {
            key: 'sized',
            inputs: { required: { width: ['INT', { default: 8 }], image: ['IMAGE'] } }
          },
          { key: 'wide', inputs: { required: { width: ['INT', { default: 99 }] } } }
        ]
      }
    ],
    last: ['STRING', {}]
  })

  function choose(node: LGraphNode, value: string): void {
    const widget = widgetOf(node)
    widget.value = value
    widget.callback?.(value)
  }

  it('its choice decides which inputs the node has', async () => {
    const node = await make(definition)
    expect(getWidgets(node).map(({ name }) => name)).toEqual(['mode', 'last'])
    choose(node, 'sized')
    expect(getWidgets(node).map(({ name }) => name)).toEqual(['mode', 'mode.width', 'last'])
    expect(slotsOf(node)).toEqual([
      ['mode', 'COMFY_DYNAMICCOMBO_V3', 'mode'],
      ['mode.width', 'INT', 'mode.width'],
      ['mode.image', 'IMAGE', null],
      ['last', 'STRING', 'last']
    ])
    choose(node, 'plain')
    expect(getWidgets(node).map(({ name }) => name)).toEqual(['mode', 'last'])
  })

  it('what was typed stays for an input that both choices have', async () => {
    const node = await make(definition)
    choose(node, 'sized')
    getWidgets(node)[1]!.value = 21
    choose(node, 'wide')
    expect(getWidgets(node)[1]!.value).toBe(21)
  })

  it('stored values are read by the choice they belong to', async () => {
    const node = await make(definition)
    node.configure({ ...node.serialize(), widgets_values: ['sized', 5, 'end'] })
    expect(getWidgets(node).map(({ name, value }) => [name, value])).toEqual([
      ['mode', 'sized'],
      ['mode.width', 5],
      ['last', 'end']
    ])
  })
})

describe('a CustomCombo', () => {
  const definition = makeDefinition('CustomCombo', { choice: [[], {}] }, { output: ['STRING'] })

  it('offers what was typed into it, with one field free, and tells the index', async () => {
    const node = await make(definition)
    const find = (name: string) => getWidgets(node).find((widget) => widget.name === name)!
    const type = (name: string, value: string) => {
      find(name).value = value
      find(name).callback?.(value)
    }
    type('option1', 'red')
    type('option2', 'blue')
    expect(getWidgets(node).map(({ name }) => name)).toEqual([
      'choice',
      'index',
      'option1',
      'option2',
      'option3'
    ])
    expect(find('choice').options.values).toEqual(['red', 'blue'])
    type('choice', 'blue')
    expect(find('index').value).toBe(1)
  })
})

describe('stored values', () => {
  const definition = makeDefinition('Test', {
    a: ['INT', { default: 1 }],
    b: [['x', 'y']],
    c: ['STRING', { default: 'c' }]
  })
  const read = async (values: unknown, named?: object) => {
    const node = await make(definition)
    node.configure({
      ...node.serialize(),
      widgets_values: values as never,
      ...(named && { widgets_values_named: named })
    })
    return getWidgets(node).map(({ value }) => value)
  }

  it.each([
    ['missing ones leave the default', [5], [5, 'x', 'c']],
    ['surplus ones are ignored', [5, 'y', 'z', 'more'], [5, 'y', 'z']],
    [
      'null is the first of a list, the empty text, and a number’s null',
      [null, null, null],
      [null, 'x', '']
    ],
    ['a value that the list lacks stays', [5, 'gone', 'z'], [5, 'gone', 'z']],
    ['nothing is coerced', ['5', 7, 3], ['5', 7, 3]],
    ['an object goes by names', { c: 'z', a: 9 }, [9, 'x', 'z']]
  ])('%s', async (_title, values, expected) => {
    expect(await read(values)).toEqual(expected)
  })

  it('names help only where there is no list', async () => {
    expect(await read([7], { a: 8 })).toEqual([7, 'x', 'c'])
    expect(await read(undefined, { a: 8, c: 'n' })).toEqual([8, 'x', 'n'])
  })
})

describe('classes', () => {
  it('the same definition keeps its class, a new one gets a new class', async () => {
    const definition = makeDefinition('Test', { a: ['INT', {}] })
    await harness.room.registerDefinitions(makeDefinitions(definition))
    const before = LiteGraph.registered_node_types.Test
    await harness.room.registerDefinitions(makeDefinitions(definition))
    expect(LiteGraph.registered_node_types.Test).toBe(before)
    await harness.room.registerDefinitions(
      makeDefinitions({ ...definition, display_name: 'Other' })
    )
    expect(LiteGraph.registered_node_types.Test).not.toBe(before)
    await harness.room.registerDefinitions({})
    expect(LiteGraph.registered_node_types.Test).toBeUndefined()
  })

  it('a pack may patch each class before it is registered; one that throws costs nothing', async () => {
    const definitions = makeDefinitions(makeDefinition('One'), makeDefinition('Two'))
    const seen: string[] = []
    await harness.room.registerDefinitions(definitions, async (nodeClass, definition) => {
      seen.push(`${nodeClass.comfyClass}/${nodeClass.title}`)
      if (definition.name === 'One') throw new Error('pack')
      nodeClass.prototype.getTitle = () => 'patched'
    })
    expect(seen).toEqual(['One/One', 'Two/Two'])
    expect((LiteGraph.createNode('One') as { comfyClass?: string } | null)?.comfyClass).toBe('One')
    expect(LiteGraph.createNode('Two')?.getTitle()).toBe('patched')
  })

  it('an unknown type is null for packs', () => {
    expect(LiteGraph.createNode('Nobody')).toBeNull()
  })
})
