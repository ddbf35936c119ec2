import { SAMPLER } from '../flows/documents'
import { openGrowth } from '../flows/running'
import { expect, test } from '../setup/test'

test.describe('[B14] the run mode is the tab’s own', () => {
  test('endless goes on behind other tabs, until it is stopped', async ({ app, server }) => {
    await openGrowth(app, 'endless', { seed: 1, steps: 5, control: 'increment' })
    await app.chooseRunMode('endless')
    await app.runButton.click()
    await openGrowth(app, 'other', { seed: 50, steps: 5 })
    await expect(app.runMode).toHaveAttribute('data-mode', 'once')
    await expect.poll(async () => (await server.listHistory()).length).toBeGreaterThan(3)
    await expect(app.tab('other')).toHaveAttribute('data-state', 'idle')
    await app.tab('endless').click()
    await expect(app.runMode).toHaveAttribute('data-mode', 'endless')
    await app.chooseRunMode('once')
    await expect(app.tab('endless')).toHaveAttribute('data-state', 'succeeded')
    await expect.poll(() => server.countUnfinished()).toBe(0)
    const seeds = (await server.listHistory()).map(({ inputs }) => inputs[SAMPLER]?.seed)
    expect(seeds).toEqual(seeds.map((_, index) => index + 1))
  })

  test('endless stops with a message when it would run the same for ever', async ({
    app,
    server
  }) => {
    await openGrowth(app, 'same', { steps: 5 })
    await app.chooseRunMode('endless')
    await app.runButton.click()
    await expect(app.toasts.filter({ hasText: 'stopped' })).toContainText('same')
    await expect(app.tab('same')).toHaveAttribute('data-state', 'succeeded')
    await expect(app.runMode).toHaveAttribute('data-mode', 'once')
    expect(await server.listHistory()).toHaveLength(1)
  })

  test('on change runs the tab that is edited, once for each edit', async ({ app, server }) => {
    await openGrowth(app, 'watched', { steps: 5 })
    await app.chooseRunMode('change')
    await openGrowth(app, 'other', { seed: 50, steps: 5 })
    await app.graph.typeNumber(SAMPLER, 'seed', 51)
    await app.tab('watched').click()
    await app.graph.typeNumber(SAMPLER, 'seed', 12)
    await expect(app.tab('watched')).toHaveAttribute('data-state', 'succeeded')
    await app.graph.typeNumber(SAMPLER, 'seed', 13)
    await expect.poll(async () => (await server.listHistory()).length).toBe(2)
    await expect(app.tab('other')).toHaveAttribute('data-state', 'idle')
    const seeds = (await server.listHistory()).map(({ inputs }) => inputs[SAMPLER]?.seed)
    expect(seeds).toEqual([12, 13])
  })
})
