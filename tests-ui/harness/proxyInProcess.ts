import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog, type LogLine } from '../../server/base/log'
import { startProxyServer } from '../../server/proxyServer'
import { writeFiles } from './serverInProcess'

export interface TestProxy {
  readonly url: string
  readonly logLines: readonly LogLine[]
  close(): Promise<void>
}

/** Starts our server in front of another, in this process on a free port. */
export async function startTestProxy(backend: string): Promise<TestProxy> {
  const root = await mkdtemp(join(tmpdir(), 'cpf-proxy-'))
  await writeFiles(root, {
    'index.html': 'our page',
    'assets/a-12345678.js': 'our script',
    'scripts/app.js': 'our shim'
  })
  const logLines: LogLine[] = []
  const server = await startProxyServer({
    backend: new URL(backend),
    frontEndRoot: root,
    host: '127.0.0.1',
    port: 0,
    loopbackOnly: true,
    log: createLog([(line) => logLines.push(line)])
  })
  return {
    url: `http://127.0.0.1:${server.port}`,
    logLines,
    async close() {
      await server.close()
      await rm(root, { recursive: true, force: true })
    }
  }
}
