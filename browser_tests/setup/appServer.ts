import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from '../../scripts/lib/project.mjs'

/** The project's own server with its embedded engine, as a program of its own. */
export interface AppServer {
  /** `http://127.0.0.1:…`; the same after a restart. */
  readonly url: string
  /** Ends the program without a word to anybody, as a crash does. */
  kill(): Promise<void>
  /** Starts it again on the same port, and with what its data folder holds unless that is lost. */
  restart(data?: 'kept' | 'lost'): Promise<void>
  /** Jobs that wait or run, as the server itself says. */
  countUnfinished(): Promise<number>
  /** Prompts that ended, newest last, as they were submitted. */
  listHistory(): Promise<readonly HistoryPrompt[]>
  /** A file of the user's, as JSON; null when there is none. */
  readUserFile(path: string): Promise<unknown>
  /** Ends it and removes its data. */
  close(): Promise<void>
}

/** A prompt of the server's history. */
export interface HistoryPrompt {
  readonly promptId: string
  readonly clientId: string
  /** Inputs of its nodes, by node id. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface AppServerOptions {
  readonly workers?: number
  /** Further options of the command line. */
  readonly args?: readonly string[]
  /** What its data folder holds from the start: texts by path. */
  readonly files?: Readonly<Record<string, string>>
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
  args = [],
  files = {}
}: AppServerOptions = {}): Promise<AppServer> {
  const data = await mkdtemp(join(tmpdir(), 'cpf-browser-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(data, path)), { recursive: true })
    await writeFile(join(data, path), text)
  }
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
    async restart(kept = 'kept') {
      if (kept === 'lost') await rm(data, { recursive: true, force: true })
      child = (await start(new URL(url).port)).child
    },
    async countUnfinished() {
      const { exec_info } = (await readJson(`${url}/prompt`)) as {
        exec_info: { queue_remaining: number }
      }
      return exec_info.queue_remaining
    },
    listHistory: () => listHistory(url),
    async readUserFile(path) {
      const response = await fetch(`${url}/userdata/${encodeURIComponent(path)}`)
      return response.status === 404 ? null : response.json()
    },
    async close() {
      await kill()
      await rm(data, { recursive: true, force: true })
    }
  }
}

async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return response.json()
}

/** `[number, id, prompt, extra data, …]` */
type PromptTuple = [
  number,
  string,
  Record<string, { inputs: Record<string, unknown> }>,
  { client_id?: string }
]

async function listHistory(url: string): Promise<readonly HistoryPrompt[]> {
  const history = (await readJson(`${url}/history`)) as Record<string, { prompt: PromptTuple }>
  return Object.values(history).map(({ prompt: [, promptId, nodes, extra] }) => ({
    promptId,
    clientId: extra.client_id ?? '',
    inputs: Object.fromEntries(Object.entries(nodes).map(([id, { inputs }]) => [id, inputs]))
  }))
}
