import { expectProgress } from '../flows/running'
import { expect, test } from '../setup/test'

test('a first visit opens a sample that runs at the press of Run; a second doesn’t', async ({
  app,
  server
}) => {
  await expect(app.tabs).toHaveCount(1)
  await expect(app.activeTab).toContainText('Grow a pattern')
  const { height } = app.page.viewportSize()!
  for (const id of ['minimap', 'toggle-minimap']) {
    const box = await app.page.getByTestId(id).boundingBox()
    expect(height - box!.y - box!.height).toBeLessThan(70)
  }
  // All of it is in sight, the node that will show the picture too.
  const stage = (await app.page.getByTestId('graph-canvas').boundingBox())!
  for (const type of ['Note', 'ReactionDiffusionSampler', 'ImageSharpen', 'SaveImage']) {
    const { x, y } = await app.graph.getMiddle(await app.graph.findNode(type))
    expect(x).toBeGreaterThan(stage.x)
    expect(x).toBeLessThan(stage.x + stage.width - 100)
    expect(y).toBeLessThan(stage.y + stage.height)
  }
  await app.runButton.click()
  await expectProgress(app, 'Grow a pattern')
  await app.stopWorkflow.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'idle')
  const sampler = await app.graph.findNode('ReactionDiffusionSampler')
  await app.graph.typeNumber(sampler, 'steps', 3)
  await app.runButton.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')
  const saver = await app.graph.findNode('SaveImage')
  await expect
    .poll(async () => (await app.getNode(saver)).images)
    .toEqual([expect.stringContaining('/view?')])
  await app.close('Grow a pattern')
  await app.dialogDiscard.click()
  await expect(app.activeTab).toContainText('Unsaved Workflow')
  await app.page.evaluate(() => sessionStorage.clear())
  await app.open(server.url)
  await expect(app.activeTab).toContainText('Unsaved Workflow')
})
