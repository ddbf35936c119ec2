import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { createComfyProxy } from './backends/comfy/comfyProxy'
import { Member } from './backends/pool/member'
import type { Log } from './base/log'
import { createFeatures } from './http/features'
import { FrontEnd } from './http/frontEnd'
import { closeServer, createHttpServer, listen, PROXY_LIMITS } from './http/httpServer'
import { PoolForward } from './http/pool/poolForward'
import { createPoolRoutes } from './http/pool/poolRoutes'
import { createPoolSubmitRoute } from './http/pool/poolSubmit'
import { createPoolUploadRoutes } from './http/pool/poolUploads'
import { ProxyHandler } from './http/proxyHandler'
import { RequestHandler } from './http/requestHandler'
import { Router } from './http/router'
import { createHistoryRoutes } from './http/routes/historyRoutes'
import { createJobRoutes } from './http/routes/jobRoutes'
import { createQueueRoutes } from './http/routes/queueRoutes'
import { createUpgradeHandler } from './http/sockets/acceptUpgrade'
import { SocketHub } from './http/sockets/socketHub'
import { JobDirectory } from './queue/jobDirectory'
import { PoolQueue } from './queue/pool/poolQueue'
import { PromptHistory } from './queue/promptHistory'
import type { PromptStore } from './queue/store/promptStore'
import type { RunningServer } from './runningServer'

export interface PoolServerOptions {
  readonly backends: readonly URL[]
  readonly frontEndRoot: string
  readonly host: string
  readonly port: number
  readonly loopbackOnly: boolean
  readonly log: Log
  /** Where queue and history are kept; closed with the server. */
  readonly store: PromptStore
  /** What tells this server from others at the backends: its data folder. */
  readonly identity: string
  /** Bytes of a request that is answered here. */
  readonly maxBodySize: number
  /** Do pages get a content security policy? */
  readonly hasPolicy?: boolean
  /** Are JSON and plain text packed for clients that take it? */
  readonly compressesText?: boolean
  /** Pages of which origin may use it beside its own, or `*`; null: none. */
  readonly corsOrigin?: string | null
  /** How long a backend may be away before its prompts are given up, in ms. */
  readonly graceMs?: number
}

/** How often sockets are looked after, in ms. */
const CHECK_MS = 15_000
/** How long clients may take to say goodbye, in ms. */
const GOODBYE_MS = 1000

/** The same after a restart, so that what was submitted before is heard of again. */
function createClientId(identity: string): string {
  const hash = createHash('sha256').update(`${hostname()}\0${identity}`).digest('hex')
  return `parallel-${hash.slice(0, 24)}`
}

function createParts(options: PoolServerOptions) {
  const { backends, log, store } = options
  const features = createFeatures(options.maxBodySize)
  const hub = new SocketHub({ features, log })
  const history = new PromptHistory({ store, log })
  const pool = backends.map((url, index) => ({
    member: new Member(url, index + 1, log),
    proxy: createComfyProxy(url, log)
  }))
  const members = pool.map(({ member }) => member)
  const queue = new PoolQueue({ ...options, members, history, events: hub })
  hub.connectTo({
    getRemaining: () => queue.remaining,
    getRunningNodes: (clientId) => queue.getRunningNodes(clientId)
  })
  return { features, hub, history, pool, members, queue }
}

function createRouter(options: PoolServerOptions, parts: ReturnType<typeof createParts>): Router {
  const { members, queue, history, features } = parts
  const { log, identity } = options
  const clientId = createClientId(identity)
  const freeIsElsewhere = () => undefined
  return new Router([
    createPoolSubmitRoute({ members, queue, clientId, log, now: Date.now }),
    ...createPoolRoutes(members, features, () => queue.remaining),
    ...createPoolUploadRoutes(members, log),
    ...createQueueRoutes(queue, freeIsElsewhere),
    ...createHistoryRoutes(history),
    ...createJobRoutes(new JobDirectory(queue, history), queue)
  ])
}

/**
 * Starts a server in front of several ComfyUI servers, which need not run yet. Its clients see one server.
 * @throws when it can't listen
 */
export async function startPoolServer(options: PoolServerOptions): Promise<RunningServer> {
  const { log, loopbackOnly } = options
  const parts = createParts(options)
  const { hub, queue, pool, members } = parts
  const frontEnd = new FrontEnd(options.frontEndRoot, [], options.hasPolicy)
  const router = createRouter(options, parts)
  const own = new RequestHandler({ ...options, router, frontEnd })
  const elsewhere = new PoolForward(pool)
  const isOwn = (method = 'GET', url = '/') =>
    router.match(method, url.split('?')[0] ?? '/').kind !== 'none'
  const { handle } = new ProxyHandler({
    frontEnd,
    log,
    loopbackOnly,
    forward: (message, response) =>
      isOwn(message.method, message.url)
        ? own.handle(message, response)
        : elsewhere.forward(message, response)
  })
  const server = createHttpServer({
    handle,
    upgrade: createUpgradeHandler(hub),
    loopbackOnly,
    corsOrigin: options.corsOrigin ?? null,
    limits: PROXY_LIMITS
  })
  const port = await listen(server, options.host, options.port)
  // Only now: a server that can't listen must not take up what another left.
  queue.restore()
  for (const member of members) member.start(createClientId(options.identity), queue)
  const checking = setInterval(() => hub.check(), CHECK_MS).unref()

  async function close(): Promise<void> {
    clearInterval(checking)
    const closed = closeServer(server, GOODBYE_MS)
    queue.close()
    await hub.close(GOODBYE_MS)
    for (const { proxy } of pool) proxy.close()
    await closed
    options.store.close()
  }

  return { port, close }
}
