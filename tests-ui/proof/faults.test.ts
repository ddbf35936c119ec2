import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NodeLocatorId, PromptId, WorkflowId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import type { Frame } from '@/events/transport'
import type { Run, Stage } from '../harness/coreStage'
import { END_OF, copyRun, isEnd, loadRun, readTruth, setStage } from '../harness/coreStage'
import type { ScriptedServer } from '../harness/coreServer'

const RUNS = [
  'success-images',
  'success-cached',
  'custom-output',
  'node-error',
  'node-error-in-subgraph',
  'subgraph-ids',
  'list-outputs',
  'interrupt-by-id',
  'queue-of-five',
  'two-tabs-same-page',
  'previews-with-metadata'
].map(loadRun)

/** What happens to one frame on its way. */
type Fault =
  | { readonly kind: 'none' | 'drop' | 'duplicate' | 'swap' }
  | { readonly kind: 'delay'; readonly by: number }

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fault>({ kind: 'none' }) },
  { weight: 2, arbitrary: fc.constantFrom<Fault>({ kind: 'drop' }, { kind: 'duplicate' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'swap' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('delay' as const),
      by: fc.integer({ min: 1, max: 30 })
    })
  }
)
const faults = fc.array(fault, { minLength: 20, maxLength: 120, size: 'max' })

/** The frames as they arrive; those that end a prompt are spared unless told otherwise. */
function disturb(frames: readonly Frame[], plan: readonly Fault[], sparesEnds = true): Frame[] {
  const arriving: { readonly at: number; readonly frame: Frame }[] = []
  frames.forEach((frame, index) => {
    const { kind, ...rest } = plan[index % plan.length] ?? { kind: 'none' as const }
    const at = index * 10
    if (kind === 'none' || (sparesEnds && isEnd(frame))) arriving.push({ at, frame })
    else if (kind === 'duplicate') arriving.push({ at, frame }, { at: at + 1, frame })
    else if (kind === 'swap') arriving.push({ at: at + 11, frame })
    else if (kind === 'delay') arriving.push({ at: at + 10 * (rest as { by: number }).by, frame })
  })
  return arriving.toSorted((x, y) => x.at - y.at).map(({ frame }) => frame)
}

/** The server as it is when the runs are over: it knows how each prompt ended and what came of it. */
function fillServer(server: ScriptedServer, run: Run): void {
  const now = server.options.clock.now()
  for (const [index, { promptId, prompt }] of run.prompts.entries()) {
    const { status, outputs } = readTruth(run, promptId)
    server.submit({ prompt, prompt_id: promptId, client_id: 'this-tab' })
    const known = server.get(promptId)
    const times = { startedAt: now + index, endedAt: now + index + 1 }
    Object.assign(known, times, { status: status ?? 'interrupted' })
    Object.assign(known.outputs, outputs)
    if (status === 'failed') known.failure = { node: '1', message: 'as the server tells' }
  }
}

function expectResults(stage: Stage, run: Run, workflowId: WorkflowId): void {
  const { execution, previews } = stage.core
  const expected: Record<NodeLocatorId, unknown> = {}
  for (const { promptId } of run.prompts) {
    const truth = readTruth(run, promptId)
    const prompt = execution.getPrompt(promptId)!
    expect([run.name, promptId, prompt.status]).toEqual([run.name, promptId, truth.status])
    expect(prompt.outputs).toEqual(truth.outputs)
    for (const [node, output] of Object.entries(truth.outputs))
      expected[prompt.getLocators(node as never)!.own] = output
  }
  expect(previews.outputsByWorkflowId[workflowId] ?? {}).toEqual(expected)
}

/** Two runs at once, each with faults of its own; then the looks that the app takes by itself. */
async function play(
  runs: readonly [Run, Run],
  plans: readonly [readonly Fault[], readonly Fault[]],
  sparesEnds = true
): Promise<Stage> {
  const stage = await setStage(...runs)
  const { core } = stage
  core.server.isMute = true
  for (const run of runs) fillServer(core.server, run)
  const arriving = runs.map((run, side) => disturb(run.frames, plans[side]!, sparesEnds))
  for (let n = 0; n < Math.max(...arriving.map((frames) => frames.length)); n++)
    for (const frames of arriving) {
      if (frames[n] !== undefined) core.push(frames[n]!)
      core.pass(n % 3 === 0 ? 40 : 0)
    }
  for (let turn = 0; turn < 6; turn++) {
    core.pass(3_000)
    await core.settle()
  }
  return stage
}

