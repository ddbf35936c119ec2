import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GATHER, useFinishNotices } from '@/composables/notices/useFinishNotices'
import type { PromptTransition } from '@/domain/promptStatus'
import { toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useQueueStore } from '@/stores/queueStore'
import { useSettingStore } from '@/stores/settingStore'
import { makeErrorRow } from '../../builders/promptErrors'
import { makePromptId, makeServerJob, makeSibling } from '../../builders/promptJobs'
import { addPrompt, addWorkflow } from '../../builders/promptState'
import type { FakeNotifications } from '../../harness/fakeNotifications'
import { installFakeNotifications } from '../../harness/fakeNotifications'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { setPageHidden } from '../../harness/pageVisibility'

let app: AppHarness
let system: FakeNotifications
beforeEach(() => {
  app = createAppHarness()
  system = installFakeNotifications()
  addWorkflow('front', { name: 'Front' })
  addWorkflow('behind', { name: 'Behind' })
  app.use(useFinishNotices)
})
afterEach(() => {
  app.unmount()
  setPageHidden(false)
  system.remove()
})

function run(serial: number, workflow: string): void {
  addPrompt({ promptId: makePromptId(serial), workflowId: toWorkflowId(workflow) })
}
const end = (serial: number, how: PromptTransition = 'succeeded') =>
  useExecutionStore().applyTransition(makePromptId(serial), how, 1)
async function pass(ms = GATHER): Promise<void> {
  await app.settle()
  app.clock.advance(ms)
  await app.settle()
}
const titles = (): string[] => useNoticeStore().notices.map(({ title }) => title)

describe('useFinishNotices', () => {
  it('[B41] tells of a job that ends behind another workflow, and offers to show it', async () => {
    run(1, 'behind')
    end(1)
    await pass()
    expect(titles()).toEqual(['Behind is done'])
    useNoticeStore().notices[0]?.action?.run()
    expect(app.recorded.getCalls('jobs.openJob')).toEqual([[makePromptId(1)]])
  })

  it('[B41] is brief about a job that ends in plain sight, also when it failed', async () => {
    run(1, 'front')
    end(1, 'failed')
    await pass()
    expect(titles()).toEqual(['Front failed'])
    expect(useNoticeStore().notices[0]).toMatchObject({ life: 3_000, action: null })
  })

  it('[B41] says of a job that was refused what is wrong with which node', async () => {
    run(1, 'behind')
    const of = { workflowId: toWorkflowId('behind'), promptId: makePromptId(1) }
    useExecutionErrorStore().addErrors(of.workflowId, [
      makeErrorRow({ ...of, kind: 'validation', nodeTitle: 'Sampler', message: 'Value too small' })
    ])
    end(1, 'failed')
    await pass()
    expect(useNoticeStore().notices[0]).toMatchObject({
      title: 'Behind failed',
      detail: 'Sampler: Value too small'
    })
  })

  it('[B41] tells of the job in front when the page is hidden', async () => {
    run(1, 'front')
    setPageHidden(true)
    end(1)
    await pass()
    expect(titles()).toEqual(['Front is done'])
  })

  it.each(['interrupted', 'cancelled'] as const)('says nothing of a job %s', async (how) => {
    run(1, 'behind')
    end(1, how)
    await pass()
    expect(titles()).toEqual([])
  })

  it('makes one notice of a batch whose jobs end together', async () => {
    for (let serial = 1; serial <= 100; serial++) run(serial, 'behind')
    for (let serial = 1; serial <= 100; serial++) end(serial)
    await pass()
    expect(titles()).toEqual(['100 jobs are done'])
  })

  it('counts further ends into the notice that is on show', async () => {
    run(1, 'behind')
    run(2, 'behind')
    end(1)
    await pass()
    end(2, 'failed')
    await pass()
    expect(titles()).toEqual(['2 jobs ended, 1 of them has failed'])
    useNoticeStore().removeNotice(useNoticeStore().notices[0]!.id)
    run(3, 'behind')
    end(3)
    await pass()
    expect(titles()).toEqual(['Behind is done'])
  })

  it('[B41] shows a system notice only when it is wanted, allowed and the page is hidden', async () => {
    useSettingStore().applySettings({ 'Parallel.Notices.System': true })
    run(1, 'behind')
    end(1)
    await pass()
    expect(system.shown).toEqual([])
    setPageHidden(true)
    run(2, 'behind')
    end(2)
    await pass()
    expect(system.shown).toHaveLength(1)
    system.shown[0]?.click()
    await app.settle()
    expect(app.recorded.getCalls('jobs.openJob')).toEqual([[makePromptId(2)]])
  })

  it('[B41] shows no system notice where the browser does not allow it', async () => {
    system.applyPermission('denied')
    useSettingStore().applySettings({ 'Parallel.Notices.System': true })
    setPageHidden(true)
    run(1, 'behind')
    end(1)
    await pass()
    expect(system.shown).toEqual([])
    expect(titles()).toEqual(['Behind is done'])
  })

  it('shows no notice in the page when that is switched off', async () => {
    useSettingStore().applySettings({ 'Parallel.Notices.Page': false })
    run(1, 'behind')
    end(1)
    await pass()
    expect(titles()).toEqual([])
  })

  describe('[B40] jobs of others', () => {
    it('leaves another tab’s job to that tab', async () => {
      useQueueStore().applySibling(makeSibling())
      await app.settle()
      useQueueStore().applySibling(makeSibling({ status: 'succeeded' }))
      await pass()
      expect(titles()).toEqual([])
    })

    it('tells of a foreign job’s end only under "everyone", and once', async () => {
      const running = makeServerJob({ status: 'running', endedAt: null })
      useQueueStore().applyServerJobs([running])
      await app.settle()
      useQueueStore().applyServerJobs([makeServerJob()])
      await pass()
      expect(titles()).toEqual([])
      useQueueStore().applyScope('everyone')
      useQueueStore().applyServerJobs([{ ...running, promptId: makePromptId(8) }])
      await app.settle()
      useQueueStore().applyServerJobs([makeServerJob({ promptId: makePromptId(8) })])
      await pass()
      await pass()
      expect(titles()).toEqual(['Job 00000000 is done'])
    })

    it('says nothing of jobs that had ended before the page knew them', async () => {
      useQueueStore().applyScope('everyone')
      useQueueStore().applyServerJobs([makeServerJob()])
      await pass()
      expect(titles()).toEqual([])
    })
  })
})
