import { describeError, type Log } from './base/log'
import type { RunningServer } from './runningServer'

/** How long stopping may take before it is cut short, in ms. */
const STOP_MS = 8000
/** Signals this close together are one key press: npm passes on what the terminal sends too. In ms. */
const SAME_PRESS_MS = 150

/** No error that nobody caught ends the process: it is reported, and everything else goes on. */
export function stayUp(log: Log): void {
  const report = (error: unknown) =>
    log.error('uncaught error', {
      error: describeError(error),
      stack: error instanceof Error ? (error.stack ?? null) : null
    })
  process.on('uncaughtException', report)
  process.on('unhandledRejection', report)
  // Whoever read our output may be gone.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
}

/** Ctrl-C or SIGTERM stops cleanly, a second one at once. */
export function stopOnSignals(server: RunningServer, log: Log): void {
  let since: number | null = null

  async function stop(): Promise<void> {
    setTimeout(() => process.exit(1), STOP_MS).unref()
    try {
      await server.close()
    } catch (error) {
      log.error('stopping failed', { error: describeError(error) })
      process.exit(1)
    }
    process.exit(0)
  }

  function handle(signal: NodeJS.Signals): void {
    if (since === null) {
      since = performance.now()
      log.info('stopping', { signal })
      void stop()
    } else if (performance.now() - since > SAME_PRESS_MS) {
      process.exit(130)
    }
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle)
}
