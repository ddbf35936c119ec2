import type { BinaryMessage } from '@/protocol/binaryMessages'
import { isRecord } from '@/protocol/guards'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt } from '@/protocol/prompt'
import type { Log } from '../../base/log'
import { MemberApi } from './memberApi'
import { MemberSocket } from './memberSocket'

export interface MemberListener {
  /** Its socket is open: what was missed can be asked for. */
  onUp(member: Member): void
  onDown(member: Member): void
  onMessage(member: Member, type: string, data: Readonly<Record<string, unknown>>): void
  onBinary(member: Member, message: BinaryMessage): void
}

/** Prompts that a `status` counts (protocol.md §1.5). */
function readRemaining(data: Readonly<Record<string, unknown>>): number | null {
  const info = isRecord(data.status) ? data.status.exec_info : null
  const remaining = isRecord(info) ? info.queue_remaining : null
  return typeof remaining === 'number' ? remaining : null
}

/** One of several ComfyUI servers. */
export class Member {
  readonly api: MemberApi
  /** Its place among them, from 1: part of the folder of what it made. */
  readonly number: number
  readonly #log: Log
  #socket: MemberSocket | null = null
  #isUp = false
  #remaining = 0
  #definitions: ObjectInfoWire | null = null

  constructor(url: URL, number: number, log: Log) {
    this.api = new MemberApi(url)
    this.number = number
    this.#log = log
  }

  get url(): URL {
    return this.api.url
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** Prompts that wait or run there, whoever submitted them, as it last said. */
  get remaining(): number {
    return this.#remaining
  }

  start(clientId: string, listener: MemberListener): void {
    this.#socket = new MemberSocket({
      url: this.url,
      clientId,
      onOpen: () => {
        this.#isUp = true
        this.#definitions = null
        this.#log.info('backend connected', { backend: this.url.origin })
        listener.onUp(this)
      },
      onClosed: (reason) => {
        if (this.#isUp) this.#log.warn('backend lost', { backend: this.url.origin, reason })
        this.#isUp = false
        this.#remaining = 0
        listener.onDown(this)
      },
      onMessage: (type, data) => {
        if (type === 'status') this.#remaining = readRemaining(data) ?? this.#remaining
        listener.onMessage(this, type, data)
      },
      onBinary: (message) => listener.onBinary(this, message)
    })
  }

  /** Its nodes, read anew. @throws when it doesn't answer */
  async readDefinitions(): Promise<ObjectInfoWire> {
    const read = await this.api.read('/object_info')
    this.#definitions = isRecord(read) ? (read as ObjectInfoWire) : {}
    return this.#definitions
  }

  /** Its nodes as they were last read. @throws when it doesn't answer */
  async getDefinitions(): Promise<ObjectInfoWire> {
    return this.#definitions ?? this.readDefinitions()
  }

  /** Has it all classes of a prompt? One that doesn't answer has none. */
  async hasNodesOf(prompt: ApiPrompt): Promise<boolean> {
    const definitions = await this.getDefinitions().catch(() => null)
    if (!definitions) return false
    return Object.values(prompt).every(({ class_type: name }) =>
      Object.hasOwn(definitions, name ?? '')
    )
  }

  close(): void {
    this.#socket?.close()
  }
}
