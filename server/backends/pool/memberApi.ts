import { isRecord } from '@/protocol/guards'
import { parseWireJson } from '@/protocol/json'

/** How long a ComfyUI may take for an answer, in ms: it answers late while it cleans up after a prompt. */
const PATIENCE_MS = 30_000

export interface MemberAnswer {
  readonly status: number
  /** As text; JSON is read on demand. */
  readonly text: string
}

/** Pending and running prompts of a ComfyUI. */
export interface MemberQueue {
  readonly running: ReadonlySet<string>
  readonly pending: ReadonlySet<string>
}

function listIds(items: unknown): Set<string> {
  const all: readonly unknown[] = Array.isArray(items) ? items : []
  return new Set(all.flatMap((item) => (Array.isArray(item) ? [String(item[1])] : [])))
}

/** What is asked of one ComfyUI over HTTP. Everything throws when it doesn't answer. */
export class MemberApi {
  readonly url: URL

  constructor(url: URL) {
    this.url = url
  }

  async ask(path: string, init: RequestInit = {}): Promise<MemberAnswer> {
    const base = this.url.href.replace(/\/$/, '')
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(base + path, { ...init, signal })
    return { status: answer.status, text: await answer.text() }
  }

  post(path: string, body: unknown): Promise<MemberAnswer> {
    const headers = { 'content-type': 'application/json' }
    return this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  /** @throws when there is no good answer */
  async read(path: string): Promise<unknown> {
    const { status, text } = await this.ask(path)
    if (status !== 200) throw new Error(`${path} answered ${status}`)
    return parseWireJson(text)
  }

  async readQueue(): Promise<MemberQueue> {
    const queue = await this.read('/queue')
    const lists = isRecord(queue) ? queue : {}
    return { running: listIds(lists.queue_running), pending: listIds(lists.queue_pending) }
  }

  /** The prompt's entry; null when it is not in history. */
  async readHistory(promptId: string): Promise<Record<string, unknown> | null> {
    const history = await this.read(`/history/${encodeURIComponent(promptId)}`)
    const entry = isRecord(history) ? history[promptId] : null
    return isRecord(entry) ? entry : null
  }
}
