import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usePromptListing } from '@/composables/queue/usePromptListing'
import { useQueueProgress } from '@/composables/queue/useQueueProgress'
import { toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import { makePromptId, makeServerJob, makeSibling } from '../../builders/promptJobs'
import { addPrompt, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

describe('useQueueProgress', () => {
  it('tells nothing while nothing runs', () => {
    const { runningCount, waitingCount, onlyJob, percent } = app.use(useQueueProgress)
    expect([runningCount.value, waitingCount.value, onlyJob.value, percent.value]).toEqual([
      0,
      0,
      null,
      null
    ])
  })

  it('[B38] counts three jobs of three workflows and takes the mean of their progress', () => {
    const prompts = ['a', 'b', 'c'].map((id, index) =>
      addPrompt({ promptId: makePromptId(index), workflowId: toWorkflowId(id) })
    )
    addPrompt({ promptId: makePromptId(9), transitions: ['accepted'] })
    const { runningCount, waitingCount, onlyJob, percent } = app.use(useQueueProgress)
    // Four nodes of seven are done, and the fifth is at 0, a half, and done.
    ;[0, 10, 20].forEach((step, index) => tick(prompts[index]!, step))
    expect(runningCount.value).toBe(3)
    expect(waitingCount.value).toBe(1)
    expect(onlyJob.value).toBeNull()
    expect(percent.value).toBe(Math.round(((4 + 4.5 + 5) / 3 / 7) * 100))
  })

  it('[B15, B48] counts a batch that is being sent without going through what waits or runs', () => {
    addPrompt({ promptId: makePromptId(1) })
    const { ownRunning } = app.use(usePromptListing)
    const { waitingCount, runningCount } = app.use(useQueueProgress)
    const before = ownRunning.value
    for (const serial of [2, 3, 4]) {
      addPrompt({ promptId: makePromptId(serial), transitions: ['accepted'] })
      expect(waitingCount.value).toBe(serial - 1)
    }
    expect([runningCount.value, ownRunning.value]).toEqual([1, before])
    expect(ownRunning.value).toBe(before)
  })

  it('names the job that runs alone', () => {
    addPrompt({ promptId: makePromptId(1), workflowName: 'Portrait' })
    addPrompt({ promptId: makePromptId(2), transitions: ['accepted'] })
    const { onlyJob } = app.use(useQueueProgress)
    expect(onlyJob.value).toEqual({ promptId: makePromptId(1), workflowName: 'Portrait' })
    useExecutionStore().applyTransition(makePromptId(2), 'started', 1)
    expect(onlyJob.value).toBeNull()
  })

  it('[B40] counts jobs of this browser’s other tabs, and foreign ones only under "everyone"', () => {
    useQueueStore().applySibling(makeSibling({ percent: 40 }))
    useQueueStore().applyServerJobs([makeServerJob({ status: 'running', endedAt: null })])
    const { runningCount, percent } = app.use(useQueueProgress)
    expect([runningCount.value, percent.value]).toEqual([1, 40])
    useQueueStore().applyScope('everyone')
    // Nobody tells the foreign job's progress, so it doesn't count as none.
    expect([runningCount.value, percent.value]).toEqual([2, 40])
  })

  it('follows another tab’s progress', () => {
    useQueueStore().applySibling(makeSibling({ percent: 40 }))
    const { percent } = app.use(useQueueProgress)
    expect(percent.value).toBe(40)
    useQueueStore().applySibling(makeSibling({ percent: 75 }))
    expect(percent.value).toBe(75)
  })
})
