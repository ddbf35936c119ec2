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
    Promise.resolve([
      'Upscale.json',
      'studies/Sky.json',
      'notes.txt',
      '.index.json',
      'studies/.hidden.json'
    ])
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

  it('asks for bookmarks only where there is something to mark', async () => {
    app.recorded.answer('api.listUserFiles', () => Promise.resolve(['notes.txt']))
    const saved = app.use(useSavedWorkflows)
    await app.settle()
    expect(saved.phase.value).toBe('ready')
    expect(app.recorded.getCalls('api.getUserFile')).toEqual([])
  })

  it('reads the list again when a workflow was saved', async () => {
    addWorkflow('a')
    app.use(useSavedWorkflows)
    await app.settle()
    useWorkflowStore().patchWorkflow(toWorkflowId('a'), { path: 'workflows/A.json' })
    await app.settle()
    expect(app.recorded.getCalls('api.listUserFiles')).toHaveLength(2)
  })

  it('opens a saved workflow, and says why when it can’t', async () => {
    const saved = app.use(useSavedWorkflows)
    saved.open(SKY)
    await app.settle()
    expect(app.recorded.getCalls('workflows.openSaved')).toEqual([[SKY.path]])
    app.recorded.fail('workflows.openSaved', 'gone')
    saved.open(SKY)
    await app.settle()
    expect(useNoticeStore().notices.map(({ title, detail }) => [title, detail])).toEqual([
      ['Could not open studies/Sky', 'gone']
    ])
  })

  it('knows which are open, which of them have edits, and which is in front', async () => {
    addWorkflow('a', { path: SKY.path, isModified: true })
    addWorkflow('b')
    useWorkflowStore().activate(toWorkflowId('b'))
    const saved = app.use(useSavedWorkflows)
    expect(saved.getMark(SKY.path)).toEqual({ isModified: true, isActive: false })
    useWorkflowStore().activate(toWorkflowId('a'))
    expect(saved.getMark(SKY.path)).toEqual({ isModified: true, isActive: true })
    expect(saved.getMark('workflows/Upscale.json')).toBeNull()
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
