import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useSavedWorkflows } from '@/composables/workflow/useSavedWorkflows'
import { toWorkflowId } from '@/domain/ids'
import { useNoticeStore } from '@/stores/noticeStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  app.recorded.answer('api.listUserFiles', () =>
    Promise.resolve(['Upscale.json', 'studies/Sky.json', 'notes.txt'])
  )
})
afterEach(() => app.unmount())

const SKY = { path: 'workflows/studies/Sky.json', name: 'studies/Sky' }

describe('useSavedWorkflows', () => {
  it('lists the workflows among the saved files by name', async () => {
    const saved = app.use(useSavedWorkflows)
    expect(saved.phase.value).toBe('loading')
    await app.settle()
    expect(saved.phase.value).toBe('ready')
    expect(saved.workflows.value).toEqual([
      SKY,
      { path: 'workflows/Upscale.json', name: 'Upscale' }
    ])
  })

  it('reads the list again when a workflow was saved', async () => {
    addWorkflow('a')
    app.use(useSavedWorkflows)
    await app.settle()
    useWorkflowStore().patchWorkflow(toWorkflowId('a'), { path: 'workflows/A.json' })
    await app.settle()
    expect(app.recorded.getCalls('api.listUserFiles')).toHaveLength(2)
  })

  it('opens a saved workflow under its name, and knows where it came from', async () => {
    app.recorded.answer('api.getUserFile', () => Promise.resolve('{"nodes":[]}'))
    app.recorded.answer('workflows.openDocument', () => Promise.resolve(addWorkflow('new').id))
    const saved = app.use(useSavedWorkflows)
    saved.open(SKY)
    await app.settle()
    expect(app.recorded.getCalls('workflows.openDocument')).toEqual([[{ nodes: [] }, 'Sky']])
    expect(useWorkflowStore().getWorkflow(toWorkflowId('new'))?.path).toBe(SKY.path)
  })

  it('brings the tab to the front that has it open already', () => {
    addWorkflow('a')
    addWorkflow('b', { path: SKY.path })
    app.use(useSavedWorkflows).open(SKY)
    expect(useWorkflowStore().activeId).toBe('b')
    expect(app.recorded.getCalls('api.getUserFile')).toEqual([])
  })

  it('says what is wrong with a file that has gone or is no workflow', async () => {
    const saved = app.use(useSavedWorkflows)
    saved.open(SKY)
    await app.settle()
    app.recorded.answer('api.getUserFile', () => Promise.resolve('not json'))
    saved.open(SKY)
    await app.settle()
    expect(useNoticeStore().notices.map(({ title }) => title)).toEqual([
      'Could not open studies/Sky',
      'Could not open studies/Sky'
    ])
  })

  it('says that the server could not be asked, and asks again', async () => {
    app.recorded.fail('api.listUserFiles', 'no answer')
    const saved = app.use(useSavedWorkflows)
    await app.settle()
    expect(saved.phase.value).toBe('failed')
    app.recorded.answer('api.listUserFiles', () => Promise.resolve([]))
    saved.refresh()
    await app.settle()
    expect(saved.phase.value).toBe('ready')
  })
})
