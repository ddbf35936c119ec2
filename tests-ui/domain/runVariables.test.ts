import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandDynamicText, hasAlternatives } from '@/domain/dynamicText'
import { toExecutionId, toWorkflowId } from '@/domain/ids'
import { EMPTY_MANIFEST } from '@/domain/promptManifest'
import type { ControlledValue, RunSnapshot, RunVariable } from '@/domain/runSnapshot'
import { createRunRenderer, planRuns, stepControlledValue } from '@/domain/runVariables'

const seedTarget = { executionId: toExecutionId('3'), inputName: 'seed' }

function makeControlled(overrides: Partial<ControlledValue> = {}): ControlledValue {
  return {
    kind: 'controlled',
    mode: 'increment',
    value: 7,
    range: { min: 0, max: 100, step: 1 },
    targets: [seedTarget],
    documentPaths: [['nodes', 0, 'widgets_values', 0]],
    ...overrides
  }
}

function makeSnapshot(variables: readonly RunVariable[]): RunSnapshot {
  return {
    workflowId: toWorkflowId('w'),
    workflowName: 'W',
    documentId: 'd',
    document: { nodes: [{ id: 3, widgets_values: [7] }] },
    output: { '3': { class_type: 'Sampler', inputs: { seed: 7, text: '{a|b}' } } },
    manifest: EMPTY_MANIFEST,
    variables
  }
}

describe('runs of a batch', () => {
  it('[B13] each get their own seed, the first the one that was shown', () => {
    const plan = planRuns(makeSnapshot([makeControlled()]), 3, Math.random)
    expect(plan).toEqual({ runs: [[7], [8], [9]], after: [10] })
  })

  it('[B13] carry the seed in the prompt and in the document that goes into the files', () => {
    const snapshot = makeSnapshot([makeControlled()])
    const render = createRunRenderer(snapshot)
    const run = render([42])
    expect(run.output['3']!.inputs.seed).toBe(42)
    expect(run.document).toEqual({ nodes: [{ id: 3, widgets_values: [42] }] })
    expect(snapshot.output['3']!.inputs.seed).toBe(7)
  })

  it('[B13] are decided at once: the same plan renders the same prompts at any later time', () => {
    const snapshot = makeSnapshot([
      makeControlled({ mode: 'randomize', range: { min: 0, max: 1e9, step: 1 } })
    ])
    const plan = planRuns(snapshot, 5, Math.random)
    const seeds = plan.runs.map(
      (values) => createRunRenderer(snapshot)(values).output['3']!.inputs.seed
    )
    expect(seeds).toEqual(plan.runs.map(([value]) => value))
    expect(new Set(seeds).size).toBeGreaterThan(1)
  })

  it('with control before each run, all but the very first of a widget go on first; the last value stays', () => {
    const before = (hasRun: boolean): RunSnapshot => ({
      ...makeSnapshot([makeControlled({ hasRun })]),
      controlTime: 'before'
    })
    expect(planRuns(before(false), 3, Math.random)).toEqual({ runs: [[7], [8], [9]], after: [9] })
    expect(planRuns(before(true), 3, Math.random)).toEqual({ runs: [[8], [9], [10]], after: [10] })
  })

  it('take one alternative of a dynamic text each', () => {
    const text: RunVariable = {
      kind: 'dynamicText',
      template: '{a|b}',
      targets: [{ executionId: toExecutionId('3'), inputName: 'text' }]
    }
    const sequence = [0, 0.9]
    const plan = planRuns(makeSnapshot([text]), 2, () => sequence.shift()!)
    expect(plan.runs).toEqual([['a'], ['b']])
  })
})

describe('control after generate', () => {
  const range = { min: 0, max: 10, step: 2 }
  it.each([
    ['fixed', 4, 4],
    ['increment', 4, 6],
    ['decrement', 4, 2],
    ['increment', 10, 10],
    ['decrement', 0, 0]
  ] as const)('%s goes from %s to %s', (mode, from, to) => {
    expect(stepControlledValue({ mode, range }, from, Math.random)).toBe(to)
  })

  it('randomize stays within the range and on its steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999999, noNaN: true }), (random) => {
        const value = stepControlledValue({ mode: 'randomize', range }, 4, () => random) as number
        expect(value % 2).toBe(0)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(10)
      })
    )
  })

  it('walks through the options of a list and stops at its ends', () => {
    const options = ['a', 'b', 'c']
    expect(stepControlledValue({ mode: 'increment', range: options }, 'a', Math.random)).toBe('b')
    expect(stepControlledValue({ mode: 'increment', range: options }, 'c', Math.random)).toBe('c')
    expect(stepControlledValue({ mode: 'decrement', range: options }, 'b', Math.random)).toBe('a')
    expect(stepControlledValue({ mode: 'randomize', range: options }, 'a', () => 0.99)).toBe('c')
    expect(stepControlledValue({ mode: 'increment', range: [] }, 'a', Math.random)).toBe('a')
  })
})

describe('dynamic texts', () => {
  it.each([
    ['a {red|green|blue} {cat|dog}', 'a red cat'],
    ['a {big {red|pink}|small} car', 'a big red car'],
    ['escaped \\{not|this\\} and (weight:1.2)', 'escaped {not|this} and (weight:1.2)'],
    ['// a comment\nkept /* gone {a|b} */ end {x|y}', '\nkept  end x'],
    ['{only}', 'only'],
    ['a {|maybe} b', 'a  b'],
    ['{unclosed | text', 'unclosed ']
  ])('%j becomes %j with the first choice', (template, expected) => {
    expect(expandDynamicText(template, () => 0)).toBe(expected)
  })

  it('are known by their braces, comments aside', () => {
    expect(hasAlternatives('a {b|c}')).toBe(true)
    expect(hasAlternatives('plain /* {a|b} */')).toBe(false)
  })

  it('end, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '|', '\\', 'a', '/', '*') }),
        (text) => {
          expect(typeof expandDynamicText(text, () => 0.5)).toBe('string')
        }
      )
    )
  })
})
