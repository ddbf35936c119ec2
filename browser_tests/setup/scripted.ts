import { test as base, expect, type BrowserContext } from '@playwright/test'
import { join } from 'node:path'
import { ROOT } from '../../scripts/lib/project.mjs'
import {
  type ScriptedServer,
  type ScriptedServerOptions,
  startScriptedServer
} from '../../tests-ui/harness/replayServer'
import { ScriptedPage } from '../pages/scriptedPage'
import { PIXELS } from './frames'
import { openPage } from './openPage'

interface Fixtures {
  /** What this test's server answers otherwise than a stock one. */
  answers: ScriptedServerOptions['answers']
  /** Console errors that belong to the test's story. */
  expectedErrors: RegExp | null
  /** A stock server with the build as its front end; its frames come from the test. */
  script: ScriptedServer
  /** Opens a browser tab. */
  openApp: (context?: BrowserContext) => Promise<ScriptedPage>
  /** The app in a browser tab, with an empty workflow in front. */
  app: ScriptedPage
}

export const test = base.extend<Fixtures>({
  answers: [{}, { option: true }],
  expectedErrors: [null, { option: true }],
  script: async ({ answers }, use) => {
    const picture = { bytes: PIXELS.red, headers: { 'content-type': 'image/png' } }
    const server = await startScriptedServer({
      frontEndRoot: join(ROOT, 'dist'),
      answers: { 'GET /view': () => picture, ...answers }
    })
    await use(server)
    await server.close()
  },
  openApp: async ({ context, script, expectedErrors }, use) => {
    const errors: string[] = []
    await use(async (own = context) => {
      const page = await openPage(own, errors, expectedErrors ? [expectedErrors] : [])
      const app = new ScriptedPage(page, script)
      await app.open(script.url)
      return app
    })
    expect(errors, 'errors in the console').toEqual([])
  },
  app: async ({ openApp }, use) => {
    await use(await openApp())
  }
})

export { expect }
