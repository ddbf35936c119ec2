import type { Page } from '@playwright/test'
import type { ScriptedServer } from '../../tests-ui/harness/replayServer'
import { startScriptedServer } from '../../tests-ui/harness/replayServer'
import { ROOT } from '../../scripts/lib/project.mjs'
import { NODE_IDS, createSnapshotSource } from './snapshots'

/** Globals of the page that benches use. */
export interface BenchWindow {
  readonly app: {
    readonly canvas: {
      frame: number
      readonly graph: unknown
      readonly ds: { scale: number; offset: [number, number] }
      setDirty(foreground: boolean, background: boolean): void
      draw(foreground: boolean, background: boolean): void
    }
    readonly graph: { getNodeById(id: number): { progress?: number } | null }
    loadGraphData(document: unknown, clean: boolean, view: boolean, name: string): Promise<void>
    queuePrompt(number: number, count: number): Promise<boolean>
  }
  readonly api: { readonly clientId: string }
}

/** A stock server that serves our build and says what the bench tells it to. */
export async function startServer(): Promise<ScriptedServer> {
  const server = await startScriptedServer({ frontEndRoot: `${ROOT}/dist` })
  // No first visit, which would open a sample.
  return server
}

export async function waitUntilUsable(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid="connection-state"][data-state="connected"]', {
    state: 'attached'
  })
  await page.waitForFunction(() => {
    const { app } = window as unknown as BenchWindow
    return (app?.canvas?.frame ?? 0) > 0
  })
}

export async function openApp(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await waitUntilUsable(page)
}

export async function openDocument(page: Page, document: object, name: string): Promise<void> {
  await page.evaluate(
    async ([value, title]) => {
      const { app } = window as unknown as BenchWindow
      await app.loadGraphData(value, true, true, title)
    },
    [document, name] as const
  )
}

/** A prompt that runs, as far as the page knows. */
export interface RunningPrompt {
  readonly promptId: string
  readonly clientId: string
  /** Tells the page of a step of the node at work. */
  sendStep(step: number): void
}

/** Runs the workflow in front so many times; the server says that all of them have started. */
export async function startRuns(
  page: Page,
  server: ScriptedServer,
  count: number,
  atWork = NODE_IDS.slice(-1)
): Promise<RunningPrompt[]> {
  const started: RunningPrompt[] = []
  for (let n = 0; n < count; n++) {
    const taken = server.waitForPrompt()
    await page.evaluate(() => (window as unknown as BenchWindow).app.queuePrompt(0, 1))
    const { promptId, clientId } = await taken
    if (clientId === null) throw new Error('the page told no client id')
    const source = createSnapshotSource(promptId, atWork)
    const data = { prompt_id: promptId, timestamp: Date.now() }
    server.send(clientId, { type: 'execution_start', data })
    const sendStep = (step: number): void => server.send(clientId, source(step))
    sendStep(0)
    started.push({ promptId, clientId, sendStep })
  }
  return started
}
