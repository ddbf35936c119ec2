import { describe, expect, it } from 'vitest'
import type { NodeLocatorId, PromptId } from '@/domain/ids'
import { toExecutionId, toNodeLocatorId } from '@/domain/ids'
import type { ApiPrompt } from '@/protocol/prompt'
import { makeFrame, makeNodeState } from '../builders/wireMessages'
import type { CoreHarness } from '../harness/core'
import { createTestCore, makePrompt } from '../harness/core'
import type { OperationCounts } from '../harness/coreCounts'
import { countOperations, countRuns } from '../harness/coreCounts'

const SAMPLER = toNodeLocatorId('3')

/** A core with so many prompts that run, each of a workflow of its own, and so many that have finished. */
async function makeCore(
  running: number,
  finished = 0,
  prompt: ApiPrompt = makePrompt()
): Promise<{ core: CoreHarness; promptIds: PromptId[] }> {
  const core = createTestCore()
  const first = await core.open('0', { prompt })
  for (let done = 0; done < finished; done += 100)
    for (const promptId of await core.run(first, Math.min(100, finished - done))) {
      core.server.play(promptId)
      core.server.prompts.delete(promptId)
    }
  const promptIds: PromptId[] = []
  for (let n = 0; n < running; n++) {
    const workflowId = n === 0 ? first : await core.open(`${n}`, { prompt })
    const [promptId] = await core.run(workflowId)
    core.server.start(promptId!)
    core.server.tick(promptId!, '3', 1)
    promptIds.push(promptId!)
  }
  core.pass(1_000)
  core.frame()
  return { core, promptIds }
}

/** A snapshot as a frame; `steps` of node 3, with `others` nodes that have finished. */
function makeSnapshotFrame(promptId: PromptId, steps: number, others: readonly string[] = []) {
  const finished = { value: 1, max: 1, state: 'finished', prompt_id: promptId }
  return makeFrame('progress_state', {
    prompt_id: promptId,
    nodes: {
      ...Object.fromEntries(others.map((id) => [id, makeNodeState(id, finished)])),
      3: makeNodeState('3', { value: steps, max: 20, prompt_id: promptId })
    }
  })
}

/** What one tick costs from the frame to the stores, once everything it needs is in place. */
function costOfTick(core: CoreHarness, promptId: PromptId): OperationCounts {
  const tick = (step: number) => {
    core.push(makeSnapshotFrame(promptId, step))
    core.clock.advance(200)
    core.scheduler.frame()
  }
  tick(2)
  tick(3)
  // The clock itself goes through what waits, so only the frame and its application are counted.
  core.push(makeSnapshotFrame(promptId, 4))
  core.clock.jump(200)
  return countOperations(() => {
    core.push(makeSnapshotFrame(promptId, 5))
    core.scheduler.frame()
  })
}

/** What the start and the end of a prompt cost. */
async function costOfLife(core: CoreHarness): Promise<OperationCounts> {
  const [promptId] = await core.run(core.workflows.order[0]!)
  return countOperations(() => {
    core.server.start(promptId!)
    core.server.succeed(promptId!)
  })
}

describe('the cost of one event [B48]', () => {
  it('[B48] does not grow with the number of prompts that run', async () => {
    const few = await makeCore(1)
    const many = await makeCore(200)
    const cost = costOfTick(few.core, few.promptIds[0]!)
    expect(costOfTick(many.core, many.promptIds[100]!)).toEqual(cost)
    expect(cost.writes).toBeGreaterThan(0)
    expect(cost.elements).toBeLessThan(5)
  })

  it('[B48] does not grow with the number of prompts that have finished, nor does that of a start and an end', async () => {
    const few = await makeCore(1, 200)
    const many = await makeCore(1, 10_000)
    expect(many.core.execution.finishedSummaries.size).toBe(9_900)
    const [costOfFew, costOfMany] = [few, many].map(({ core, promptIds }) =>
      costOfTick(core, promptIds[0]!)
    )
    expect(costOfMany).toEqual(costOfFew)
    expect(await costOfLife(many.core)).toEqual(await costOfLife(few.core))
  }, 30_000)

  it('[B48] of a node that changed costs the same beside none and beside two hundred that did not', async () => {
    const ids = Array.from({ length: 200 }, (_, n) => `${100 + n}`)
    const prompt: ApiPrompt = {
      ...makePrompt(),
      ...Object.fromEntries(ids.map((id) => [id, { class_type: 'Loader', inputs: {} }]))
    }
    const { core, promptIds } = await makeCore(1, 0, prompt)
    const measure = (others: readonly string[], step: number) => {
      core.push(makeSnapshotFrame(promptIds[0]!, step, others))
      core.pass(300)
      core.push(makeSnapshotFrame(promptIds[0]!, step + 1, others))
      core.clock.jump(200)
      return countOperations(() => core.scheduler.frame())
    }
    const [alone, beside] = [measure([], 2), measure(ids, 6)]
    expect(beside).toEqual(alone)
  })
})

