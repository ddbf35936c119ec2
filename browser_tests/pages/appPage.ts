import type { JSHandle, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { GraphPage, type NodeLook } from './graphPage'
import { JobListPage } from './jobListPage'
import { ViewerPage } from './viewerPage'

/** The page as its users and scripts reach it: through the handles and globals that stay stable. */
export class AppPage {
  readonly page: Page
  readonly jobs: JobListPage
  readonly graph: GraphPage
  readonly viewer: ViewerPage
  readonly tabs: Locator
  readonly newWorkflow: Locator
  readonly runButton: Locator
  readonly batchCount: Locator
  readonly runMode: Locator
  readonly stopWorkflow: Locator
  readonly stopAll: Locator
  readonly clearPending: Locator
  readonly connection: Locator
  readonly toasts: Locator
  readonly errorPanel: Locator
  readonly errorRows: Locator
  readonly dialogConfirm: Locator
  readonly dialogDiscard: Locator
  readonly dialogCancel: Locator

  constructor(page: Page) {
    this.page = page
    this.jobs = new JobListPage(page)
    this.graph = new GraphPage(page)
    this.viewer = new ViewerPage(page)
    this.tabs = page.getByTestId('workflow-tab')
    this.newWorkflow = page.getByTestId('new-workflow')
    this.runButton = page.getByTestId('run-button')
    this.batchCount = page.getByTestId('run-batch-count')
    this.runMode = page.getByTestId('run-mode')
    this.stopWorkflow = page.getByTestId('stop-workflow')
    this.stopAll = page.getByTestId('stop-all')
    this.clearPending = page.getByTestId('clear-pending')
    this.connection = page.getByTestId('connection-state')
    this.toasts = page.getByTestId('toast')
    this.errorPanel = page.getByTestId('error-panel')
    this.errorRows = page.getByTestId('error-row')
    this.dialogConfirm = page.getByTestId('dialog-confirm')
    this.dialogDiscard = page.getByTestId('dialog-discard')
    this.dialogCancel = page.getByTestId('dialog-cancel')
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
    return this.tabs.filter({ has: this.page.getByText(name, { exact: true }) })
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
    return this.graph.getNode(id)
  }

  /** The id this browser tab goes by at the server. */
  async getClientId(): Promise<string> {
    return this.page.evaluate(
      () => (window as unknown as { api: { clientId: string } }).api.clientId
    )
  }

  /** The front workflow's document, as a save would have it. */
  async getDocument(): Promise<Readonly<Record<string, unknown>>> {
    return this.page.evaluate(async () => {
      const { app } = window as unknown as {
        app: { graphToPrompt(): Promise<{ workflow: Record<string, unknown> }> }
      }
      return (await app.graphToPrompt()).workflow
    })
  }

  /** Address of the icon in the browser's tab strip. */
  async getFavicon(): Promise<string> {
    return this.page.evaluate(
      () => document.querySelector<HTMLLinkElement>('link[rel~="icon"]')?.href ?? ''
    )
  }

  /** Runs the front workflow as scripts do, which need no page in view. */
  async submit(count: number): Promise<void> {
    await this.page.evaluate(async (runs) => {
      const { app } = window as unknown as {
        app: { queuePrompt(number: number, count: number): Promise<boolean> }
      }
      await app.queuePrompt(0, runs)
    }, count)
  }

  /** Another browser tab lies over the page. */
  async isHidden(): Promise<boolean> {
    return this.page.evaluate(() => document.hidden)
  }

  async chooseRunMode(mode: 'once' | 'change' | 'endless'): Promise<void> {
    await this.runMode.click()
    await this.page.locator(`[data-testid="run-mode-option"][data-mode="${mode}"]`).click()
    await expect(this.runMode).toHaveAttribute('data-mode', mode)
  }

  async rename(name: string, next: string): Promise<void> {
    await this.tab(name).dblclick()
    const input = this.page.getByTestId('workflow-tab-name-input')
    await input.fill(next)
    await input.press('Enter')
    await expect(this.activeTab).toContainText(next)
  }

  /** Chooses from a tab's menu. */
  async chooseOfTab(name: string, label: string): Promise<void> {
    await this.tab(name).click({ button: 'right' })
    await this.chooseOfMenu(label)
  }

  /** Chooses from the menu that is open. */
  async chooseOfMenu(label: string): Promise<void> {
    const text = this.page.getByText(label, { exact: true })
    await this.page.getByRole('menuitem').filter({ has: text }).click()
  }

  async close(name: string): Promise<void> {
    await this.tab(name).hover()
    await this.tab(name).getByTestId('workflow-tab-close').click()
  }

  /** Drops a file onto an empty spot of the canvas. */
  async dropFile(
    name: string,
    content: string | Uint8Array,
    type = 'application/json'
  ): Promise<void> {
    const bytes = [...Buffer.from(content)]
    const files = await this.page.evaluateHandle(
      ([fileName, values, fileType]) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([Uint8Array.from(values)], fileName, { type: fileType }))
        return transfer
      },
      [name, bytes, type] as const
    )
    await this.#drop(files)
  }

  /** Drops a picture or link of another page there, of which the browser tells the address. */
  async dropAddress(address: string): Promise<void> {
    await this.#drop(
      await this.page.evaluateHandle((value) => {
        const transfer = new DataTransfer()
        transfer.setData('text/uri-list', value)
        return transfer
      }, address)
    )
  }

  async #drop(dataTransfer: JSHandle<DataTransfer>): Promise<void> {
    const canvas = this.page.getByTestId('graph-canvas')
    const at = { dataTransfer, clientX: 1200, clientY: 800 }
    await canvas.dispatchEvent('dragover', at)
    await canvas.dispatchEvent('drop', at)
  }
}
