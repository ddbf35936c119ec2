import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createLog, type LogLine } from '../../server/base/log'
import { startEmbeddedServer } from '../../server/embeddedServer'
import type { Engine } from '../../server/engine/engine'
import type { DataFolders } from '../../server/http/files/dataFolders'
import { LogBuffer } from '../../server/http/logBuffer'
import type { PromptStore } from '../../server/queue/store/promptStore'
import { openStore } from '../../server/openStore'
import { prepareDataFolders } from '../../server/prepareFolders'
import { createScriptedEngine } from '../builders/scriptedEngine'
import { ask, type ClientAnswer, type ClientRequest } from './clientHttp'
import { type ClientSocketOptions, openClient, type TestClient } from './clientSocket'

export interface TestServerOptions {
  readonly engine?: Engine
  /** Files of the front end by path; an index.html is always there. */
  readonly frontEnd?: Readonly<Record<string, string | Buffer>>
  readonly maxBodySize?: number
  readonly isMultiUser?: boolean
  readonly hasPolicy?: boolean
  readonly corsOrigin?: string
  readonly compressesText?: boolean
  /** Instead of a file in the data folder. */
  readonly store?: PromptStore
  /** As if bound to an address that others reach too. */
  readonly isOpenToOthers?: boolean
}

export interface TestServer {
  /** `http://127.0.0.1:…` */
  readonly url: string
  readonly folders: DataFolders
  /** The folder around all others; nothing in it but them may ever change. */
  readonly root: string
  readonly logLines: readonly LogLine[]
  ask(path: string, request?: ClientRequest): Promise<ClientAnswer>
  openClient(options?: ClientSocketOptions): Promise<TestClient>
  /** Stops the server and removes its folders. */
  close(): Promise<void>
}

/** Makes a folder of files, for tests that need one. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

/** Starts the real server in this process on a free port, with folders of its own and an engine of the test's. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const root = await mkdtemp(join(tmpdir(), 'cpf-server-'))
  const frontEndRoot = join(root, 'front-end')
  await writeFiles(frontEndRoot, { 'index.html': '<!doctype html>page', ...options.frontEnd })
  const folders = await prepareDataFolders(join(root, 'data'))
  const logLines: LogLine[] = []
  const logs = new LogBuffer()
  const log = createLog([(line) => logLines.push(line), logs.add])
  const server = await startEmbeddedServer({
    engine: options.engine ?? createScriptedEngine(),
    folders,
    frontEndRoot,
    host: '127.0.0.1',
    port: 0,
    startDelay: 0,
    isMultiUser: options.isMultiUser ?? false,
    hasPolicy: options.hasPolicy ?? true,
    corsOrigin: options.corsOrigin ?? null,
    compressesText: options.compressesText ?? false,
    loopbackOnly: !options.isOpenToOthers,
    facts: { version: '0.0.0-test', argv: ['test'] },
    log,
    logs,
    store: options.store ?? openStore(folders.users, log),
    ...(options.maxBodySize !== undefined && { maxBodySize: options.maxBodySize })
  })
  const url = `http://127.0.0.1:${server.port}`
  return {
    url,
    folders,
    root,
    logLines,
    ask: (path, request) => ask(url, path, request),
    openClient: (clientOptions) => openClient(url, clientOptions),
    async close() {
      await server.close()
      await rm(root, { recursive: true, force: true })
    }
  }
}
