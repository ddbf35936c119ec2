import { createEmbeddedBackend } from './backends/embeddedBackend'
import type { Log } from './base/log'
import type { Engine } from './engine/engine'
import { createApiRoutes } from './http/apiRoutes'
import { createFeatures } from './http/features'
import type { DataFolders } from './http/files/dataFolders'
import { FrontEnd, type StaticMount } from './http/frontEnd'
import { closeServer, createHttpServer, listen, OWN_LIMITS } from './http/httpServer'
import type { LogBuffer } from './http/logBuffer'
import { LogSubscriptions } from './http/logSubscriptions'
import { RequestHandler } from './http/requestHandler'
import { Router } from './http/router'
import type { PackSubgraph } from './http/routes/subgraphRoutes'
import type { SystemFacts } from './http/routes/systemRoutes'
import { createUpgradeHandler } from './http/sockets/acceptUpgrade'
import { SocketHub } from './http/sockets/socketHub'
import { PromptHistory } from './queue/promptHistory'
import { PromptQueue } from './queue/promptQueue'
import { restorePrompts } from './queue/restorePrompts'
import type { PromptStore } from './queue/store/promptStore'
import type { RunningServer } from './runningServer'

/** ComfyUI's default for every request body, in bytes (protocol.md §1.3). */
const MAX_BODY_SIZE = 100 * 1024 * 1024
/** How often sockets are looked after, in ms. */
const CHECK_MS = 15_000
/** How long running prompts may take to stop when the server stops, in ms. */
const STOP_MS = 2000
/** How long clients and requests may take to say goodbye, in ms. */
const GOODBYE_MS = 1000

export interface EmbeddedServerOptions {
  readonly engine: Engine
  readonly folders: DataFolders
  readonly frontEndRoot: string
  /** Further folders to serve: samples, scripts of node packs. */
  readonly mounts?: readonly StaticMount[]
  /** Names of example workflows by node pack. */
  readonly workflowTemplates?: Readonly<Record<string, readonly string[]>>
  /** Node packs' translations by language. */
  readonly packWords?: Readonly<Record<string, unknown>>
  /** Node packs' subgraphs. */
  readonly packSubgraphs?: readonly PackSubgraph[]
  readonly host: string
  readonly port: number
  readonly loopbackOnly: boolean
  readonly facts: SystemFacts
  readonly log: Log
  readonly logs: LogBuffer
  /** Where queue and history are kept; closed with the server. */
  readonly store: PromptStore
  /** Bytes. */
  readonly maxBodySize?: number
  /** Users apart, by the `Comfy-User` header; else there is one. */
  readonly isMultiUser?: boolean
  /** Do pages get a content security policy? */
  readonly hasPolicy?: boolean
  /** Pages of which origin may use it beside its own, or `*`; null: none. */
  readonly corsOrigin?: string | null
  /** Are JSON and plain text packed for clients that take it? */
  readonly compressesText?: boolean
  /** How long a prompt waits at least, in ms; given by tests only. */
  readonly startDelay?: number
}

/** The parts behind the routes: who executes, what waits, who listens. */
function createParts(options: EmbeddedServerOptions) {
  const { engine, log, logs, store, maxBodySize = MAX_BODY_SIZE } = options
  const features = createFeatures(maxBodySize)
  const backend = createEmbeddedBackend(engine, log)
  const history = new PromptHistory({ store, log })
  const hub = new SocketHub({ features, log })
  const queue = new PromptQueue({ ...options, backend, history, events: hub })
  hub.connectTo({
    getRemaining: () => queue.remaining,
    getRunningNodes: (clientId) => queue.getRunningNodes(clientId)
  })
  const subscriptions = new LogSubscriptions(logs, (...message) => hub.send(...message))
  hub.onLeave((clientId) => subscriptions.drop(clientId))
  return { features, backend, history, hub, queue, subscriptions, maxBodySize }
}

/** Starts a server that executes prompts itself. @throws when it can't listen */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<RunningServer> {
  const { loopbackOnly } = options
  const parts = createParts(options)
  const { hub, queue, backend, subscriptions, maxBodySize } = parts
  const frontEnd = new FrontEnd(options.frontEndRoot, options.mounts, options.hasPolicy)
  const router = new Router(createApiRoutes({ ...options, ...parts, frontEnd, now: Date.now }))
  const handler = new RequestHandler({ ...options, router, frontEnd, maxBodySize })
  const server = createHttpServer({
    handle: handler.handle,
    upgrade: createUpgradeHandler(hub),
    loopbackOnly,
    corsOrigin: options.corsOrigin ?? null,
    limits: OWN_LIMITS
  })
  const port = await listen(server, options.host, options.port)
  // Only now: a server that can't listen must not run what another left.
  restorePrompts({ ...options, ...parts, now: Date.now() })
  const checking = setInterval(() => hub.check(), CHECK_MS).unref()

  /** Clients hear of interrupted prompts before their sockets are closed. */
  async function close(): Promise<void> {
    clearInterval(checking)
    const closed = closeServer(server, GOODBYE_MS)
    await Promise.race([
      queue.close(),
      new Promise((resume) => setTimeout(resume, STOP_MS).unref())
    ])
    subscriptions.close()
    await Promise.all([hub.close(GOODBYE_MS), backend.close(), closed])
    options.store.close()
  }

  return { port, close }
}
