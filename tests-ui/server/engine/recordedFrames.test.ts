import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeEngine, type EngineRun, type TestEngine } from '../../builders/engine'
import {
  findDifferences,
  normaliseRun,
  sortNodeErrors,
  toFrames
} from '../../builders/engineGolden'
import { hurryPrompt, loadRecordedRuns, type RecordedRun } from '../../builders/engineRecording'
import { isRecord } from '../../../src/protocol/guards'
import type { ApiPrompt } from '../../../src/protocol/prompt'

let host: TestEngine

beforeEach(async () => {
  host = await makeEngine()
})
afterEach(() => host.dispose())

const SETS = new Set(['nodes', 'executed', 'current_outputs'])
/** A matter of the two programs. */
const UNCOMPARED = new Set(['traceback'])

/** Sorts lists that are sets, and drops what two programs can't have in common. */
function tidy(frame: Record<string, unknown>): Record<string, unknown> {
  if (!isRecord(frame.data)) return frame
  const entries = Object.entries(frame.data)
    .filter(([key]) => !UNCOMPARED.has(key))
    .map(([key, value]) => [
      key,
      SETS.has(key) && Array.isArray(value) ? (value as string[]).toSorted() : value
    ])
  return { ...frame, data: Object.fromEntries(entries) as Record<string, unknown> }
}

const getExpected = ({ frames, promptId }: RecordedRun) =>
  normaliseRun(frames, { [promptId]: '<p>' }).map(tidy)
const getActual = (run: EngineRun) =>
  normaliseRun(toFrames(run.events), { [run.promptId]: '<p>' }).map(tidy)

const runRecorded = (
  { request, outputNodeIds }: RecordedRun,
  prompt = hurryPrompt(request.prompt)
) =>
  host.run(prompt, {
    ...(outputNodeIds && { outputNodeIds }),
    targets: request.partial_execution_targets ?? null
  } as Parameters<TestEngine['run']>[1])

