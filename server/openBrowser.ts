import { spawn } from 'node:child_process'
import type { Log } from './base/log'

/** Opens an address in the person's browser; where there is none, says so and goes on. */
export function openBrowser(address: string, log: Log): void {
  const [command, args]: [string, string[]] =
    process.platform === 'darwin'
      ? ['open', [address]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', address]]
        : ['xdg-open', [address]]
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => log.warn('no browser could be opened', { address }))
  child.unref()
}
