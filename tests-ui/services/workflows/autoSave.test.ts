import { beforeEach, describe, expect, it } from 'vitest'
import type { WorkflowId } from '@/domain/ids'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'

let core: CoreHarness
let a: WorkflowId
beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
  await core.workflowService.save(a)
  core.settings.applySettings({
    'Comfy.Workflow.AutoSave': 'after delay',
    'Comfy.Workflow.AutoSaveDelay': 1000
  })
})

const FILE = 'workflows/A.json'
const edit = (seed: number) =>
  core.graphs.edit(a, (document) => (document.prompt = makePrompt(seed)))
const pass = async (milliseconds: number) => {
  core.pass(milliseconds)
  await core.settle()
}
const read = async () => /"seed":(\d+)/.exec((await core.api.getUserFile(FILE)) ?? '')?.[1]
const isModified = () => core.workflows.getWorkflow(a)?.isModified
const countStored = () =>
  core.server.requests.filter(({ method }) => method === 'storeUserFile').length

describe('saving without being asked to', () => {
  it('writes the file when the edits have rested for the time that was chosen, once for all of them', async () => {
    const before = countStored()
    edit(2)
    await pass(900)
    edit(3)
    await pass(900)
    expect([countStored(), isModified()]).toEqual([before, true])
    await pass(200)
    expect([await read(), countStored(), isModified()]).toEqual(['3', before + 1, false])
    core.settings.applySettings({ 'Comfy.Workflow.AutoSaveDelay': 'soon' })
    edit(4)
    await pass(1100)
    expect(await read()).toBe('4')
  })

  it('is off by default; switched on, it saves what waits', async () => {
    core.settings.applySettings({ 'Comfy.Workflow.AutoSave': 'off' })
    edit(2)
    await pass(60_000)
    expect(isModified()).toBe(true)
    core.settings.applySettings({ 'Comfy.Workflow.AutoSave': 'after delay' })
    await core.settle()
    await pass(1100)
    expect([await read(), isModified()]).toEqual(['2', false])
  })

  it('leaves alone what has no file yet', async () => {
    const before = countStored()
    const b = await core.open('B')
    core.graphs.edit(b, () => {})
    await pass(2000)
    expect([countStored(), core.workflows.getWorkflow(b)?.isModified]).toEqual([before, true])
  })

  it('asks about a file that another has changed, once until it is saved by hand', async () => {
    await core.api.storeUserFile(FILE, 'theirs', { overwrite: true })
    edit(2)
    await pass(1100)
    expect(core.dialogs.current?.title).toContain('has changed on the server')
    edit(3)
    await pass(1100)
    core.dialogs.answer(core.dialogs.current!.id, 'cancel')
    await pass(5000)
    expect(core.dialogs.current).toBeNull()
    expect(await core.api.getUserFile(FILE)).toBe('theirs')
    const byHand = core.workflowService.save(a)
    await core.settle()
    core.dialogs.answer(core.dialogs.current!.id, 'discard')
    expect(await byHand).toBe(true)
    edit(4)
    await pass(1100)
    expect(await read()).toBe('4')
  })

  it('says once that the server does not store it, hands nobody a file, and goes on with the next edit', async () => {
    core.server.isDown = true
    edit(2)
    await pass(1100)
    edit(3)
    await pass(1100)
    expect(core.notices.notices.map(({ title }) => title)).toEqual([
      '“A” could not be saved automatically'
    ])
    expect([core.files, isModified()]).toEqual([[], true])
    core.server.isDown = false
    edit(4)
    await pass(1100)
    expect([await read(), isModified()]).toEqual(['4', false])
  })

  it('saves what was edited while it was saving after that', async () => {
    const release = core.server.hold('storeUserFile', 'request')
    edit(2)
    await pass(1100)
    edit(3)
    await pass(1100)
    await release()
    await pass(1100)
    expect([await read(), isModified()]).toEqual(['3', false])
  })

  it('leaves no timer behind', async () => {
    edit(2)
    const waiting = core.clock.pending
    core.dispose()
    expect(core.clock.pending).toBeLessThan(waiting)
    await pass(5000)
    expect(isModified()).toBe(true)
  })
})
