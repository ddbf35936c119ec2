import type { WebSocket } from 'ws'
import { randomUUID } from 'node:crypto'
import type { Log } from '../../base/log'
import type { EngineEvent } from '../../engine/engine'
import type { PromptEvents } from '../../queue/promptEvents'
import type { FeatureFlags } from '@/protocol/featureFlags'
import { ClientSocket, SOCKET_BOUNDS, type SocketBounds } from './clientSocket'
import { parseFlags } from './clientFlags'
import {
  createMessageFrame,
  createPreviewFrame,
  createPreviewWithMetadataFrame,
  createTextFrame,
  createTextWithPromptFrame,
  type Frame
} from './frames'

/** A prompt of a client that runs, and the node it is at. */
export interface RunningNode {
  readonly promptId: string
  readonly node: string
}

export interface SocketHubOptions {
  readonly features: FeatureFlags
  readonly log: Log
  readonly bounds?: SocketBounds
  readonly now?: () => number
}

/** What the hub asks of the queue when a client connects. */
export interface HubSource {
  getRemaining(): number
  getRunningNodes(clientId: string): readonly RunningNode[]
}

/**
 * All sockets, and who hears what (protocol.md §1). The newest socket of a client id is the client; an older one that
 * is still open hears nothing more, and its end doesn't touch the newer.
 */
export class SocketHub implements PromptEvents {
  readonly #options: SocketHubOptions
  readonly #clients = new Map<string, ClientSocket>()
  /** Every open socket, replaced ones included. */
  readonly #open = new Set<ClientSocket>()
  readonly #leaveListeners = new Set<(clientId: string) => void>()
  #onEmpty: () => void = () => undefined
  #source: HubSource = { getRemaining: () => 0, getRunningNodes: () => [] }

  constructor(options: SocketHubOptions) {
    this.#options = options
  }

  /** Open sockets. */
  get size(): number {
    return this.#open.size
  }

  connectTo(source: HubSource): void {
    this.#source = source
  }

  /** @returns a function that ends it */
  onLeave(listener: (clientId: string) => void): () => void {
    this.#leaveListeners.add(listener)
    return () => this.#leaveListeners.delete(listener)
  }

  /** Takes a socket in and greets it. @param wantedId what it calls itself; empty: it gets an id */
  accept(socket: WebSocket, wantedId: string): void {
    const clientId = wantedId || randomUUID().replaceAll('-', '')
    const { log, bounds = SOCKET_BOUNDS, now = () => performance.now() } = this.#options
    const client = new ClientSocket(socket, {
      clientId,
      bounds,
      now,
      onCutOff: (reason) => log.warn('socket cut off', { client: clientId, reason })
    })
    this.#clients.set(clientId, client)
    this.#open.add(client)
    log.debug('socket opened', { client: clientId, open: this.#open.size })
    socket.on('error', (error) =>
      log.debug('socket error', { client: clientId, error: error.message })
    )
    socket.on('close', () => this.#forget(client))
    this.#listenForFlags(socket, client)
    this.#greet(client)
  }

  status(remaining: number): void {
    this.#sendAll(createMessageFrame('status', toStatus(remaining)))
  }

  ended(promptId: string, clientId: string | null): void {
    if (clientId === null) return
    this.send(clientId, 'executing', { node: null, prompt_id: promptId })
  }

  engineEvent(promptId: string, clientId: string | null, event: EngineEvent): void {
    if (event.kind === 'preview') this.#sendPreview(promptId, clientId, event)
    else if (event.kind === 'text') this.#sendText(promptId, event)
    else if (event.to === 'everyone' || (event.to === 'ownerOrAll' && clientId === null)) {
      this.#sendAll(createMessageFrame(event.type, event.data))
    } else if (clientId !== null) {
      this.send(clientId, event.type, event.data)
    }
  }

  /** Sends a message to every client. */
  tellAll(type: string, data: Readonly<Record<string, unknown>>): void {
    this.#sendAll(createMessageFrame(type, data))
  }

  /** Sends a message to one client. @returns whether it is there */
  send(clientId: string, type: string, data: Readonly<Record<string, unknown>>): boolean {
    const client = this.#clients.get(clientId)
    client?.send(createMessageFrame(type, data))
    return client !== undefined
  }

  /** To be called every few seconds. */
  check(): void {
    for (const client of this.#open) client.check()
  }

  /** Says goodbye to all; those that don't answer are cut off after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    for (const client of this.#open) client.close()
    if (this.#open.size === 0) return
    await new Promise<void>((resume) => {
      this.#onEmpty = resume
      setTimeout(resume, graceMs).unref()
    })
    for (const client of this.#open) client.terminate()
  }

  #forget(client: ClientSocket): void {
    const { clientId } = client
    this.#open.delete(client)
    this.#options.log.debug('socket closed', { client: clientId, open: this.#open.size })
    if (this.#clients.get(clientId) === client) {
      this.#clients.delete(clientId)
      for (const listener of this.#leaveListeners) listener(clientId)
    }
    if (this.#open.size === 0) this.#onEmpty()
  }

  /** Only the first text frame of a connection is looked at (protocol.md §1.3). */
  #listenForFlags(socket: WebSocket, client: ClientSocket): void {
    let isFirst = true
    socket.on('message', (data, isBinary) => {
      if (isBinary || !isFirst) return
      isFirst = false
      const flags = parseFlags(String(data))
      if (!flags) return
      client.setFlags(flags)
      client.send(createMessageFrame('feature_flags', this.#options.features))
    })
  }

  #greet(client: ClientSocket): void {
    const { clientId } = client
    const status = toStatus(this.#source.getRemaining())
    client.send(createMessageFrame('status', { ...status, sid: clientId }))
    const running = this.#source.getRunningNodes(clientId)
    for (const { promptId, node } of running) {
      // ComfyUI names no prompt here, which is clear as long as there is one (protocol.md §1.4).
      const data = running.length === 1 ? { node } : { node, prompt_id: promptId }
      client.send(createMessageFrame('executing', data))
    }
  }

  #sendAll(frame: Frame): void {
    for (const client of this.#clients.values()) client.send(frame)
  }

  /** The form goes by what the prompt's owner can read (protocol.md §2.3). */
  #sendPreview(
    promptId: string,
    clientId: string | null,
    preview: Extract<EngineEvent, { kind: 'preview' }>
  ): void {
    if (clientId === null) {
      this.#sendAll(createPreviewFrame(promptId, preview))
      return
    }
    const owner = this.#clients.get(clientId)
    const withMetadata = owner?.can('supports_preview_metadata')
    const create = withMetadata ? createPreviewWithMetadataFrame : createPreviewFrame
    owner?.send(create(promptId, preview))
  }

  /** To everyone, as ComfyUI, but with its prompt to whoever can read that (protocol.md §2.4). */
  #sendText(promptId: string, text: Extract<EngineEvent, { kind: 'text' }>): void {
    const plain = createTextFrame(text)
    const withPrompt = createTextWithPromptFrame(promptId, text)
    for (const client of this.#clients.values()) {
      client.send(client.can('supports_progress_text_metadata') ? withPrompt : plain)
    }
  }
}

function toStatus(remaining: number) {
  return { status: { exec_info: { queue_remaining: remaining } } }
}
