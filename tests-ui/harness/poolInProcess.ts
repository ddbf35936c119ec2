import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog, type LogLine } from '../../server/base/log'
import { startPoolServer } from '../../server/poolServer'
import { openStore } from '../../server/openStore'
import { ask, type ClientAnswer, type ClientRequest } from './clientHttp'
import { type ClientSocketOptions, openClient, type TestClient } from './clientSocket'
import { writeFiles } from './serverInProcess'

export interface TestPool {
  readonly url: string
  readonly logLines: readonly LogLine[]
  ask(path: string, request?: ClientRequest): Promise<ClientAnswer>
  openClient(options?: ClientSocketOptions): Promise<TestClient>
  /** Resolves when so many of its backends are connected in all. */
  waitForBackends(count: number): Promise<void>
  /** Stops it and starts it anew with what it kept. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Starts our server in front of several others, in this process on a free port. */
export async function startTestPool(
  backends: readonly string[],
  graceMs = 10_000
): Promise<TestPool> {
  const root = await mkdtemp(join(tmpdir(), 'cpf-pool-'))
  await writeFiles(root, { 'front-end/index.html': 'our page' })
  const logLines: LogLine[] = []
  const listeners = new Set<() => void>()
  const log = createLog([
    (line) => {
      logLines.push(line)
      for (const listener of listeners) listener()
    }
  ])
  let data = join(root, 'data-1')
  await mkdir(data)
  const start = () =>
    startPoolServer({
      backends: backends.map((url) => new URL(url)),
      frontEndRoot: join(root, 'front-end'),
      host: '127.0.0.1',
      port: 0,
      loopbackOnly: true,
      log,
      store: openStore(data, log),
      identity: root,
      maxBodySize: 1024 * 1024,
      graceMs
    })
  let server = await start()
  const getUrl = () => `http://127.0.0.1:${server.port}`
  const waitForBackends = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const connected = logLines.filter(({ message }) => message === 'backend connected')
        if (connected.length < count) return
        listeners.delete(look)
        resolve()
      }
      listeners.add(look)
      look()
    })
  await waitForBackends(backends.length)
  return {
    get url() {
      return getUrl()
    },
    logLines,
    ask: (path, request) => ask(getUrl(), path, request),
    openClient: (options) => openClient(getUrl(), options),
    waitForBackends,
    async restart() {
      const before = logLines.filter(({ message }) => message === 'backend connected').length
      await server.close()
      // A file that was open in this process is held until its memory is collected; a copy is not.
      await cp(data, `${data}-next`, { recursive: true })
      data = `${data}-next`
      server = await start()
      await waitForBackends(before + backends.length)
    },
    async close() {
      await server.close()
      await rm(root, { recursive: true, force: true })
    }
  }
}
