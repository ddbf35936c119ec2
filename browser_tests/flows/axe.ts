import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * What an automated accessibility check finds wrong, as rule and element.
 *
 * @param within selector of what is looked at; the whole page takes longer
 */
export async function findViolations(page: Page, within = 'html'): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    // The page has no frames: no second page is needed to put their findings together, nor lists of what is right.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)
  )
}
