import {
  makeImageOutput,
  makeNested,
  makeSampling,
  INNER,
  INSTANCE,
  SAMPLER,
  SAVE
} from '../../flows/sampling'
import { encodePlainPreview, encodePreview, PIXELS } from '../../setup/frames'
import { readObjectUrls, watchObjectUrls } from '../../setup/objectUrls'
import { expect, test } from '../../setup/scripted'

const BLOB = expect.stringMatching(/^blob:/)

test('[B16, B18] a background preview is on its own node and in the job list, never in front', async ({
  app
}) => {
  const { run, tab } = await app.startSampling('paints')
  await app.openDocument(makeSampling({ seed: 2 }), 'front')
  run.begin(SAMPLER).preview(SAMPLER, PIXELS.red).step(SAMPLER, 5, 20)
  await app.jobs.open()
  const picture = app
    .row(run.promptId)
    .getByTestId('job-preview')
    .locator('img')
    .or(app.row(run.promptId).locator('img[data-testid="job-preview"]'))
  await expect(picture).toHaveAttribute('src', /^blob:/)
  expect((await app.getNode(SAMPLER)).images).toEqual([])
  expect((await app.getLegacy()).nodePreviewImages).toEqual({})
  for (let count = 0; count < 3; count += 1) {
    await tab.click()
    await expect.poll(async () => (await app.getNode(SAMPLER)).images).toEqual([BLOB])
    await app.tab('front').click()
    expect((await app.getNode(SAMPLER)).images).toEqual([])
  }
  await expect(picture).toHaveAttribute('src', /^blob:/)
})

test('[B16] a preview without metadata belongs to the one run that it can be of', async ({
  app,
  script
}) => {
  const { run, tab } = await app.startSampling('paints')
  await app.openDocument(makeSampling({ seed: 2 }), 'front')
  run.begin(SAMPLER).step(SAMPLER, 5, 20)
  script.send(run.clientId, encodePlainPreview(PIXELS.red))
  await app.settle()
  expect((await app.getNode(SAMPLER)).images).toEqual([])
  await tab.click()
  await expect.poll(async () => (await app.getNode(SAMPLER)).images).toEqual([BLOB])
})

test('[B17, B34] a preview and the progress are on the inner node and on what encloses it', async ({
  app
}) => {
  const { run } = await app.startSampling('nested', makeNested())
  const inner = `${INSTANCE}:${INNER}`
  run.begin(inner).step(inner, 5, 20).preview(inner, PIXELS.red)
  await expect
    .poll(async () => app.getNode(INSTANCE))
    .toMatchObject({ progress: 0.25, isRunning: true, images: [BLOB] })
  await app.enterSubgraph(INSTANCE)
  await expect
    .poll(async () => app.getNode(INNER))
    .toMatchObject({ progress: 0.25, isRunning: true, images: [BLOB] })
  run
    .snapshot({ [inner]: [20, 20, 'finished'] })
    .executed(SAVE, makeImageOutput('a.png'))
    .succeed()
  await expect
    .poll(async () => app.getNode(INNER))
    .toMatchObject({ progress: null, isRunning: false })
  await app.leaveSubgraph()
  await expect
    .poll(async () => app.getNode(INSTANCE))
    .toMatchObject({ progress: null, isRunning: false })
})

