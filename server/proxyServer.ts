import { createComfyProxy } from './backends/comfy/comfyProxy'
import type { Log } from './base/log'
import { FrontEnd } from './http/frontEnd'
import { closeServer, createHttpServer, listen, PROXY_LIMITS } from './http/httpServer'
import { ProxyHandler } from './http/proxyHandler'
import type { RunningServer } from './runningServer'

export interface ProxyServerOptions {
  readonly backend: URL
  readonly frontEndRoot: string
  readonly host: string
  readonly port: number
  readonly loopbackOnly: boolean
  readonly log: Log
  /** Do pages get a content security policy? */
  readonly hasPolicy?: boolean
  /** Pages of which origin may use it beside its own, or `*`; null: none. */
  readonly corsOrigin?: string | null
}

/** Starts a server in front of a ComfyUI server, which need not run yet. @throws when it can't listen */
export async function startProxyServer(options: ProxyServerOptions): Promise<RunningServer> {
  const { backend, frontEndRoot, host, port, loopbackOnly, log } = options
  const proxy = createComfyProxy(backend, log)
  const frontEnd = new FrontEnd(frontEndRoot, [], options.hasPolicy)
  const { handle } = new ProxyHandler({
    frontEnd,
    forward: proxy.forward,
    log,
    loopbackOnly
  })
  const server = createHttpServer({
    handle,
    upgrade: proxy.forwardUpgrade,
    loopbackOnly,
    corsOrigin: options.corsOrigin ?? null,
    limits: PROXY_LIMITS
  })

  async function close(): Promise<void> {
    const closed = closeServer(server, 0)
    proxy.close()
    await closed
  }

  return { port: await listen(server, host, port), close }
}