describe('what one tick causes [B46]', () => {
  it('[B46] an equal event writes nothing and runs nobody, whoever reads', async () => {
    const { core, promptIds } = await makeCore(3)
    const readers = promptIds.map((promptId) => countRuns(() => readAll(core, promptId)))
    core.push(makeSnapshotFrame(promptIds[0]!, 1))
    core.push(makeFrame('progress', { prompt_id: promptIds[0], node: '3', value: 1, max: 20 }))
    core.clock.jump(200)
    const { writes } = countOperations(() => core.scheduler.frame())
    expect(readers.map(({ count }) => count)).toEqual([0, 0, 0])
    // The coalescer's own bookkeeping, and the signs of life for whoever watches over silence and other tabs.
    expect(writes).toBeLessThanOrEqual(8)
  })

  it('[B46] a tick of A runs each reader of A once, and those of B to Z never', async () => {
    const { core, promptIds } = await makeCore(26)
    const progress = promptIds.map((id) => countRuns(() => core.execution.getPromptProgress(id)))
    const nodes = promptIds.map((id) =>
      countRuns(() => core.execution.getPromptNodeProgressStates(id)[toExecutionId('3')])
    )
    const places = promptIds.map((id) =>
      countRuns(() => core.execution.getPrompt(id)?.locatorStates[SAMPLER])
    )
    const lists = [
      countRuns(() => core.execution.runningPromptIds),
      countRuns(() => core.execution.waitingPromptIds),
      countRuns(() => core.execution.isIdle),
      countRuns(() => Object.keys(core.execution.promptStates)),
      ...core.workflows.order.map((id) =>
        countRuns(() => core.execution.getWorkflowRunningPromptIds(id))
      )
    ]
    core.server.tick(promptIds[0]!, '3', 7)
    core.pass(300)
    for (const readers of [progress, nodes, places]) {
      expect(readers[0]!.count).toBe(1)
      expect(readers.slice(1).map(({ count }) => count)).toEqual(promptIds.slice(1).map(() => 0))
    }
    expect(lists.map(({ count }) => count)).toEqual(lists.map(() => 0))
  })

  it('[B46] many frames of one prompt within one frame of the screen are applied once, per prompt', async () => {
    const { core, promptIds } = await makeCore(3)
    const [a, b, c] = promptIds.map((id) =>
      countRuns(() => core.execution.getPromptProgress(id))
    ) as [Counted, Counted, Counted]
    for (let step = 2; step <= 19; step++) {
      core.push(makeSnapshotFrame(promptIds[0]!, step))
      core.push(makeSnapshotFrame(promptIds[1]!, step))
    }
    expect([a.count, b.count, c.count]).toEqual([0, 0, 0])
    core.frame()
    expect([a.count, b.count, c.count]).toEqual([1, 1, 0])
    expect(core.execution.getPromptProgress(promptIds[0]!).percent).toBe(48)
  })

  it('[B47] progress of a prompt is applied ten times a second at most', async () => {
    const { core, promptIds } = await makeCore(1)
    const reader = countRuns(
      () => core.execution.getPromptNodeProgressStates(promptIds[0]!)['3' as never]
    )
    for (let n = 0; n < 600; n++) {
      core.push(makeSnapshotFrame(promptIds[0]!, n % 20))
      core.pass(1000 / 300)
    }
    expect(reader.count).toBeGreaterThan(15)
    expect(reader.count).toBeLessThanOrEqual(21)
  })

  it('[B48] a preview of A is seen by its own node and its own row alone', async () => {
    const { core, promptIds } = await makeCore(3)
    const [first, ...others] = core.workflows.order
    const own = countRuns(() => core.previews.getNodePreview(first!, SAMPLER))
    const rest = others.map((id) => countRuns(() => core.previews.getNodePreview(id, SAMPLER)))
    const node = countRuns(() => core.previews.getNodePreview(first!, '9' as NodeLocatorId))
    core.server.preview(promptIds[0]!, '3')
    core.pass(200)
    // Once when the workflow gets its first preview, once for the node's own.
    expect(own.count).toBeGreaterThan(0)
    expect(rest.map(({ count }) => count)).toEqual([0, 0])
    const before = [own.count, node.count]
    core.server.preview(promptIds[0]!, '3')
    core.pass(200)
    expect([own.count, node.count]).toEqual([before[0]! + 1, before[1]])
  })
})

type Counted = ReturnType<typeof countRuns>

function readAll({ execution }: CoreHarness, promptId: PromptId): void {
  const prompt = execution.getPrompt(promptId)!
  void [prompt.status, prompt.progress, prompt.runningNodeIds, prompt.preview, prompt.startedAt]
  for (const records of [prompt.nodeStates, prompt.locatorStates, prompt.outputs, prompt.texts])
    void Object.values(records)
}
