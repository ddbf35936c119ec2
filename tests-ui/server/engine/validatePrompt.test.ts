import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { makeEmptyImage, makeNode } from '../../builders/enginePrompt'
import { getDeclaredInputs } from '../../../server/engine/nodes/declaredInputs'
import { coerceValue } from '../../../server/engine/validation/coerce'
import { promptErrors } from '../../../server/engine/validation/promptErrors'
import { areTypesCompatible } from '../../../server/engine/validation/typesMatch'
import { ImageBlur } from '../../../server/engine/nodes/image/filters'
import type { ApiPrompt } from '../../../src/protocol/prompt'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

async function findErrors(prompt: ApiPrompt) {
  const result = await host.engine.validate(prompt, null)
  const byNode = Object.entries(result.nodeErrors).map(([id, { errors }]) => [
    id,
    errors.map(({ type }) => type)
  ])
  return {
    valid: result.valid,
    error: result.valid ? null : result.error.type,
    nodes: Object.fromEntries(byNode) as unknown
  }
}

const preview = (images: unknown) => makeNode('PreviewImage', { images })

describe('prompts that are refused', () => {
  it.each([
    ['three items', ['src', 0, 1], 'bad_linked_input'],
    ['one item', ['src'], 'bad_linked_input'],
    ['a number as the node', [7, 0], 'exception_during_validation'],
    ['a text as the slot', ['src', '0'], 'exception_during_validation'],
    ['half a slot', ['src', 0.5], 'exception_during_validation'],
    ['a slot before the first', ['src', -2], 'exception_during_validation'],
    ['itself', ['out', 0], 'dependency_cycle']
  ])('a link with %s', async (_, link, type) => {
    expect(await findErrors({ src: makeEmptyImage(), out: preview(link) })).toEqual({
      valid: false,
      error: 'prompt_outputs_failed_validation',
      nodes: { out: [type] }
    })
  })

  it('counts slots below zero from the last, as Python does', async () => {
    const prompt = { src: makeEmptyImage(), out: preview(['src', -1]) }
    expect(await findErrors(prompt)).toMatchObject({ valid: true, nodes: {} })
  })

  it('a link to a missing node in an input that nobody declared', async () => {
    const out = makeNode('PreviewImage', { images: ['src', 0], extra: ['gone', 0] })

    expect(await findErrors({ src: makeEmptyImage(), out })).toEqual({
      valid: false,
      error: 'prompt_outputs_failed_validation',
      nodes: { out: ['exception_during_validation'] }
    })
  })

  it('a picture file that is not there, or not in its folder', async () => {
    for (const image of ['absent.png', '../secret.png', 'rgb.png [output]']) {
      const prompt = { src: makeNode('LoadImage', { image }), out: preview(['src', 0]) }
      expect((await findErrors(prompt)).nodes).toEqual({ src: ['custom_validation_failed'] })
    }
  })

  it.each([
    ['null', null],
    ['a list', []],
    ['a text', 'prompt'],
    ['a node that is a text', { a: 'node' }],
    ['a node without inputs', { a: { class_type: 'PreviewImage' } }],
    ['a node with a list of inputs', { a: { class_type: 'PreviewImage', inputs: [] } }]
  ])('%s instead of a prompt', async (_, prompt) => {
    expect(await findErrors(prompt as unknown as ApiPrompt)).toEqual({
      valid: false,
      error: 'invalid_prompt',
      nodes: {}
    })
  })

  it('names that objects have of their own are no nodes', async () => {
    expect(await findErrors({ out: preview(['constructor', 0]) })).toMatchObject({
      nodes: { out: ['exception_during_validation'] }
    })
    expect(await findErrors({ out: makeNode('toString', {}) })).toMatchObject({
      error: 'missing_node_type'
    })
  })

  it('a chain of any length is looked at without recursion', { timeout: 30_000 }, async () => {
    const length = 20_000
    const prompt: ApiPrompt = { n0: makeEmptyImage({ width: 0 }) }
    for (let index = 1; index <= length; index += 1) {
      prompt[`n${index}`] = makeNode('ImageInvert', { image: [`n${index - 1}`, 0] })
    }
    prompt.out = preview([`n${length}`, 0])

    expect(await findErrors(prompt)).toMatchObject({
      valid: false,
      nodes: { n0: ['value_smaller_than_min'] }
    })
    prompt.n0 = makeNode('ImageInvert', { image: [`n${length}`, 0] })
    const cycle = await host.engine.validate(prompt, null)
    expect(Object.keys(cycle.nodeErrors)).toHaveLength(500)
    expect(JSON.stringify(cycle).length).toBeLessThan(5_000_000)
  })
})

