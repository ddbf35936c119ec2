import { INNER, INSTANCE, makeNested, SAMPLER, SAVE } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'

test('[B34] a subgraph node shows the slowest running child, and an error before all', async ({
  app
}) => {
  const { run } = await app.startSampling('nested', makeNested())
  const [first, second] = [`${INSTANCE}:${INNER}`, `${INSTANCE}:4`]
  run.snapshot({ [first]: [15, 20], [second]: [5, 20] })
  await expect.poll(async () => (await app.getNode(INSTANCE)).progress).toBe(0.25)
  run.snapshot({ [first]: [15, 20], [second]: [20, 20, 'finished'] })
  await expect.poll(async () => (await app.getNode(INSTANCE)).progress).toBe(0.75)
  await app.enterSubgraph(INSTANCE)
  await expect.poll(async () => (await app.getNode(INNER)).progress).toBe(0.75)
  expect(await app.getNode(4)).toMatchObject({ progress: null, isRunning: false })
  await app.leaveSubgraph()
  expect((await app.getNode(INSTANCE)).progress).toBe(0.75)
  run.fail(first)
  await expect
    .poll(async () => app.getNode(INSTANCE))
    .toMatchObject({
      progress: null,
      isRunning: false,
      hasErrors: true
    })
  await app.enterSubgraph(INSTANCE)
  expect((await app.getNode(INNER)).hasErrors).toBe(true)
  expect((await app.getNode(4)).hasErrors).toBe(false)
})

test('[B35, B36] percent is whole, within bounds and never a step back', async ({ app }) => {
  const { run, tab } = await app.startSampling('counts')
  await app.jobs.open()
  const row = app.row(run.promptId)
  const read = async () => Number(await row.getAttribute('data-progress'))
  const odd: [number, number][] = [
    [0, 0],
    [5, 0],
    [-5, 20],
    [-1, -1]
  ]
  for (const [value, max] of odd) {
    run.step(SAMPLER, value, max)
    await app.settle()
    expect(await row.getAttribute('data-progress')).toMatch(/^\d{1,3}$/)
    const { progress } = await app.getNode(SAMPLER)
    expect(progress === null || (progress >= 0 && progress <= 1)).toBe(true)
  }
  run.step(SAMPLER, 324, 1000)
  await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBeCloseTo(0.324)
  await expect.poll(read).toBe(16)
  run.step(SAMPLER, 30, 20)
  await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(1)
  await expect.poll(read).toBe(50)
  run.snapshot({ [SAMPLER]: [20, 20, 'finished'], [SAVE]: [0, 1] })
  await app.settle()
  expect(await read()).toBe(50)
  run.snapshot({ [SAMPLER]: [20, 20, 'finished'], [SAVE]: [1, 1, 'finished'] })
  await expect(row).toHaveAttribute('data-progress', '100')
  await expect(tab).toHaveAttribute('data-progress', '100')
})

test('[B36] cached nodes count as done', async ({ app }) => {
  await app.openDocument(makeNested(), 'cached')
  const run = await app.run()
  run.start([`${INSTANCE}:${INNER}`, `${INSTANCE}:4`])
  await app.jobs.open()
  await expect(app.row(run.promptId)).toHaveAttribute('data-progress', '67')
  run.snapshot({ [SAVE]: [1, 2] })
  await expect(app.row(run.promptId)).toHaveAttribute('data-progress', '83')
})
