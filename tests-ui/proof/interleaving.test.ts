import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Run, Stage } from '../harness/coreStage'
import { copyRun, describeRun, loadRun, setStage } from '../harness/coreStage'

/** Runs whose workflows share node ids, and some a document. Each is one client's. */
const RUNS = [
  'success-images',
  'success-partly-cached',
  'success-cached',
  'cached-without-output',
  'custom-output',
  'node-error',
  'node-error-in-subgraph',
  'subgraph-ids',
  'list-outputs',
  'async-overlap',
  'interrupt-by-id',
  'queue-of-five',
  'two-tabs-same-page',
  'previews-with-metadata',
  'progress-throttled'
].map(loadRun)

/** Whose frame comes next, and how many ms after the one before. */
interface Step {
  readonly side: 0 | 1
  readonly wait: number
}

const steps = fc.array(
  fc.record({
    side: fc.constantFrom(0 as const, 1 as const),
    wait: fc.constantFrom(0, 0, 0, 16, 120)
  }),
  { minLength: 20, maxLength: 160, size: 'max' }
)

/** Plays the runs as the steps say, each in its own order; `only` leaves the other's frames out. */
function play(stage: Stage, plan: readonly Step[], only: 0 | 1 | null): void {
  const next = [0, 0]
  for (const { side, wait } of plan) {
    const frame = stage.runs[side]!.run.frames[next[side]!]
    next[side]!++
    stage.core.pass(wait)
    if (frame !== undefined && (only === null || only === side)) stage.core.push(frame)
  }
  stage.core.pass(500)
}

/** All that is left of both after the plan, alternating. */
function complete(plan: readonly Step[], runs: readonly [Run, Run]): Step[] {
  const left = ([0, 1] as const).map(
    (side) => runs[side].frames.length - plan.filter((step) => step.side === side).length
  )
  const rest: Step[] = []
  for (let n = 0; n < Math.max(0, ...left); n++)
    for (const side of [0, 1] as const) if (n < left[side]!) rest.push({ side, wait: 0 })
  return [...plan, ...rest]
}

async function compare(runs: readonly [Run, Run], plan: readonly Step[]): Promise<void> {
  const together = await setStage(...runs)
  play(together, plan, null)
  for (const side of [0, 1] as const) {
    const alone = await setStage(...runs)
    play(alone, plan, side)
    const mine = runs[side].name
    expect({ mine, ...describeRun(together, together.runs[side]!) }).toEqual({
      mine,
      ...describeRun(alone, alone.runs[side]!)
    })
    alone.core.dispose()
  }
  expect(together.core.warnings).toEqual([])
  together.core.dispose()
}

/** Two runs by name; one twice is played with other ids. */
const name = fc.constantFrom(...RUNS.map((run) => run.name))
const pairs = fc.tuple(name, name)

function pick(first: string, second: string): readonly [Run, Run] {
  const [a, b] = [first, second].map((wanted) => RUNS.find((run) => run.name === wanted)!)
  return [a!, a === b ? copyRun(b!) : b!]
}

describe('two recorded runs of two workflows', () => {
  it('[B1, B2, B3, B5] interleaved in any way and broken off anywhere: each prompt and each workflow is as if alone', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, steps, (names, plan) => compare(pick(...names), plan)),
      { seed: 20_260_101, numRuns: 300 }
    )
  }, 60_000)

  it('[B1, B2, B3, B5] interleaved in any way to their ends: each ends as if alone', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, steps, (names, plan) => {
        const runs = pick(...names)
        return compare(runs, complete(plan, runs))
      }),
      { seed: 20_260_102, numRuns: 120 }
    )
  }, 60_000)

  for (const run of RUNS) {
    it(`[B7] ${run.name}, twice at once from one document, frame by frame`, async () => {
      const runs = [run, copyRun(run)] as const
      await compare(runs, complete([], runs))
    })
  }
})
