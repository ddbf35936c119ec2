import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOADING_DELAY, useStageNotice } from '@/composables/canvas/useStageNotice'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
})
afterEach(() => app.unmount())

describe('what the stage says', () => {
  it('speaks of loading only when that takes long', () => {
    const notice = app.use(useStageNotice)
    expect(notice.value).toBeNull()
    app.clock.advance(LOADING_DELAY)
    expect(notice.value).toBe('loading')
    useNodeDefStore().applyDefinitions({})
    expect(notice.value).toBeNull()
  })

  it('says that the server does not answer, until it does', () => {
    const notice = app.use(useStageNotice)
    useNodeDefStore().applyFailure()
    expect(notice.value).toBe('unreachable')
    useNodeDefStore().applyDefinitions({})
    expect(notice.value).toBeNull()
  })

  it('tells how to begin on an empty workflow that was never touched', () => {
    const notice = app.use(useStageNotice)
    useNodeDefStore().applyDefinitions({})
    const { id } = addWorkflow('a', { isPristine: true })
    expect(notice.value).toBe('empty')
    useWorkflowStore().patchWorkflow(id, { isPristine: false })
    expect(notice.value).toBeNull()
  })
})
