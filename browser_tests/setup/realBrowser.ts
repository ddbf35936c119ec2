import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './chromium'

/** A browser whose tabs hide each other. */
export interface RealBrowser {
  readonly context: BrowserContext
  close(): Promise<void>
}

/**
 * Starts a browser of its own and leaves its pages as they are: those that the test runner opens by itself believe to
 * be visible and in focus for ever, so that no timer of theirs is slowed and no animation frame missing.
 */
export async function startRealBrowser(): Promise<RealBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'cpf-profile-'))
  const child = spawn(
    await findChromium(),
    [
      ...CHROMIUM_ARGS,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--window-size=1440,900',
      'about:blank'
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] }
  )
  const address = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const found = /listening on (ws:\S+)/.exec(output)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`The browser ended with ${code}: ${output}`)))
  })
  const browser = await chromium.connectOverCDP(address, { noDefaults: true })
  return {
    context: browser.contexts()[0]!,
    async close() {
      await browser.close()
      const ended = once(child, 'exit')
      if (child.exitCode === null && child.kill()) await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}
