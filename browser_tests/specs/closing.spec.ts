import { SAMPLER } from '../flows/documents'
import { openGrowth, startEndless } from '../flows/running'
import { expect, test } from '../setup/test'

test('closing asks about changes that are not saved', async ({ app, server }) => {
  await openGrowth(app, 'drawing')
  await openGrowth(app, 'untouched')
  await app.close('untouched')
  await expect(app.tab('untouched')).toHaveCount(0)

  await app.tab('drawing').click()
  await app.graph.typeNumber(SAMPLER, 'steps', 11)
  await expect(app.tab('drawing')).toHaveAttribute('data-unsaved', 'true')
  await app.close('drawing')
  await app.dialogCancel.click()
  await expect(app.tab('drawing')).toHaveAttribute('data-unsaved', 'true')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'steps')).toBe(11)

  await app.close('drawing')
  await app.dialogConfirm.click()
  await expect(app.tab('drawing')).toHaveCount(0)
  const saved = (await server.readUserFile('workflows/drawing.json')) as { nodes: unknown[] }
  expect(saved.nodes).toContainEqual(
    expect.objectContaining({ id: SAMPLER, widgets_values: expect.arrayContaining([11]) })
  )

  await openGrowth(app, 'scrap')
  await app.graph.typeNumber(SAMPLER, 'steps', 12)
  // At once: what was typed a moment ago counts, too.
  await app.page.keyboard.press('Alt+w')
  await app.dialogDiscard.click()
  await expect(app.tab('scrap')).toHaveCount(0)
  expect(await server.readUserFile('workflows/scrap.json')).toBeNull()
})

test('[B39] closing a workflow or a browser tab interrupts nothing', async ({
  app,
  openApp,
  server
}) => {
  await startEndless(app, 'closed')
  await app.close('closed')
  await expect(app.tab('closed')).toHaveCount(0)
  await app.jobs.open()
  await expect(app.jobs.inState('running')).toHaveCount(1)
  await startEndless(app, 'left', 2)
  const watcher = await openApp()
  await app.page.close()
  await watcher.jobs.open()
  await expect.poll(() => server.countUnfinished()).toBe(2)
  await watcher.jobs.scope.click()
  await expect(watcher.jobs.inState('running')).toHaveCount(2)
  for (const left of [1, 0]) {
    await watcher.jobs.inState('running').first().getByTestId('job-cancel').click()
    await expect(watcher.jobs.inState('running')).toHaveCount(left)
  }
  await expect.poll(() => server.countUnfinished()).toBe(0)
})

test('the middle button closes a tab, and dragging moves it', async ({ app }) => {
  await openGrowth(app, 'one')
  await openGrowth(app, 'two')
  await openGrowth(app, 'three')
  await app.tab('three').dragTo(app.tab('one'), { targetPosition: { x: 5, y: 10 } })
  await expect(app.tabs.nth(1)).toHaveAttribute('title', 'three')
  await app.tab('two').click({ button: 'middle' })
  await expect(app.tab('two')).toHaveCount(0)
  await expect(app.tab('three')).toHaveAttribute('data-active', 'true')
})
