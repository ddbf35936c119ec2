import { beforeEach, describe, expect, it } from 'vitest'
import type { WorkflowId } from '@/domain/ids'
import type { DialogAnswer } from '@/stores/dialogStore'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import { makeDocument } from '../../harness/coreGraphs'

let core: CoreHarness
let a: WorkflowId
beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
})

const get = (id: WorkflowId) => core.workflows.getWorkflow(id)
const store = (path: string, text: string) =>
  core.api.storeUserFile(path, text, { overwrite: true })
const edit = (id: WorkflowId, seed: number) =>
  core.graphs.edit(id, (document) => (document.prompt = makePrompt(seed)))
async function answer(kind: DialogAnswer, text?: string): Promise<void> {
  await core.settle()
  core.dialogs.answer(core.dialogs.current!.id, kind, text)
}
const theirs = JSON.stringify(makeDocument({ prompt: makePrompt(77), id: 'theirs' }))

/** A workflow that was saved here and then by somebody else. */
async function makeConflict(): Promise<string> {
  await core.workflowService.save(a)
  await store('workflows/A.json', theirs)
  edit(a, 5)
  return JSON.stringify(core.graphs.getDocument(a))
}

describe('saving a workflow that nobody has named', () => {
  it('asks for a name, and saves nothing without one', async () => {
    for (const name of ['Unsaved Workflow', 'Unsaved Workflow (12)']) {
      const id = await core.open(name)
      const saving = core.workflowService.save(id)
      await answer('cancel')
      expect(await saving).toBe(false)
      expect(await core.api.getUserFile(`workflows/${name}.json`)).toBeNull()
      const again = core.workflowService.save(id)
      await answer('confirm', 'harbour')
      await core.settle()
      if (core.dialogs.current) await answer('confirm')
      expect(await again).toBe(true)
      expect(get(id)).toMatchObject({ name: 'harbour', path: 'workflows/harbour.json' })
    }
  })

  it('asks nothing of one with a name of its own', async () => {
    const id = await core.open('Unsaved Workflow (mine)')
    expect(await core.workflowService.save(id)).toBe(true)
    expect(core.dialogs.current).toBeNull()
  })
})

describe('saving a workflow that came from a file', () => {
  it('writes that file, in whatever folder it is', async () => {
    await store('workflows/deep/down/B.json', theirs)
    await core.workflowService.openSaved('workflows/deep/down/B.json')
    const b = core.workflows.activeId!
    expect(get(b)).toMatchObject({ name: 'B', path: 'workflows/deep/down/B.json' })
    edit(b, 3)
    expect(await core.workflowService.save(b)).toBe(true)
    expect(await core.api.getUserFile('workflows/deep/down/B.json')).toContain('"seed":3')
    expect(await core.api.getUserFile('workflows/B.json')).toBeNull()
    expect(core.dialogs.current).toBeNull()
  })

  it('asks nothing when nobody else wrote it, nor when they wrote the same', async () => {
    await core.workflowService.save(a)
    edit(a, 2)
    expect(await core.workflowService.save(a)).toBe(true)
    edit(a, 3)
    await store('workflows/A.json', JSON.stringify(core.graphs.getDocument(a)))
    expect(await core.workflowService.save(a)).toBe(true)
    expect(get(a)?.isModified).toBe(false)
  })

  it('makes it again when it was deleted', async () => {
    await core.workflowService.save(a)
    await core.api.deleteUserFile('workflows/A.json')
    edit(a, 2)
    expect(await core.workflowService.save(a)).toBe(true)
    expect(await core.api.getUserFile('workflows/A.json')).toContain('"seed":2')
  })
})