describe('the engine says what was recorded of a real ComfyUI', () => {
  it.each([
    'success-images',
    'partial-execution-targets',
    'accepted-with-node-errors',
    'lazy-input',
    'list-outputs',
    'subgraph-ids',
    'previews-png',
    'progress-text',
    'node-error'
  ])('%s', async (name) => {
    const [recorded] = loadRecordedRuns(name)

    const run = await runRecorded(recorded!)

    expect(recorded!.frames.length).toBeGreaterThan(5)
    expect(getActual(run)).toEqual(getExpected(recorded!))
  })

  it.each(['success-cached', 'cached-without-output'])(
    '%s, after the same prompt',
    async (name) => {
      const [recorded] = loadRecordedRuns(name)
      await runRecorded(recorded!)

      const run = await runRecorded(recorded!)

      const ignoreCounters = (frames: unknown) =>
        JSON.parse(JSON.stringify(frames).replaceAll(/_0000\d_/g, '_')) as unknown
      expect(ignoreCounters(getActual(run))).toEqual(ignoreCounters(getExpected(recorded!)))
    }
  )

  it('success-partly-cached, after the prompt with another width', async () => {
    const [recorded] = loadRecordedRuns('success-partly-cached')
    const { prompt } = recorded!.request
    const before: ApiPrompt = {
      ...prompt,
      '3': { ...prompt['3']!, inputs: { ...prompt['3']!.inputs, width: 64 } }
    }
    await runRecorded(recorded!, before)

    const run = await runRecorded(recorded!)

    expect(getActual(run)).toEqual(getExpected(recorded!))
  })

  it('node-error-in-subgraph', async () => {
    const [recorded] = loadRecordedRuns('node-error-in-subgraph')

    const run = await runRecorded(recorded!)

    // The recorded server printed more rows of the tensor than PyTorch does by default.
    const withoutImage = (frames: Record<string, unknown>[]) =>
      JSON.parse(JSON.stringify(frames).replaceAll(/"tensor\([^"]*"/g, '"tensor"')) as unknown
    expect(withoutImage(getActual(run))).toEqual(withoutImage(getExpected(recorded!)))
  })

  it('interrupt-by-id: the fifth step is the last thing heard', async () => {
    const [recorded] = loadRecordedRuns('interrupt-by-id')
    const { prompt } = recorded!.request
    const promptId = 'to-be-stopped'

    const run = await host.run(hurryPrompt(prompt, 0.05), {
      promptId,
      onEvent: (event) => {
        if (event.kind === 'message' && event.type === 'progress' && event.data.value === 5) {
          host.engine.interrupt(promptId)
        }
      }
    })

    expect(getActual(run)).toEqual(getExpected(recorded!))
    expect(run.result.status).toBe('interrupted')
    expect(run.result.messages.map(([type]) => type)).toEqual([
      'execution_start',
      'execution_cached',
      'execution_interrupted'
    ])
  })

  it('async-overlap: two nodes run at the same time, each with its own progress', async () => {
    const [recorded] = loadRecordedRuns('async-overlap')

    const run = await runRecorded(recorded!, hurryPrompt(recorded!.request.prompt, 0.12))

    const listOf = (frames: readonly Record<string, unknown>[], type: string) =>
      frames.filter((frame) => frame.type === type).map(({ data }) => data)
    const expected = getExpected(recorded!)
    const actual = getActual(run)
    expect(listOf(actual, 'executing')).toEqual(listOf(expected, 'executing'))
    const stepsOf = (frames: readonly Record<string, unknown>[], node: string) =>
      (listOf(frames, 'progress') as Record<string, unknown>[]).filter((data) => data.node === node)
    for (const node of ['1', '2']) expect(stepsOf(actual, node)).toEqual(stepsOf(expected, node))
    expect(actual.at(-2)).toEqual(expected.at(-2))
    const bothRunning = run.listMessages('progress_state').some(({ nodes }) => {
      const states = nodes as Record<string, { state: string; value: number }>
      return (
        states['1']?.state === 'running' &&
        states['2']?.state === 'running' &&
        states['1'].value > 0
      )
    })
    expect(bothRunning).toBe(true)
  })
})

describe('the engine refuses what was recorded as refused', () => {
  const refusals = loadRecordedRuns('validation-400').filter(({ response }) =>
    ['prompt_outputs_failed_validation', 'missing_node_type', 'prompt_no_outputs'].includes(
      String((response.error as Record<string, unknown>).type)
    )
  )
  const known = refusals.filter(({ request }) => !('6' in request.prompt))

  it.each(known.map((recorded, index) => ({ index, ...recorded })))(
    'validation-400, no. $index',
    async ({ request, response }) => {
      const result = await host.engine.validate(request.prompt, null)

      expect(result.valid).toBe(false)
      if (result.valid) return
      expect(result.error).toEqual(response.error)
      expect(sortNodeErrors(result.nodeErrors)).toEqual(sortNodeErrors(response.node_errors))
    }
  )

  it('validation-400, several errors on several nodes', async () => {
    const recorded = refusals.find(({ request }) => '6' in request.prompt)!
    const prompt = { ...recorded.request.prompt }
    // CLIPTextEncode needs a model; the engine has none.
    delete prompt['6']
    delete prompt['7']

    const result = await host.engine.validate(prompt, null)

    const expected = structuredClone(recorded.response.node_errors) as Record<
      string,
      Record<string, unknown>
    >
    delete expected['6']
    const dependents: Record<string, string[]> = {
      '1': ['4'],
      '2': ['4'],
      '3': ['5'],
      '8': ['9'],
      '10': ['10']
    }
    for (const [id, entry] of Object.entries(expected)) entry.dependent_outputs = dependents[id]
    const [exception] = expected['10']!.errors as Record<string, Record<string, unknown>>[]
    exception!.extra_info!.traceback = '<lines>'
    expect(result.valid).toBe(false)
    expect(findDifferences(sortNodeErrors(result.nodeErrors), sortNodeErrors(expected))).toEqual([])
    if (!result.valid) expect(result.error).toEqual(recorded.response.error)
  })

  it('partial-execution-targets: a target that is no output leaves nothing', async () => {
    const [, recorded] = loadRecordedRuns('partial-execution-targets')

    const result = await host.engine.validate(
      recorded!.request.prompt,
      recorded!.request.partial_execution_targets ?? null
    )

    expect(result).toEqual({ valid: false, error: recorded!.response.error, nodeErrors: {} })
  })

  it('accepted-with-node-errors: one output is dropped, the other runs', async () => {
    const [recorded] = loadRecordedRuns('accepted-with-node-errors')

    const result = await host.engine.validate(recorded!.request.prompt, null)

    expect(result).toMatchObject({
      valid: true,
      outputNodeIds: ['2'],
      nodeErrors: recorded!.response.node_errors
    })
  })
})
