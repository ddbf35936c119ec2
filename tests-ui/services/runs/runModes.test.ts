import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { CHANGE_DELAY } from '@/services/runs/runModeService'
import type { RunMode } from '@/stores/workflowStore'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import type { TestControl } from '../../harness/coreGraphs'

let core: CoreHarness
let a: WorkflowId
let b: WorkflowId

const openWith = async (name: string, mode: TestControl['mode'], runMode: RunMode) => {
  const id = await core.open(name, {
    prompt: makePrompt(7),
    controls: [{ node: '3', input: 'seed', mode }]
  })
  core.workflows.patchWorkflow(id, { runMode })
  return id
}

beforeEach(async () => {
  core = createTestCore()
  a = await openWith('A', 'randomize', 'endless')
  b = await openWith('B', 'fixed', 'once')
})

const posted = () => [...core.server.prompts.values()]
const lastPosted = (): PromptId => posted().at(-1)!.id
const endLast = async (how: 'play' | 'interrupt' | 'fail' = 'play') => {
  const promptId = lastPosted()
  if (how === 'play') core.server.play(promptId)
  else {
    core.server.start(promptId)
    if (how === 'fail') core.server.fail(promptId, '3')
    else core.server.interrupt(promptId)
  }
  await core.settle()
}
const stopNotices = () => core.notices.notices.filter(({ title }) => title.startsWith('Endless'))

describe('endless [B14]', () => {
  it('[B14] goes on from a press of Run, one run after the other, while another tab is in front', async () => {
    await core.runs.run(a)
    core.workflowService.activate(b)
    for (let n = 1; n <= 5; n++) {
      expect(posted()).toHaveLength(n)
      await endLast()
    }
    expect(posted()).toHaveLength(6)
    expect(new Set(posted().map(({ prompt }) => prompt[3]!.inputs.seed)).size).toBe(6)
  })

  it('[B14] goes on from a press after a stop that took another press back while it waited', async () => {
    const release = core.server.hold('submitPrompt', 'request')
    const presses = [core.runs.run(a), core.runs.run(a)]
    await core.settle()
    const stopped = core.stops.stopWorkflow(a)
    await core.settle()
    presses.push(core.runs.run(a))
    await core.settle()
    await release()
    await Promise.all([...presses, stopped])
    const before = posted().length
    await endLast()
    expect(posted()).toHaveLength(before + 1)
  })

  it('[B14] is chosen without running: it begins with a press of Run', async () => {
    core.workflows.patchWorkflow(b, { runMode: 'once' })
    await core.runs.run(b)
    await endLast()
    core.workflows.patchWorkflow(b, { runMode: 'endless' })
    core.graphs.edit(b, ({ prompt }) => void (prompt[3]!.inputs.steps = 3))
    core.pass(5_000)
    await core.settle()
    expect(posted()).toHaveLength(1)
  })

  it('[B14] chosen while a run is under way goes on from it', async () => {
    core.workflows.patchWorkflow(a, { runMode: 'once' })
    await core.runs.run(a)
    core.workflows.patchWorkflow(a, { runMode: 'endless' })
    await endLast()
    expect(posted()).toHaveLength(2)
  })

  it('[B14] stops with a message when the next run would be the same for ever', async () => {
    core.workflows.patchWorkflow(b, { runMode: 'endless' })
    await core.runs.run(b)
    await endLast()
    expect(posted()).toHaveLength(1)
    expect(core.workflows.getWorkflow(b)?.runMode).toBe('once')
    expect(stopNotices()).toEqual([
      expect.objectContaining({ title: 'Endless run of “B” stopped', kind: 'info' })
    ])
    expect(core.workflows.getWorkflow(a)?.runMode).toBe('endless')
  })

  it('[B14] goes on with a fixed seed when the graph was edited meanwhile', async () => {
    core.workflows.patchWorkflow(b, { runMode: 'endless' })
    await core.runs.run(b)
    core.graphs.edit(b, ({ prompt }) => void (prompt[3]!.inputs.steps = 3))
    await endLast()
    expect(posted().map(({ prompt }) => prompt[3]!.inputs.steps)).toEqual([20, 3])
  })

  it('[B14] stops with a message when a run fails, and goes on with the next press', async () => {
    await core.runs.run(a)
    await endLast('fail')
    expect(posted()).toHaveLength(1)
    expect(stopNotices()).toHaveLength(1)
    await core.runs.run(a)
    await endLast()
    expect(posted()).toHaveLength(3)
  })

  it('[B14] a widget that fails to step on ends it with a message, and the next press of Run goes on', async () => {
    await core.runs.run(a)
    core.graphs.failures.applyControlledValues = new Error('pack at fault')
    await endLast()
    expect(posted()).toHaveLength(1)
    expect(core.notices.notices).toEqual([
      expect.objectContaining({ kind: 'error', title: '“A” can’t be run', detail: 'pack at fault' })
    ])
    delete core.graphs.failures.applyControlledValues
    await core.runs.run(a)
    await endLast()
    expect(posted()).toHaveLength(3)
  })

  it('forgets what a closed workflow ran last', async () => {
    await core.runs.run(a)
    expect(core.runs.getLastFingerprint(a)).not.toBeNull()
    await core.workflowService.close(a)
    await core.runs.run(b)
    expect(core.runs.getLastFingerprint(a)).toBeNull()
  })

  it('[B14] stops when the server refuses a run', async () => {
    await core.runs.run(a)
    core.server.refuse = () => ({ type: 'x', message: 'no', details: '', nodes: [] })
    await endLast()
    core.pass(5_000)
    await core.settle()
    expect(core.server.requests.filter(({ method }) => method === 'submitPrompt')).toHaveLength(2)
  })

  it('goes on after a single run was interrupted', async () => {
    await core.runs.run(a)
    await endLast('interrupt')
    expect(posted()).toHaveLength(2)
  })

  it('[B39] rests when its workflow is stopped, until Run is pressed again', async () => {
    await core.runs.run(a)
    core.server.start(lastPosted())
    await core.stops.stopWorkflow(a)
    await core.settle()
    expect(posted()).toHaveLength(1)
    expect(core.execution.isIdle).toBe(true)
    await core.runs.run(a)
    await endLast()
    expect(posted()).toHaveLength(3)
  })

  it('ends with its tab: what is under way goes on, and nothing follows', async () => {
    await core.runs.run(a)
    await core.workflowService.close(a)
    await endLast()
    expect(posted()).toHaveLength(1)
  })

  it('[B11] goes on when a run ends before the answer to its submission', async () => {
    let release = core.server.hold('submitPrompt')
    void core.runs.run(a)
    for (let n = 1; n <= 4; n++) {
      await core.settle()
      expect(posted()).toHaveLength(n)
      await endLast()
      expect(posted()).toHaveLength(n)
      const answer = release
      release = core.server.hold('submitPrompt')
      await answer()
    }
  })

  it('[B14] sends a whole batch each time, and not the next while one is being sent', async () => {
    core.workflows.patchWorkflow(a, { batchCount: 3 })
    const release = core.server.hold('submitPrompt')
    const pressed = core.runs.run(a)
    await core.settle()
    core.server.play(lastPosted())
    await core.settle()
    expect(posted()).toHaveLength(1)
    await release()
    await pressed
    expect(posted()).toHaveLength(3)
    for (const { id, status } of posted()) if (status === 'pending') core.server.play(id)
    await core.settle()
    expect(posted()).toHaveLength(6)
  })

  it('rests when it was stopped while the next run was being taken', async () => {
    await core.runs.run(a)
    let go = () => {}
    core.graphs.beforeSnapshot = () => new Promise((resolve) => (go = resolve))
    await endLast()
    await core.stops.stopWorkflow(a)
    go()
    await core.settle()
    expect(posted()).toHaveLength(1)
  })
})