describe('a file that changed on the server', () => {
  it('stays as it is until the user says what is to become of it', async () => {
    await makeConflict()
    const saving = core.workflowService.save(a)
    await answer('cancel')
    expect(await saving).toBe(false)
    expect(get(a)).toMatchObject({ isModified: true, path: 'workflows/A.json' })
    expect(await core.api.getUserFile('workflows/A.json')).toBe(theirs)
  })

  it('is overwritten when wanted; the next save asks nothing', async () => {
    const mine = await makeConflict()
    const saving = core.workflowService.save(a)
    await answer('discard')
    expect(await saving).toBe(true)
    expect(await core.api.getUserFile('workflows/A.json')).toBe(mine)
    edit(a, 6)
    expect(await core.workflowService.save(a)).toBe(true)
  })

  it('stays beside a copy of mine, which the tab belongs to from now on', async () => {
    const mine = await makeConflict()
    await store('workflows/A (2).json', 'taken')
    const saving = core.workflowService.save(a)
    await answer('confirm')
    expect(await saving).toBe(true)
    expect(await core.api.getUserFile('workflows/A (3).json')).toBe(mine)
    expect(await core.api.getUserFile('workflows/A.json')).toBe(theirs)
    expect(await core.api.getUserFile('workflows/A (2).json')).toBe('taken')
    expect(get(a)).toMatchObject({
      name: 'A (3)',
      path: 'workflows/A (3).json',
      isModified: false
    })
  })

  it('opens beside mine, which stays open unsaved', async () => {
    const mine = await makeConflict()
    const saving = core.workflowService.save(a)
    await answer('alternative')
    expect(await saving).toBe(false)
    const opened = core.workflows.activeId!
    expect(opened).not.toBe(a)
    expect(get(opened)).toMatchObject({ name: 'A', path: 'workflows/A.json', isModified: false })
    expect(core.graphs.getDocument(opened).id).toBe('theirs')
    expect(get(a)).toMatchObject({ name: 'A (mine)', path: null, isModified: true })
    expect(JSON.stringify(core.graphs.getDocument(a))).toBe(mine)
    edit(opened, 9)
    expect(await core.workflowService.save(opened)).toBe(true)
  })

  it('that is no workflow any more is said, and mine stays as it is', async () => {
    await makeConflict()
    await store('workflows/A.json', 'no JSON')
    const saving = core.workflowService.save(a)
    await answer('alternative')
    expect(await saving).toBe(false)
    expect(core.notices.notices[0]?.title).toBe('“A” can’t be opened')
    expect(get(a)).toMatchObject({ path: 'workflows/A.json', isModified: true })
  })

  it('is noticed before a tab closes: nothing is written, and the tab stays', async () => {
    await makeConflict()
    const closing = core.workflowService.close(a)
    await answer('confirm')
    await answer('cancel')
    expect(await closing).toBe(false)
    expect(get(a)?.isModified).toBe(true)
  })
})

describe('saving under another name', () => {
  it('asks for it, makes folders, and leaves the file it came from', async () => {
    await core.workflowService.save(a)
    const before = await core.api.getUserFile('workflows/A.json')
    edit(a, 8)
    const saving = core.workflowService.saveAs(a)
    await core.settle()
    expect(core.dialogs.current?.field?.value).toBe('A')
    await answer('confirm', ' studies/../Night sky ')
    expect(await saving).toBe(true)
    expect(get(a)).toMatchObject({
      name: 'Night sky',
      path: 'workflows/studies/Night sky.json',
      isModified: false
    })
    expect(await core.api.getUserFile('workflows/A.json')).toBe(before)
  })

  it('does nothing without a name, and asks before it replaces another', async () => {
    await store('workflows/B.json', 'other')
    for (const [kind, text] of [
      ['cancel', 'x'],
      ['confirm', ' / ']
    ] as const) {
      const saving = core.workflowService.saveAs(a)
      await answer(kind, text)
      expect(await saving).toBe(false)
    }
    const saving = core.workflowService.saveAs(a)
    await answer('confirm', 'B')
    await answer('cancel')
    expect(await saving).toBe(false)
    expect(await core.api.getUserFile('workflows/B.json')).toBe('other')
  })
})

describe('renaming a workflow', () => {
  it('renames its file, in its folder', async () => {
    await store('workflows/deep/B.json', theirs)
    await core.workflowService.openSaved('workflows/deep/B.json')
    const b = core.workflows.activeId!
    await core.workflowService.rename(b, 'C/D')
    expect(get(b)).toMatchObject({ name: 'C/D', path: 'workflows/deep/C_D.json' })
    expect(await core.api.getUserFile('workflows/deep/B.json')).toBeNull()
    edit(b, 4)
    expect(await core.workflowService.save(b)).toBe(true)
  })

  it('leaves both as they are when the name is taken', async () => {
    await core.workflowService.save(a)
    await store('workflows/B.json', 'other')
    await core.workflowService.rename(a, 'B')
    expect(get(a)).toMatchObject({ name: 'A', path: 'workflows/A.json' })
    expect(core.notices.notices[0]?.title).toBe('There is a B already')
  })

  it('of one without a file is a name', async () => {
    await core.workflowService.rename(a, ' B ')
    expect(get(a)).toMatchObject({ name: 'B', path: null, isPristine: false })
  })
})

describe('opening a saved workflow', () => {
  it('brings the tab to the front that has it already', async () => {
    await core.workflowService.save(a)
    await core.open('B')
    await core.workflowService.openSaved('workflows/A.json')
    expect(core.workflows.activeId).toBe(a)
    expect(core.workflows.order).toHaveLength(2)
  })

  it('says that it has gone, or is none', async () => {
    await expect(core.workflowService.openSaved('workflows/gone.json')).rejects.toThrow(
      'The server has it no more.'
    )
    await store('workflows/odd.json', 'no JSON')
    await expect(core.workflowService.openSaved('workflows/odd.json')).rejects.toThrow()
  })
})
