import { makeGrowth, SAMPLER, SAVE } from '../flows/documents'
import { ENDLESS, expectProgress, startEndless, stopAll } from '../flows/running'
import { BARE } from '../pages/graphPage'
import { expect, test } from '../setup/test'

const SAME_ID = '0f3b2c44-6c0e-4a57-9d1a-7c8d4f5e6a01'

test('[B7] the same file opened twice: only the tab that submitted shows the run', async ({
  app
}) => {
  const file = { ...makeGrowth(ENDLESS), id: SAME_ID }
  const first = await app.openDocument(file, 'once')
  const second = await app.openDocument(file, 'twice')
  expect(second).not.toBe(first)
  await app.runButton.click()
  await expectProgress(app, 'twice')
  await expect(app.tab('once')).toHaveAttribute('data-state', 'idle')
  await app.tab('once').click()
  expect(await app.getNode(SAMPLER)).toEqual(BARE)
  await stopAll(app)

  await app.graph.typeNumber(SAMPLER, 'steps', 5)
  await app.runButton.click()
  await expect(app.tab('once')).toHaveAttribute('data-state', 'succeeded')
  await expect
    .poll(async () => (await app.getNode(SAVE)).images)
    .toEqual([expect.stringContaining('/view?')])
  await expect(app.tab('twice')).toHaveAttribute('data-state', 'idle')
  await app.tab('twice').click()
  expect(await app.getNode(SAVE)).toEqual(BARE)
})

test('[B8] renaming and saving keep the run; a duplicate has an identity of its own', async ({
  app
}) => {
  const id = await startEndless(app, 'before')
  await app.rename('before', 'after')
  await expect(app.tab('after')).toHaveAttribute('data-workflow-id', id)
  await expect(app.tab('after')).toHaveAttribute('data-state', 'running')
  await app.chooseOfTab('after', 'Save')
  await expect(app.tab('after')).toHaveAttribute('data-unsaved', 'false')
  await expect(app.tab('after')).toHaveAttribute('data-workflow-id', id)
  await expectProgress(app, 'after', Number(await app.tab('after').getAttribute('data-progress')))

  await app.chooseOfTab('after', 'Duplicate')
  await expect(app.activeTab).toContainText('after (copy)')
  expect(await app.activeTab.getAttribute('data-workflow-id')).not.toBe(id)
  await expect(app.activeTab).toHaveAttribute('data-state', 'idle')
  expect(await app.getNode(SAMPLER)).toMatchObject({ progress: null, isRunning: false })
  const copy = await app.getDocument()
  await app.tab('after').click()
  expect((await app.getDocument()).id).not.toBe(copy.id)
  await expect(app.tab('after')).toHaveAttribute('data-state', 'running')
  await app.jobs.open()
  await expect(app.jobs.ofWorkflow(id)).toHaveCount(1)
  await stopAll(app)
  await expect(app.tab('after (copy)')).toHaveAttribute('data-state', 'idle')
})