describe('on change [B14]', () => {
  beforeEach(() => core.workflows.patchWorkflow(b, { runMode: 'change' }))
  const edit = (steps: number) =>
    core.graphs.edit(b, ({ prompt }) => void (prompt[3]!.inputs.steps = steps))
  const rest = async () => {
    core.clock.advance(CHANGE_DELAY)
    await core.settle()
  }

  it('[B14] runs once when the edits pause, in front or not', async () => {
    core.workflowService.activate(a)
    for (const steps of [1, 12, 123]) {
      edit(steps)
      core.clock.advance(CHANGE_DELAY - 1)
    }
    expect(posted()).toEqual([])
    await rest()
    expect(posted().map(({ prompt }) => prompt[3]!.inputs.steps)).toEqual([123])
  })

  it('[B14] an edit that changes nothing of the prompt runs nothing', async () => {
    edit(5)
    await rest()
    await endLast()
    edit(5)
    await rest()
    expect(posted()).toHaveLength(1)
    expect(core.notices.notices).toEqual([])
  })

  it('[B14] edits during a run wait for its end, and make one run, without a timer that polls', async () => {
    edit(5)
    await rest()
    core.server.start(lastPosted())
    edit(6)
    await rest()
    edit(7)
    await rest()
    expect(posted()).toHaveLength(1)
    core.server.succeed(lastPosted())
    await core.settle()
    expect(posted().map(({ prompt }) => prompt[3]!.inputs.steps)).toEqual([5, 7])
  })

  it('[B14] an edit while the snapshot is being taken is not forgotten', async () => {
    let go = () => {}
    core.graphs.beforeSnapshot = () => new Promise((resolve) => (go = resolve))
    edit(5)
    await rest()
    edit(6)
    await rest()
    go()
    await core.settle()
    core.graphs.beforeSnapshot = () => Promise.resolve()
    await endLast()
    expect(posted().map(({ prompt }) => prompt[3]!.inputs.steps)).toEqual([5, 6])
  })

  it('[B31] what an earlier run left in the error panel is out of date with the next, as with a press of Run', async () => {
    edit(5)
    await rest()
    await endLast('fail')
    expect(core.errors.getWorkflowErrors(b)).toHaveLength(1)
    edit(6)
    await rest()
    expect(core.errors.getWorkflowErrors(b)).toEqual([])
  })

  it('[B14] is the tab’s own: another tab’s edits run nothing here', async () => {
    core.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 4))
    await rest()
    expect(posted()).toEqual([])
  })

  it('[B39] stopping the workflow drops an edit that waits', async () => {
    edit(5)
    await core.stops.stopWorkflow(b)
    await rest()
    expect(posted()).toEqual([])
  })

  it('leaves no timer behind when the page ends', () => {
    edit(5)
    core.dispose()
    expect(core.clock.pending).toBe(0)
  })
})