test.describe('object URLs', () => {
  test('[B18, B19] are revoked exactly once: when replaced, when the tab closes', async ({
    openApp
  }) => {
    const app = await openApp()
    await watchObjectUrls(app.page)
    await app.reload()
    const first = await app.startSampling('closes')
    const second = await app.startSampling('stays')
    second.run.begin(SAMPLER).preview(SAMPLER, PIXELS.red)
    await expect.poll(async () => (await app.getNode(SAMPLER)).images).toEqual([BLOB])
    const [shown] = (await app.getNode(SAMPLER)).images
    // Equal and further running frames leave it alone.
    second.run.step(SAMPLER, 5, 20).step(SAMPLER, 6, 20).step(SAMPLER, 7, 20)
    await app.settle()
    expect((await readObjectUrls(app.page)).open).toContain(shown)
    // Another one replaces it.
    second.run.preview(SAMPLER, PIXELS.black)
    await expect.poll(async () => (await app.getNode(SAMPLER)).images[0]).not.toBe(shown)
    await expect.poll(async () => (await readObjectUrls(app.page)).open).not.toContain(shown)
    const [kept] = (await app.getNode(SAMPLER)).images
    // A neighbour's closing and the frames of a stranger touch it not.
    await first.tab.click()
    first.run.begin(SAMPLER).preview(SAMPLER, PIXELS.red)
    await expect.poll(async () => (await app.getNode(SAMPLER)).images).toEqual([BLOB])
    await first.tab.getByTestId('workflow-tab-close').click()

    await expect(first.tab).toHaveCount(0)
    await app.settle()
    await expect.poll(async () => (await app.getNode(SAMPLER)).images).toEqual([BLOB])
    expect((await readObjectUrls(app.page)).twice).toEqual([])
    expect(kept).toMatch(/^blob:/)
    second.run.executed(SAMPLER, makeImageOutput('own.png')).succeed()
    await expect
      .poll(async () => (await app.getNode(SAMPLER)).images)
      .toEqual([expect.stringContaining('own.png')])
    await expect.poll(async () => (await readObjectUrls(app.page)).open).toEqual([])
    expect((await readObjectUrls(app.page)).twice).toEqual([])
  })

  test('[B19] a stranger’s frames revoke nothing; a restarted node drops its old one once', async ({
    openApp,
    script
  }) => {
    const app = await openApp()
    await watchObjectUrls(app.page)
    await app.reload()
    const { run } = await app.startSampling('mine')
    run.begin(SAMPLER).preview(SAMPLER, PIXELS.red)
    await expect.poll(async () => (await app.getNode(SAMPLER)).images).toEqual([BLOB])
    const before = await readObjectUrls(app.page)
    const stranger = '99999999-8888-4777-8666-555555555555'
    const { clientId } = run
    script.send(clientId, { type: 'execution_start', data: { prompt_id: stranger } })
    const node = {
      value: 0,
      max: 1,
      state: 'running',
      node_id: '3',
      prompt_id: stranger,
      display_node_id: '3'
    }
    script.send(clientId, {
      type: 'progress_state',
      data: { prompt_id: stranger, nodes: { 3: node } }
    })
    script.send(clientId, { type: 'executing', data: { prompt_id: stranger, node: '3' } })
    script.send(clientId, encodePreview(stranger, '3', PIXELS.black))
    script.send(clientId, { type: 'execution_success', data: { prompt_id: stranger } })
    await app.settle()
    expect(await readObjectUrls(app.page)).toEqual(before)
    run.succeed()
    const next = await app.run()
    next.start().begin(SAMPLER).step(SAMPLER, 1, 20).step(SAMPLER, 2, 20).step(SAMPLER, 3, 20)
    await expect.poll(async () => (await app.getNode(SAMPLER)).images).toEqual([])
    await expect.poll(async () => (await readObjectUrls(app.page)).open).toEqual([])
    expect((await readObjectUrls(app.page)).twice).toEqual([])
  })

  test('[B18] clearing the workflow revokes its previews', async ({ openApp }) => {
    const app = await openApp()
    await watchObjectUrls(app.page)
    await app.reload()
    const { run } = await app.startSampling('cleared')
    run.begin(SAMPLER).preview(SAMPLER, PIXELS.red)
    await expect.poll(async () => (await app.getNode(SAMPLER)).images).toEqual([BLOB])
    await app.page.evaluate(() => {
      ;(window as never as { app: { graph: { clear(): void } } }).app.graph.clear()
    })
    await expect.poll(async () => (await readObjectUrls(app.page)).open).toEqual([])
    expect((await readObjectUrls(app.page)).twice).toEqual([])
  })
})
