import type { Locator, Page } from '@playwright/test'

/** The job panel. */
export class JobListPage {
  readonly toggle: Locator
  readonly list: Locator
  readonly rows: Locator
  readonly scope: Locator
  readonly search: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.toggle = page.getByTestId('job-panel-toggle')
    this.list = page.getByTestId('job-list')
    this.rows = page.getByTestId('job-row')
    this.scope = page.getByTestId('scope-switch')
    this.search = page.getByTestId('job-search')
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

  /** Rows in one state. */
  inState(state: string): Locator {
    return this.list.locator(`[data-testid="job-row"][data-state="${state}"]`)
  }

  /** Ids of the jobs on show, in their order. */
  async listPromptIds(): Promise<readonly string[]> {
    return this.rows.evaluateAll((rows) =>
      rows.map((row) => row.getAttribute('data-prompt-id') ?? '')
    )
  }

  row(promptId: string): Locator {
    return this.list.locator(`[data-testid="job-row"][data-prompt-id="${promptId}"]`)
  }

  filter(state: 'all' | 'running' | 'queued' | 'done' | 'failed'): Locator {
    return this.#page.getByTestId(`job-filter-${state}`)
  }

  /** Opens a row's menu. */
  async openMenu(row: Locator): Promise<void> {
    await row.hover()
    await row.getByTestId('job-menu').click()
  }
}
