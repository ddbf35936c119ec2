import type { Locator, Page } from '@playwright/test'

/** The job panel. */
export class JobListPage {
  readonly toggle: Locator
  readonly list: Locator
  readonly rows: Locator
  readonly scope: Locator

  constructor(page: Page) {
    this.toggle = page.getByTestId('job-panel-toggle')
    this.list = page.getByTestId('job-list')
    this.rows = page.getByTestId('job-row')
    this.scope = page.getByTestId('scope-switch')
  }

  /** Opens the panel if it is closed. */
  async open(): Promise<void> {
    if (await this.list.isVisible()) return
    await this.toggle.click()
    await this.list.waitFor()
  }

  /** Rows of one workflow. */
  ofWorkflow(workflowId: string): Locator {
    return this.list.locator(`[data-testid="job-row"][data-workflow-id="${workflowId}"]`)
  }
}
