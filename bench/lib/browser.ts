import { readFileSync, readdirSync } from 'node:fs'
import type { Browser, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { RUNNER_ARGS, findChromium } from '../../browser_tests/setup/chromium'

/** What `/proc` counts time in: hundredths of a second, on every Linux of ours. */
const TICK = 10

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: [...RUNNER_ARGS] })
}

/** A page in a profile of its own, so that nothing is cached or remembered. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(`The page failed: ${error.message}`))
  return page
}

interface ProcessTimes {
  readonly parent: number
  /** ms, of the processor */
  readonly used: number
}

function readProcess(pid: string): ProcessTimes | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in parentheses, may hold spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const used = (Number(fields[11]) + Number(fields[12])) * TICK
    return { parent: Number(fields[1]), used }
  } catch {
    return null
  }
}

/** ms of processor time that all processes of the browser have used so far. */
export function readBrowserTime(): number {
  const processes = new Map<number, ProcessTimes>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const times = readProcess(pid)
    if (times) processes.set(Number(pid), times)
  }
  const isOurs = (pid: number): boolean => {
    const parent = processes.get(pid)?.parent
    return parent !== undefined && (parent === process.pid || isOurs(parent))
  }
  let total = 0
  for (const [pid, { used }] of processes) if (isOurs(pid)) total += used
  return total
}

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, milliseconds))

/** Share of one core, in percent, that the browser uses for a while. */
export async function measureCpu(milliseconds: number): Promise<number> {
  const [used, since] = [readBrowserTime(), performance.now()]
  await wait(milliseconds)
  return ((readBrowserTime() - used) / (performance.now() - since)) * 100
}
