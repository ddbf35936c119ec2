import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useJobPanel } from '@/composables/queue/useJobPanel'
import { useQueueStore } from '@/stores/queueStore'
import { useSettingStore } from '@/stores/settingStore'
import { makePromptId, makeServerJob } from '../../builders/promptJobs'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

describe('useJobPanel', () => {
  it('[B15] reads the list when it opens, and not while it is closed', async () => {
    app.use(useJobPanel)
    expect(app.recorded.getCalls('jobs.refresh')).toHaveLength(0)
    useQueueStore().applyPanelOpen(true)
    await app.settle()
    expect(app.recorded.getCalls('jobs.refresh')).toHaveLength(1)
  })

  it('[B40] switches between mine and everyone’s', () => {
    const panel = app.use(useJobPanel)
    panel.toggleScope()
    expect(panel.scope.value).toBe('everyone')
    panel.toggleScope()
    expect(panel.scope.value).toBe('mine')
    expect(app.recorded.getCalls('jobs.applyScope')).toEqual([['everyone'], ['mine']])
  })

  it('reads older jobs while the server has more, one page at a time', () => {
    const panel = app.use(useJobPanel)
    const store = useQueueStore()
    panel.loadMore()
    expect(app.recorded.getCalls('jobs.loadMore')).toHaveLength(0)
    store.applyServerJobs([makeServerJob({ promptId: makePromptId(1) })])
    store.applyListing({ phase: 'ready', total: 3 })
    expect(panel.hasMore.value).toBe(true)
    panel.loadMore()
    store.applyListing({ phase: 'loading' })
    panel.loadMore()
    expect(app.recorded.getCalls('jobs.loadMore')).toHaveLength(1)
    store.applyListing({ phase: 'ready' })
    useSettingStore().applySettings({ 'Comfy.Queue.MaxHistoryItems': 1 })
    expect(panel.hasMore.value).toBe(false)
  })
})
