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
const moved: unknown[] = []
beforeEach(() => {
  app = createAppHarness()
  changes = 0
  moved.length = 0
  app.recorded.answer('api.moveUserFile', () => Promise.resolve('moved'))
  addWorkflow('a', { name: 'Sky', path: SKY.path })
})
afterEach(() => app.unmount())

const use = () =>
  app.use(() =>
    useSavedFileActions({
      onChanged: () => void changes++,
      onMoved: (path, to) => void moved.push([path, to])
    })
  )
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
    expect(moved).toEqual([[SKY.path, 'workflows/studies/Sunset.json']])
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
    expect([tab()?.path, moved]).toEqual([SKY.path, []])
  })
})

const makeSaved = (name: string) => ({ path: `workflows/${name}.json`, name })

describe('folders', () => {
  const FILES = [makeSaved('a/b/One'), makeSaved('a/b/c/Two')]

  it('move with all that is in them', async () => {
    use().moveInto(FILES, 'a/', 'kept/')
    await app.settle()
    expect(app.recorded.getCalls('api.moveUserFile')).toEqual([
      ['workflows/a/b/One.json', 'workflows/kept/b/One.json'],
      ['workflows/a/b/c/Two.json', 'workflows/kept/b/c/Two.json']
    ])
    expect(changes).toBe(1)
  })

  it('are renamed, and a workflow that is where it is to go stays', async () => {
    const { moveInto, renameFolder } = use()
    renameFolder('a/b/', FILES, 'a/sea')
    moveInto([SKY], '', '')
    await app.settle()
    expect(app.recorded.getCalls('api.moveUserFile').map(([, to]) => to)).toEqual([
      'workflows/a/sea/One.json',
      'workflows/a/sea/c/Two.json'
    ])
  })

  it('of which a part can’t be moved are read anew, and it is said', async () => {
    app.recorded.fail('api.moveUserFile', 'disk full')
    use().moveInto(FILES, 'a/', '')
    await app.settle()
    expect(useNoticeStore().notices[0]).toMatchObject({
      title: 'Could not move everything',
      detail: 'disk full'
    })
    expect(changes).toBe(1)
  })

  it('are deleted after one question that says how many', async () => {
    use().remove(FILES, 'a/b')
    await app.settle()
    expect(useDialogStore().current?.message).toContain('2 workflows in “a/b”')
    useDialogStore().answer(useDialogStore().current!.id, 'confirm')
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toHaveLength(2)
    expect(moved).toEqual(FILES.map(({ path }) => [path, null]))
  })
})

describe('duplicating a saved workflow', () => {
  it('[B8] makes a file beside it with an id of its own, under the first name that is free', async () => {
    app.recorded.answer('api.getUserFile', () => Promise.resolve('{"id":"one","nodes":[]}'))
    const taken = 'workflows/studies/Sky (copy).json'
    app.recorded.answer('api.storeUserFile', (path: string) =>
      Promise.resolve(path === taken ? 'exists' : 'stored')
    )
    use().duplicate(makeSaved('studies/Sky'))
    await app.settle()
    const [, second] = app.recorded.getCalls('api.storeUserFile')
    expect([second?.[0], second?.[2]]).toEqual([
      'workflows/studies/Sky (copy) 2.json',
      { overwrite: false }
    ])
    const copy = JSON.parse(second?.[1] as string) as { id: string; nodes: unknown[] }
    expect(copy.nodes).toEqual([])
    expect(copy.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(changes).toBe(1)
  })
})

describe('deleting a saved workflow', () => {
  it('asks first, and keeps the open tab as unsaved', async () => {
    use().remove([SKY], SKY.name)
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([])
    useDialogStore().answer(useDialogStore().current!.id, 'confirm')
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([[SKY.path]])
    expect([tab()?.path, tab()?.isModified, changes]).toEqual([null, true, 1])
  })

  it('keeps it when the answer is no', async () => {
    use().remove([SKY], SKY.name)
    await app.settle()
    useDialogStore().answer(useDialogStore().current!.id, 'cancel')
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([])
  })

  it('doesn’t ask who doesn’t want to be asked', async () => {
    useSettingStore().applySettings({ 'Comfy.Workflow.ConfirmDelete': false })
    use().remove([SKY], SKY.name)
    await app.settle()
    expect(app.recorded.getCalls('api.deleteUserFile')).toEqual([[SKY.path]])
  })
})
