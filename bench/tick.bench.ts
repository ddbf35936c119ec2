import type { PromptId } from '@/domain/ids'
import type { ApiPrompt } from '@/protocol/prompt'
import type { CoreHarness } from '../tests-ui/harness/core'
import { createTestCore } from '../tests-ui/harness/core'
import type { Figure } from './lib/figures'
import { runBench } from './lib/figures'
import { NODE_IDS, createSnapshotSource } from './lib/snapshots'
import { getMedian } from './lib/statistics'

const RUNNING = [1, 16, 200]
/** Parsing and applying take turns message by message, so that what disturbs one disturbs the other. */
const MESSAGES = 20_000
const WARM_UP = 8_000
const BOUND = 1.3

interface Kind {
  readonly name: string
  /** Nodes at work in the messages of a prompt, which take turns. */
  readonly atWork: readonly (readonly string[])[]
}

const KINDS: readonly Kind[] = [
  { name: 'A node is a step further', atWork: [['50']] },
  { name: 'Two nodes are a step further', atWork: [['49', '50']] },
  { name: 'A node has ended, the next begun', atWork: [['48'], ['49'], ['50']] }
]

/** A chain: every node is needed for the last. */
const PROMPT: ApiPrompt = Object.fromEntries(
  NODE_IDS.map((id, index) => [
    id,
    {
      class_type: index === NODE_IDS.length - 1 ? 'SaveImage' : 'KSampler',
      inputs: makeInputs(index)
    }
  ])
)

function makeInputs(index: number): Record<string, unknown> {
  return index === 0 ? {} : { input: [NODE_IDS[index - 1], 0] }
}

async function startPrompts(core: CoreHarness, count: number): Promise<PromptId[]> {
  const promptIds: PromptId[] = []
  for (let n = 0; n < count; n++) {
    const workflowId = await core.open(`${n}`, { prompt: PROMPT })
    const [promptId] = await core.run(workflowId)
    core.server.start(promptId!)
    promptIds.push(promptId!)
  }
  return promptIds
}

let kept: unknown = null

function timeParsing(frame: string): number {
  const start = performance.now()
  kept = JSON.parse(frame)
  return performance.now() - start
}

/** From the socket to the stores, in a frame of the screen of its own. */
function timeApplying(core: CoreHarness, frame: string): number {
  core.clock.jump(100)
  const start = performance.now()
  core.push(frame)
  core.scheduler.frame()
  return performance.now() - start
}

async function measure(running: number, kind: Kind): Promise<Figure> {
  const core = createTestCore()
  const promptIds = await startPrompts(core, running)
  const sources = promptIds.map((promptId) =>
    kind.atWork.map((ids) => createSnapshotSource(promptId, ids))
  )
  const parsing: number[] = []
  const applying: number[] = []
  for (let n = -WARM_UP; n < MESSAGES; n++) {
    const turns = sources[(n + WARM_UP) % running]!
    const next = turns[Math.floor((n + WARM_UP) / running) % turns.length]!
    const step = ((n + WARM_UP) % 997) + 1
    const [a, b] = [next(step), next(step)]
    // Turn about, so that neither always finds what the other has warmed.
    const early = n % 2 === 0 ? timeParsing(a) : null
    const applied = timeApplying(core, b)
    const parsed = early ?? timeParsing(a)
    if (n < 0) continue
    parsing.push(parsed)
    applying.push(applied)
  }
  const state = core.execution.getPromptProgress(promptIds[0]!)
  if (state.done !== NODE_IDS.length - kind.atWork[0]!.length)
    throw new Error('the messages were not applied')
  const [parse, apply] = [getMedian(parsing), getMedian(applying)]
  console.log(
    `${running} running, ${kind.name}: JSON.parse ${(parse * 1000).toFixed(1)} µs, decode and apply ${(apply * 1000).toFixed(1)} µs`
  )
  return {
    name: `${kind.name}; ${running} running`,
    value: apply / parse,
    unit: 'x',
    atMost: BOUND
  }
}

await runBench(async () => {
  const figures: Figure[] = []
  for (const kind of KINDS)
    for (const running of RUNNING) figures.push(await measure(running, kind))
  void kept
  return figures
})
