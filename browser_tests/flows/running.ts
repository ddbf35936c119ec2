import type { AppPage } from '../pages/appPage'
import { expect } from '../setup/test'
import { makeGrowth, type GrowthOptions } from './documents'

/** Steps of a growth that outlasts every test; it is stopped, or ends with its server. */
const ENDLESS_STEPS = 1000

/** Options of a growth that goes on until it is stopped. */
export const ENDLESS: GrowthOptions = { steps: ENDLESS_STEPS, size: 256 }

/** Opens a growth in a tab of its own. @returns its workflow id */
export async function openGrowth(
  app: AppPage,
  name: string,
  options: GrowthOptions = {}
): Promise<string> {
  return app.openDocument(makeGrowth(options), name)
}

/** Opens a growth that goes on until it is stopped, runs it, and waits until it has come somewhere. */
export async function startEndless(app: AppPage, name: string, seed = 1): Promise<string> {
  const id = await openGrowth(app, name, { ...ENDLESS, seed })
  await app.runButton.click()
  await expectProgress(app, name)
  return id
}

/** Waits until the tab tells of more than a beginning. */
export async function expectProgress(app: AppPage, name: string, above = 0): Promise<void> {
  await expect
    .poll(async () => Number(await app.tab(name).getAttribute('data-progress')))
    .toBeGreaterThan(above)
}

/** Stops everything, so that nothing takes the processor from what comes next. */
export async function stopAll(app: AppPage): Promise<void> {
  await app.stopAll.click()
  await expect(app.stopAll).toBeDisabled()
}
