import type { Locator, Page } from '@playwright/test'
import type { ScriptedServer } from '../../tests-ui/harness/replayServer'
import { makeSampling } from '../flows/sampling'
import { ScriptedRun } from '../setup/scriptedRun'
import { AppPage } from './appPage'

/** What the old single-run globals say. */
export interface LegacyLook {
  readonly runningNodeId: string | null
  readonly progress: { readonly value: number; readonly max: number } | null
  readonly nodeOutputs: Readonly<Record<string, Record<string, unknown>>>
  readonly nodePreviewImages: Readonly<Record<string, readonly string[]>>
  readonly lastNodeErrors: Readonly<Record<string, unknown>> | null
  readonly lastExecutionError: Readonly<Record<string, unknown>> | null
}

/** The app on a server whose frames come from the test. */
export class ScriptedPage extends AppPage {
  readonly #script: ScriptedServer

  constructor(page: Page, script: ScriptedServer) {
    super(page)
    this.#script = script
  }

  /** Presses Run in the front workflow; resolves when the server took the prompt. */
  async run(): Promise<ScriptedRun> {
    const taken = this.#script.waitForPrompt()
    await this.runButton.click()
    return new ScriptedRun(this.#script, await taken)
  }

  /** Opens a document where no tab strip need be seen: on a phone. */
  async openDocumentUnseen(document: object): Promise<void> {
    await this.page.evaluate(async (value) => {
      const { app } = window as never as { app: { loadGraphData(value: object): Promise<void> } }
      await app.loadGraphData(value)
    }, document)
  }

  /** Opens a sampling workflow in a tab of its own, runs it, and has the server start it. */
  async startSampling(name: string, document: object = makeSampling()): Promise<StartedRun> {
    const workflowId = await this.openDocument(document, name)
    const run = await this.run()
    run.start()
    return { workflowId, run, tab: this.tab(name) }
  }

  /** Shows the inside of a subgraph node. */
  async enterSubgraph(id: number): Promise<void> {
    await this.page.evaluate((nodeId) => {
      const { app } = window as never as {
        app: {
          graph: { getNodeById(id: number): { subgraph: unknown } }
          canvas: { openSubgraph(subgraph: unknown): void }
        }
      }
      app.canvas.openSubgraph(app.graph.getNodeById(nodeId).subgraph)
    }, id)
  }

  /** Shows the root graph again. */
  async leaveSubgraph(): Promise<void> {
    await this.page.evaluate(() => {
      const { app } = window as never as {
        app: { rootGraph: unknown; canvas: { setGraph(graph: unknown): void } }
      }
      app.canvas.setGraph(app.rootGraph)
    })
  }

  /** A row of the job list. */
  row(promptId: string): Locator {
    return this.page.locator(`[data-testid="job-row"][data-prompt-id="${promptId}"]`)
  }

  async getLegacy(): Promise<LegacyLook> {
    return this.page.evaluate(() => {
      const { app } = window as never as { app: LegacyLook }
      const { runningNodeId, progress, nodeOutputs, nodePreviewImages } = app
      const { lastNodeErrors, lastExecutionError } = app
      return JSON.parse(
        JSON.stringify({
          runningNodeId,
          progress,
          nodeOutputs,
          nodePreviewImages,
          lastNodeErrors,
          lastExecutionError
        })
      ) as LegacyLook
    })
  }

  /** Resolves when the page has handled all frames sent so far and drawn once more. */
  async settle(): Promise<void> {
    const handled = await this.page.evaluateHandle(() => {
      const { api } = window as never as { api: EventTarget }
      const done = new Promise<void>((resolve) => {
        const draw = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
        api.addEventListener('test.settled', draw, { once: true })
      })
      return { done }
    })
    this.#script.send(await this.getClientId(), { type: 'test.settled', data: {} })
    await handled.evaluate(({ done }) => done)
  }
}

export interface StartedRun {
  readonly workflowId: string
  readonly run: ScriptedRun
  readonly tab: Locator
}
