import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useErrorPanelState } from '@/composables/errors/errorPanelState'
import { useJobActions } from '@/composables/queue/useJobActions'
import { toExecutionId, toWorkflowId } from '@/domain/ids'
import type { PromptTransition } from '@/domain/promptStatus'
import { useDialogStore } from '@/stores/dialogStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useQueueStore } from '@/stores/queueStore'
import { makeOutputFile, makePromptId, makeServerJob } from '../../builders/promptJobs'
import { addPrompt, addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

const ONE = makePromptId(1)
const use = () => app.use(useJobActions)

describe('useJobActions', () => {
  it.each([
    ['open', 'jobs.openJob'],
    ['cancel', 'stops.stopPrompt'],
    ['runAgain', 'runs.runAgain'],
    ['download', 'jobs.downloadResults']
  ] as const)('%s asks the service for this job and no other', (action, call) => {
    use()[action](ONE)
    expect(app.recorded.calls).toEqual([{ name: call, args: [ONE] }])
  })

  it('asks before it deletes, and deletes only when that is confirmed', async () => {
    const actions = use()
    actions.remove(ONE)
    await app.settle()
    const dialogs = useDialogStore()
    expect(dialogs.current).toMatchObject({ isDestructive: true, confirmLabel: 'Delete' })
    dialogs.answer(dialogs.current!.id, 'cancel')
    await app.settle()
    expect(app.recorded.getCalls('jobs.deleteJobs')).toEqual([])
    actions.remove(ONE)
    await app.settle()
    dialogs.answer(dialogs.current!.id, 'confirm')
    await app.settle()
    expect(app.recorded.getCalls('jobs.deleteJobs')).toEqual([[[ONE]]])
  })

  it('copies the id', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    use().copyId(ONE)
    await app.settle()
    expect(write).toHaveBeenCalledWith(ONE)
    write.mockRestore()
  })

  it('shows the error of a job in its workflow, unfolded', async () => {
    addWorkflow('a')
    const panel = app.use(useErrorPanelState)
    panel.fold(toWorkflowId('a'))
    use().showError(ONE)
    await app.settle()
    expect(app.recorded.getCalls('jobs.openJob')).toEqual([[ONE]])
    expect(panel.isFolded(toWorkflowId('a'))).toBe(false)
  })

  it('says what failed', async () => {
    app.recorded.fail('stops.stopPrompt', 'no answer')
    use().cancel(ONE)
    await app.settle()
    expect(useNoticeStore().notices).toMatchObject([
      { kind: 'error', title: 'Could not cancel the job', detail: 'no answer' }
    ])
  })

  it.each<[string, readonly PromptTransition[], Record<string, boolean>]>([
    ['waits', ['accepted'], { canCancel: true, canRemove: false, canRunAgain: false }],
    ['runs', ['accepted', 'started'], { canCancel: true, canDownload: false }],
    ['is done', ['succeeded'], { canCancel: false, canDownload: true, canRunAgain: true }],
    ['failed', ['failed'], { canShowError: true, canDownload: false, canRemove: true }],
    ['was lost', ['lost'], { canRunAgain: true, canShowError: false }]
  ])('offers what fits a job that %s', (_, transitions, abilities) => {
    addPrompt({ transitions })
    expect(use().getAbilities(ONE)).toMatchObject(abilities)
  })

  it.each(['failed', 'interrupted'] as const)(
    'offers the files that a job left before it %s',
    (end) => {
      const prompt = addPrompt({ transitions: ['started'] })
      prompt.applyOutput(toExecutionId('9'), { images: [makeOutputFile()] }, false)
      expect(use().getAbilities(ONE).canDownload).toBe(false)
      useExecutionStore().applyTransition(ONE, end, 1)
      expect(use().getAbilities(ONE).canDownload).toBe(true)
    }
  )

  it('does not offer to run somebody else’s job again', () => {
    useQueueStore().applyServerJobs([makeServerJob({ promptId: ONE })])
    expect(use().getAbilities(ONE)).toMatchObject({ canRunAgain: false, canDownload: true })
  })
})
