import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reactive, watch } from 'vue'
import { createJobFilter } from '@/composables/queue/jobFilter'
import { useJobList } from '@/composables/queue/useJobList'
import { toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import { useSettingStore } from '@/stores/settingStore'
import { makePromptId, makeServerJob, makeSibling, makeSummary } from '../../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

const filter = reactive(createJobFilter())
beforeEach(() => void Object.assign(filter, createJobFilter()))
const useList = () => app.use(() => useJobList(filter))

/** Three runs of three workflows, two of them behind, and what ended before. */
function fill() {
  addWorkflow('a', { name: 'Portrait' })
  addWorkflow('b', { name: 'Upscale' })
  addWorkflow('c', { name: 'Study' })
  const running = ['a', 'b', 'c'].map((id, index) =>
    addPrompt({
      promptId: makePromptId(index + 1),
      workflowId: toWorkflowId(id),
      at: 1_000 * (index + 1)
    })
  )
  addPrompt({
    promptId: makePromptId(4),
    workflowId: toWorkflowId('b'),
    transitions: ['accepted']
  })
  useExecutionStore().restoreSummary(makeSummary({ promptId: makePromptId(5) }))
  return running
}

const serials = (ids: readonly string[]): number[] => ids.map((id) => Number(id.slice(-12)))

describe('useJobList', () => {
  it('[B37] has a row for every running, waiting and finished job, unfinished first, then newest first', () => {
    fill()
    expect(serials(useList().ids.value)).toEqual([3, 2, 1, 4, 5])
  })

  it('has as many finished jobs as the user wants to see, the newest; all that are unfinished', () => {
    fill()
    for (const serial of [6, 7, 8])
      useExecutionStore().restoreSummary(
        makeSummary({ promptId: makePromptId(serial), endedAt: 9e12 + serial })
      )
    useSettingStore().applySettings({ 'Comfy.Queue.MaxHistoryItems': 2 })
    const { ids } = useList()
    expect(serials(ids.value)).toEqual([3, 2, 1, 4, 8, 7])
    useSettingStore().applySettings({ 'Comfy.Queue.MaxHistoryItems': 'many' })
    expect(ids.value).toHaveLength(8)
  })

  it('joins what this tab, the other tabs and the server know, each job once', () => {
    fill()
    useQueueStore().applyScope('everyone')
    useQueueStore().applySibling(makeSibling({ promptId: makePromptId(6), startedAt: 9_000 }))
    useQueueStore().applyServerJobs(
      [1, 4, 5, 6, 7].map((serial) => makeServerJob({ promptId: makePromptId(serial) }))
    )
    const { ids, total } = useList()
    expect(serials(ids.value).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(total.value).toBe(7)
  })

  it('keeps the same array while jobs only make progress', () => {
    const [first] = fill()
    const { ids } = useList()
    const before = ids.value
    let changes = 0
    watch(ids, () => changes++, { flush: 'sync' })
    for (let step = 1; step <= 20; step++) tick(first!, step)
    expect(ids.value).toBe(before)
    expect(changes).toBe(0)
  })

  it('moves a job through the groups as it starts and ends', () => {
    fill()
    const { ids } = useList()
    useExecutionStore().applyTransition(makePromptId(4), 'started', Date.now())
    expect(serials(ids.value)[0]).toBe(4)
    useExecutionStore().applyTransition(makePromptId(4), 'succeeded', Date.now())
    expect(serials(ids.value)).toEqual([3, 2, 1, 4, 5])
  })

  it('filters by state, by the workflow in front and by text', () => {
    fill()
    const { ids, total } = useList()
    filter.state = 'queued'
    expect(serials(ids.value)).toEqual([4])
    filter.state = 'all'
    filter.onlyActiveWorkflow = true
    expect(serials(ids.value)).toEqual([1, 5])
    filter.onlyActiveWorkflow = false
    filter.text = 'portrait'
    expect(serials(ids.value)).toEqual([1, 5])
    expect(total.value).toBe(5)
  })

  it('finds a job by the name its workflow has now', () => {
    fill()
    const { ids } = useList()
    filter.text = 'sunset'
    expect(ids.value).toEqual([])
    addWorkflow('z')
    addPrompt({ promptId: makePromptId(9), workflowId: toWorkflowId('z') })
    addWorkflow('y', { name: 'Sunset' })
    addPrompt({ promptId: makePromptId(10), workflowId: toWorkflowId('y'), workflowName: 'old' })
    expect(serials(ids.value)).toEqual([10])
  })

  it('holds ten thousand finished jobs, and goes through them once for a burst of lifecycles', () => {
    fill()
    for (let serial = 0; serial < 10_000; serial++)
      useExecutionStore().restoreSummary(
        makeSummary({ promptId: makePromptId(100 + serial), endedAt: serial })
      )
    const { ids } = useList()
    expect(ids.value).toHaveLength(10_004)
    expect(serials(ids.value.slice(4, 7))).toEqual([10_099, 10_098, 10_097])
    let passes = 0
    watch(ids, () => passes++, { flush: 'pre' })
    for (let serial = 20_000; serial < 20_100; serial++)
      addPrompt({ promptId: makePromptId(serial), transitions: ['accepted'] })
    return app.settle().then(() => {
      expect(ids.value).toHaveLength(10_104)
      expect(passes).toBe(1)
    })
  })
})