describe('prompts that are accepted', () => {
  it('give back their values in the types of their inputs', async () => {
    const prompt = {
      src: makeNode('EmptyImage', {
        width: '16',
        height: 8.9,
        batch_size: true,
        color: 0,
        other: 'kept'
      }),
      out: preview(['src', 0])
    }

    const result = await host.engine.validate(prompt, null)

    expect(result).toMatchObject({
      valid: true,
      prompt: {
        src: { inputs: { width: 16, height: 8, batch_size: 1, other: 'kept' } },
        out: prompt.out
      }
    })
    expect(prompt.src.inputs.width).toBe('16')
  })

  it('only the targets of a partial execution count', async () => {
    const prompt = { src: makeEmptyImage(), bad: preview(['gone', 0]), good: preview(['src', 0]) }

    expect(await host.engine.validate(prompt, ['good', 'unknown'])).toMatchObject({
      valid: true,
      outputNodeIds: ['good'],
      nodeErrors: {}
    })
  })

  it('[B29] name exactly the outputs that a bad node takes along', async () => {
    const result = await host.engine.validate(
      {
        bad1: makeEmptyImage({ width: 0 }),
        bad2: makeEmptyImage({ height: 0 }),
        both: makeNode('ImageBatch', { image1: ['bad1', 0], image2: ['bad2', 0] }),
        one: preview(['bad1', 0]),
        two: preview(['both', 0]),
        good: preview(['src', 0]),
        src: makeEmptyImage()
      },
      null
    )

    expect(result).toMatchObject({
      valid: true,
      outputNodeIds: ['good'],
      nodeErrors: {
        bad1: { dependent_outputs: ['one', 'two'] },
        bad2: { dependent_outputs: ['two'] }
      }
    })
  })
})

describe('types of links', () => {
  it.each([
    ['IMAGE', 'IMAGE', true],
    ['IMAGE', 'MASK', false],
    ['IMAGE', '*', true],
    ['*', 'IMAGE', true],
    ['INT', 'FLOAT,INT', true],
    ['INT, STRING', 'STRING', true],
    ['INT', 'FLOAT', false],
    ['MODEL,*', 'CLIP', true],
    ['COMFY_MATCHTYPE_V3', 'IMAGE', true],
    [['a', 'b'], ['a', 'b'], true],
    [['a'], ['a', 'b'], false],
    [[], ['a', 'b'], true],
    [['a'], 'COMBO', true],
    ['COMBO', ['a'], true],
    ['STRING', ['a'], false],
    ['*', ['a'], true]
  ])('%j into %j: %s', (received, wanted, fits) => {
    expect(areTypesCompatible(received, wanted)).toBe(fits)
  })
})

describe('values', () => {
  it.each([
    ['INT', '0x10', "invalid literal for int() with base 10: '0x10'"],
    ['INT', '3.5', "invalid literal for int() with base 10: '3.5'"],
    ['INT', '', "invalid literal for int() with base 10: ''"],
    ['FLOAT', 'one', "could not convert string to float: 'one'"],
    ['FLOAT', '.', "could not convert string to float: '.'"],
    ['FLOAT', '1_', "could not convert string to float: '1_'"],
    ['FLOAT', null, "float() argument must be a string or a real number, not 'NoneType'"],
    ['FLOAT', {}, "float() argument must be a string or a real number, not 'dict'"]
  ])('%s refuses %j', (type, value, reason) => {
    expect(coerceValue(value, type)).toEqual({ ok: false, reason })
  })

  it.each([
    ['FLOAT', '1e-3', 0.001],
    ['FLOAT', ' .5 ', 0.5],
    ['FLOAT', '-inf', -Infinity],
    ['FLOAT', 'NaN', Number.NaN],
    ['INT', '-0', -0],
    ['INT', false, 0],
    ['BOOLEAN', {}, false],
    ['BOOLEAN', { a: 1 }, true],
    ['STRING', 1.5, '1.5'],
    ['COMBO', 7, 7]
  ])('%s makes of %j: %s', (type, value, made) => {
    expect(coerceValue(value, type)).toEqual({ ok: true, value: made })
  })

  it('does not send back long lists', () => {
    const input = { ...getDeclaredInputs(ImageBlur.definition, {}).get('image')!, type: 'COMBO' }
    const list = Array.from({ length: 21 }, (_, index) => `model${index}`)

    const error = promptErrors.notInList(input, 'x', ['x'], list)

    expect(error.details).toBe("image: 'x' not in (list of length 21)")
    expect(error.extra_info.input_config).toBeNull()
  })
})
