import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../scripts/lib/project.mjs'

/** The project's own server with its embedded engine, as a program of its own. */
export interface AppServer {
  /** `http://127.0.0.1:…`; the same after a restart. */
  readonly url: string
  /** Ends the program without a word to anybody, as a crash does. */
  kill(): Promise<void>
  /** Starts it again on the same port and data folder. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  close(): Promise<void>
}

export interface AppServerOptions {
  readonly workers?: number
  /** Further options of the command line. */
  readonly args?: readonly string[]
}

async function waitUntilReady(child: ChildProcess): Promise<string> {
  let output = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const address = /ready at (http:\/\/\S+)/.exec(output)?.[1]
      if (address) resolve(address)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)))
  })
}

/** Starts the built server on a free port with an empty data folder. */
export async function startAppServer({
  workers = 2,
  args = []
}: AppServerOptions = {}): Promise<AppServer> {
  const data = await mkdtemp(join(tmpdir(), 'cpf-browser-'))
  const start = async (port: string): Promise<{ child: ChildProcess; url: string }> => {
    const child = spawn(
      process.execPath,
      [
        join(ROOT, 'scripts/runServer.mjs'),
        join(ROOT, 'dist-server/main.js'),
        '--port',
        port,
        '--data',
        data,
        '--workers',
        String(workers),
        ...args
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] }
    )
    return { child, url: await waitUntilReady(child) }
  }
  const first = await start('0')
  const { url } = first
  let { child } = first
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  return {
    url,
    kill,
    async restart() {
      child = (await start(new URL(url).port)).child
    },
    async close() {
      await kill()
      await rm(data, { recursive: true, force: true })
    }
  }
}
