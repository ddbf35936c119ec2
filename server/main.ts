import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createLog, type Log } from './base/log'
import { createConsoleSink } from './consoleSink'
import { startEmbeddedServer } from './embeddedServer'
import { createEngine } from './engine/createEngine'
import { installSamples } from './engine/installSamples'
import { isLoopbackName } from './http/guard'
import { checkPort } from './http/httpServer'
import { LogBuffer } from './http/logBuffer'
import { prepareNodePacks } from './nodePacks'
import { forgetTemporaryFiles } from './queue/forgetTemporaryFiles'
import { openBrowser } from './openBrowser'
import { openStore } from './openStore'
import { HELP, parseOptions, type ServerOptions } from './options'
import { checkFrontEndRoot, emptyFolder, prepareDataFolders } from './prepareFolders'
import { startPoolServer } from './poolServer'
import { startProxyServer } from './proxyServer'
import type { RunningServer } from './runningServer'
import { explainListenError, StartError } from './startError'
import { stayUp, stopOnSignals } from './signals'

interface Start {
  readonly options: ServerOptions
  readonly frontEndRoot: string
  /** The folder of the sample workflows and their pictures. */
  readonly samples: string
  readonly loopbackOnly: boolean
  readonly version: string
  readonly log: Log
  readonly logs: LogBuffer
}

/** The project's folder, wherever the bundle lies in it. */
function findProject(): { root: string; version: string } {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) {
    folder = dirname(folder)
  }
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  return { root: folder, version }
}

async function startEmbedded(start: Start): Promise<RunningServer> {
  const { options, samples, version, log } = start
  const folders = await prepareDataFolders(options.data)
  await checkPort(options.host, options.port)
  const store = openStore(folders.users, log)
  forgetTemporaryFiles(store)
  const workerUrl = new URL('./worker.js', import.meta.url)
  const packs = await prepareNodePacks(options.data, log)
  const engine = createEngine({
    folders,
    workers: options.workers,
    cache: options.cache,
    previews: options.previews,
    workerUrl,
    packs: packs.sources,
    onPackFailure: packs.reportFailure
  })
  const facts = { version, argv: process.argv.slice(1) }
  try {
    const templates = { prefix: '/templates/', folder: join(samples, 'templates') }
    const help = { prefix: '/extensions/parallel/docs/', folder: join(samples, 'docs') }
    await installSamples(folders, samples)
    const parts = { ...options, ...start, engine, folders, facts, store }
    const server = await startEmbeddedServer({
      ...parts,
      mounts: [templates, help, ...packs.mounts],
      workflowTemplates: packs.workflowTemplates,
      packWords: packs.words,
      packSubgraphs: packs.subgraphs
    })
    // Only now: had the port been busy, these would be another server's.
    await emptyFolder(folders.temp)
    return server
  } catch (error) {
    await engine.close()
    store.close()
    throw error
  }
}

/** In front of one server everything goes through; several are one to their clients, with a queue of its own. */
async function startInFront(start: Start): Promise<RunningServer> {
  const { options, log } = start
  const [backend, ...others] = options.backends
  if (!backend) throw new Error('no backend')
  if (others.length === 0) return startProxyServer({ ...options, ...start, backend })
  const { users } = await prepareDataFolders(options.data)
  await checkPort(options.host, options.port)
  const store = openStore(users, log)
  try {
    return await startPoolServer({ ...options, ...start, store, identity: users })
  } catch (error) {
    store.close()
    throw error
  }
}

async function start(argv: readonly string[]): Promise<void> {
  const options = parseOptions(argv, process.cwd())
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const { root, version } = findProject()
  const logs = new LogBuffer()
  const log = createLog([createConsoleSink(options.logLevel), logs.add])
  const frontEndRoot = await checkFrontEndRoot(options.frontEndRoot ?? join(root, 'dist'))
  const loopbackOnly = isLoopbackName(options.host)
  const samples = join(root, 'server/samples')
  const shared = { options, frontEndRoot, samples, loopbackOnly, version, log, logs }
  const { host, port } = options
  const server = await (
    options.backends.length > 0 ? startInFront(shared) : startEmbedded(shared)
  ).catch((error: unknown) => {
    throw explainListenError(error, host, port) ?? error
  })
  stayUp(log)
  stopOnSignals(server, log)
  const address = formatAddress(host, server.port)
  process.stdout.write(`ComfyUI Parallel Frontend is ready at ${address}\n`)
  if (options.open) openBrowser(address, log)
}

/** An address that a browser on this machine can open. */
function formatAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/**
 * Runs the server with the options of the command line. Resolves when it is ready (or had only to show its help);
 * when it can't start, it says why in one line and sets a non-zero exit code.
 */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await start(argv)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${error instanceof StartError ? '' : 'Could not start: '}${text}\n`)
    process.exitCode = 1
  }
}
