import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../scripts/lib/project.mjs'

/** The built server as a program whose start and memory can be measured. */
export interface MeasuredServer {
  readonly url: string
  /** From the start of the program to its first answer, in ms. */
  readonly startTime: number
  /** Memory it holds (resident), in bytes. */
  readMemory(): number
  close(): Promise<void>
}

async function waitForAddress(child: ChildProcess): Promise<string> {
  let output = ''
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk)
    const address = /ready at (http:\/\/\S+)/.exec(output)?.[1]
    if (address) return address
  }
  throw new Error(`the server did not start: ${output}`)
}

export async function startMeasuredServer(workers: number): Promise<MeasuredServer> {
  const data = mkdtempSync(join(tmpdir(), 'cpf-bench-'))
  const since = performance.now()
  const program = [join(ROOT, 'scripts/runServer.mjs'), join(ROOT, 'dist-server/main.js')]
  const options = ['--port', '0', '--data', data, '--log-level', 'warn']
  const child = spawn(process.execPath, [...program, ...options, '--workers', String(workers)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const url = await waitForAddress(child)
  await (await fetch(`${url}/api/prompt`)).json()
  const startTime = performance.now() - since
  return {
    url,
    startTime,
    readMemory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
    },
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      rmSync(data, { recursive: true, force: true })
    }
  }
}
