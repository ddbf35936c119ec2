import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { JobListPage } from './jobListPage'

/** The page as its users and scripts reach it: through the handles and globals that stay stable. */
export class AppPage {
  readonly page: Page
  readonly jobs: JobListPage
  readonly tabs: Locator
  readonly runButton: Locator
  readonly stopWorkflow: Locator
  readonly stopAll: Locator
  readonly clearPending: Locator
  readonly connection: Locator
  readonly toasts: Locator

  constructor(page: Page) {
    this.page = page
    this.jobs = new JobListPage(page)
    this.tabs = page.getByTestId('workflow-tab')
    this.runButton = page.getByTestId('run-button')
    this.stopWorkflow = page.getByTestId('stop-workflow')
    this.stopAll = page.getByTestId('stop-all')
    this.clearPending = page.getByTestId('clear-pending')
    this.connection = page.getByTestId('connection-state')
    this.toasts = page.getByTestId('toast')
  }

  /** Loads the page and waits until it can be worked with. */
  async open(url: string): Promise<void> {
    await this.page.goto(url)
    await this.waitUntilUsable()
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.waitUntilUsable()
  }

  async waitUntilUsable(): Promise<void> {
    await expect(this.connection).toHaveAttribute('data-state', 'connected')
    await this.page.waitForFunction(() => {
      const { app } = window as unknown as { app?: { canvas?: { frame: number } } }
      return (app?.canvas?.frame ?? 0) > 0
    })
  }

  /** The tab in front. */
  get activeTab(): Locator {
    return this.page.locator('[data-testid="workflow-tab"][data-active="true"]')
  }

  /** A tab by its name. */
  tab(name: string): Locator {
    return this.tabs.filter({ hasText: name })
  }

  /** Opens a document as scripts do; resolves with the new tab's workflow id once it is drawn. */
  async openDocument(document: object, name: string): Promise<string> {
    await this.page.evaluate(
      async ([value, title]) => {
        const { app } = window as unknown as {
          app: { loadGraphData(...args: unknown[]): Promise<unknown> }
        }
        await app.loadGraphData(value, true, true, title)
      },
      [document, name] as const
    )
    await expect(this.activeTab).toContainText(name)
    return (await this.activeTab.getAttribute('data-workflow-id')) ?? ''
  }

  /** What a node of the graph on the canvas shows of its run. */
  async getNode(id: number): Promise<NodeLook> {
    return this.page.evaluate((nodeId) => {
      const { app } = window as unknown as {
        app: { canvas: { graph: { getNodeById(id: number): unknown } } }
      }
      const node = app.canvas.graph.getNodeById(nodeId) as {
        progress?: number
        strokeStyles?: { running?: () => unknown }
        imgs?: { src: string }[]
        has_errors?: boolean
      }
      return {
        progress: node.progress ?? null,
        isRunning: Boolean(node.strokeStyles?.running?.()),
        images: (node.imgs ?? []).map(({ src }) => src),
        hasErrors: node.has_errors === true
      }
    }, id)
  }
}

/** The members of a node that tell its state in a run. */
export interface NodeLook {
  readonly progress: number | null
  readonly isRunning: boolean
  readonly images: readonly string[]
  readonly hasErrors: boolean
}