/** Two runs by name; one twice is played with other ids. */
const pairs = (runs: readonly Run[]) => {
  const name = fc.constantFrom(...runs.map((run) => run.name))
  return fc.tuple(name, name)
}

function pick(first: string, second: string): readonly [Run, Run] {
  const [a, b] = [first, second].map((name) => RUNS.find((run) => run.name === name)!)
  return [a!, a === b ? copyRun(b!) : b!]
}

/** Runs of one prompt: of several of one workflow, nobody could tell which result came last once the ends are lost. */
const SINGLE = RUNS.filter((run) => run.prompts.length === 1)

describe('frames that are dropped, duplicated, swapped and delayed', () => {
  it('[B11, B21, B24] lose no result and mix nothing, as long as the ends arrive', async () => {
    await fc.assert(
      fc.asyncProperty(pairs(RUNS), faults, faults, async (names, first, second) => {
        const stage = await play(pick(...names), [first, second])
        for (const { run, workflowId } of stage.runs) expectResults(stage, run, workflowId)
        expect(stage.core.warnings).toEqual([])
        stage.core.dispose()
        expect(stage.core.clock.pending).toBe(0)
      }),
      { seed: 20_260_103, numRuns: 300 }
    )
  }, 60_000)

  it('[B24, B25] nor when ends are lost, doubled and late too: the server is asked', async () => {
    await fc.assert(
      fc.asyncProperty(pairs(SINGLE), faults, faults, async (names, first, second) => {
        const stage = await play(pick(...names), [first, second], false)
        for (const { run, workflowId } of stage.runs) expectResults(stage, run, workflowId)
        stage.core.dispose()
      }),
      { seed: 20_260_104, numRuns: 300 }
    )
  }, 60_000)

  it('[B24] nor when nothing arrives at all', async () => {
    for (const run of RUNS) {
      const other = copyRun(run)
      const stage = await play([run, other], [[{ kind: 'drop' }], [{ kind: 'drop' }]], false)
      for (const placed of stage.runs) expectResults(stage, placed.run, placed.workflowId)
      stage.core.dispose()
    }
  })
})

/** The server does what the frame tells of. */
function follow(server: ScriptedServer, frame: Frame): void {
  if (typeof frame !== 'string') return
  const { type, data } = JSON.parse(frame.replaceAll(/\bNaN\b/g, 'null')) as {
    type: string
    data: { prompt_id: PromptId; node: string; output?: NodeOutput; exception_type?: string }
  }
  const prompt = server.get(data.prompt_id)
  const now = server.options.clock.now()
  if (type === 'execution_start') Object.assign(prompt, { status: 'running', startedAt: now })
  if (type === 'executed' && data.output) prompt.outputs[data.node] = data.output
  const status = data.exception_type === 'ExecutionBlocked' ? undefined : END_OF[type]
  if (status) Object.assign(prompt, { status, endedAt: now })
  if (status === 'failed') prompt.failure = { node: '1', message: 'as the server tells' }
}

describe('a socket that is away for a while', () => {
  it('[B25] loses no result, wherever it breaks and comes back', async () => {
    const gap = fc.record({ from: fc.nat(90), length: fc.nat(40) })
    const name = fc.constantFrom(...RUNS.map((run) => run.name))
    await fc.assert(
      fc.asyncProperty(name, gap, async (wanted, { from, length }) => {
        const [run] = pick(wanted, wanted)
        const stage = await setStage(run)
        const { core } = stage
        core.server.isMute = true
        core.transport.onConnected = () => {}
        for (const { promptId, prompt } of run.prompts)
          core.server.submit({ prompt, prompt_id: promptId, client_id: 'this-tab' })
        for (const [index, frame] of run.frames.entries()) {
          if (index === from) core.transport.drop()
          if (index === from + length) core.transport.connect()
          follow(core.server, frame)
          core.push(frame)
          core.pass(20)
          await core.settle()
        }
        core.transport.connect()
        for (let turn = 0; turn < 4; turn++) {
          core.pass(3_000)
          await core.settle()
        }
        expectResults(stage, run, stage.runs[0]!.workflowId)
        core.dispose()
      }),
      { seed: 20_260_105, numRuns: 300 }
    )
  }, 60_000)
})
