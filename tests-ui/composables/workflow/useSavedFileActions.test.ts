import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useSavedFileActions } from '@/composables/workflow/useSavedFileActions'
import { toWorkflowId } from '@/domain/ids'
import { useDialogStore } from '@/stores/dialogStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

const SKY = { path: 'workflows/Sky.json', name: 'Sky' }

let app: AppHarness
let changes = 0
beforeEach(() => {
  app = createAppHarness()
  changes = 0
  app.recorded.answer('api.moveUserFile', () => Promise.resolve('moved'))
  addWorkflow('a', { name: 'Sky', path: SKY.path })
})
afterEach(() => app.unmount())

const use = () => app.use(() => useSavedFileActions(() => void changes++))
const tab = () => useWorkflowStore().getWorkflow(toWorkflowId('a'))

describe('renaming a saved workflow', () => {
  it('[B8] takes the tab that has it open along', async () => {
    use().rename(SKY, 'studies/Sunset')
    await app.settle()
    expect([tab()?.path, tab()?.name, changes]).toEqual([
      'workflows/studies/Sunset.json',
      'Sunset',
      1
    ])
  })

  it('leads out of no folder, and does nothing for no name or the same', async () => {
    const { rename } = use()
    rename(SKY, '../../etc/pass:wd')
    rename(SKY, ' / ')
    rename(SKY, 'Sky')
    await app.settle()
    expect(app.recorded.getCalls('api.moveUserFile')).toEqual([
      [SKY.path, 'workflows/etc/pass_wd.json']
    ])
  })

  it('says that the name is taken, and changes nothing', async () => {
    app.recorded.answer('api.moveUserFile', () => Promise.resolve('exists'))
    use().rename(SKY, 'Sea')
    await app.settle()
    expect(useNoticeStore().notices[0]?.title).toBe('There is a Sea already')
    expect([tab()?.path, changes]).toEqual([SKY.path, 0])
  })
})

describe('deleting a saved workflow', () => {
  it('asks first, and keeps the open tab as unsaved', async () => {
    use().remove(SKY)
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([])
    useDialogStore().answer(useDialogStore().current!.id, 'confirm')
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([[SKY.path]])
    expect([tab()?.path, tab()?.isModified, changes]).toEqual([null, true, 1])
  })

  it('keeps it when the answer is no', async () => {
    use().remove(SKY)
    await app.settle()
    useDialogStore().answer(useDialogStore().current!.id, 'cancel')
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([])
  })

  it('doesn’t ask who doesn’t want to be asked', async () => {
    useSettingStore().applySettings({ 'Comfy.Workflow.ConfirmDelete': false })
    use().remove(SKY)
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([[SKY.path]])
  })
})
