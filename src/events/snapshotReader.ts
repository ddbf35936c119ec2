import type { PromptId } from '@/domain/ids'
import { decodeTextFrame, makeMalformed } from '@/protocol/decodeTextFrame'
import type { MalformedFrame, NodeStateWire } from '@/protocol/messages'
import type { AttributedEvent } from './executionEvent'
import type { RawSnapshot } from './rawSnapshot'

type Nodes = Readonly<Record<string, NodeStateWire>>

/** Where in a text the step of a running node stands. */
interface Place {
  readonly id: string
  readonly from: number
  readonly to: number
}

/** A prompt's last snapshot, with the places of its steps in order. */
interface LastSnapshot {
  readonly text: string
  readonly nodes: Nodes
  readonly places: readonly Place[]
}

/** Prompts whose last snapshot is kept; beyond this the one that was read in full longest ago goes. */
const KEPT = 256
/** Nodes at work at the same time beyond which a snapshot is parsed as a whole. */
const MOST_PLACES = 8
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
/** Braces around the nodes: the message's, its data's, that of the nodes together. */
const OUTER_BRACES = 3

/**
 * Reads the nodes of snapshots. Nearly all of them say what the prompt's last one said but for the steps of the nodes
 * at work; such a text equals the last one around those numbers, which is compared as fast as memory is read, and
 * only the numbers are parsed. Anything else is parsed as a whole.
 */
export class SnapshotReader {
  readonly #last = new Map<PromptId, LastSnapshot>()

  read(snapshot: RawSnapshot): AttributedEvent | MalformedFrame {
    const { promptId, text } = snapshot
    const last = this.#last.get(promptId)
    const next = last && readSteps(last, text)
    if (!next) return this.#readAll(snapshot)
    this.#last.set(promptId, next)
    return { type: 'progressState', promptId, nodes: next.nodes }
  }

  /** The prompt has ended. */
  forget(promptId: PromptId): void {
    this.#last.delete(promptId)
  }

  #readAll({ promptId, text }: RawSnapshot): AttributedEvent | MalformedFrame {
    this.#last.delete(promptId)
    const message = decodeTextFrame(text)
    if (message.type === 'malformed') return message
    if (message.type !== 'progress_state' || message.data.prompt_id !== promptId) {
      return makeMalformed('progress_state', 'it names two prompts')
    }
    const { nodes } = message.data
    const places = findPlaces(text, nodes)
    if (places) this.#keep(promptId, { text, nodes, places })
    return { type: 'progressState', promptId, nodes }
  }

  #keep(promptId: PromptId, last: LastSnapshot): void {
    this.#last.set(promptId, last)
    if (this.#last.size <= KEPT) return
    const [oldest] = this.#last.keys()
    if (oldest !== undefined) this.#last.delete(oldest)
  }
}

/**
 * Where the steps of the running nodes stand. In valid JSON `{"value": ` is never a part of a string, and with as many
 * braces as nodes no object lies deeper and no node comes twice: so what follows a node's id is its own step.
 * @returns null when that can't be said
 */
function findPlaces(text: string, nodes: Nodes): Place[] | null {
  const ids = Object.keys(nodes)
  const running = ids.filter((id) => nodes[id]?.state === 'running')
  if (running.length === 0 || running.length > MOST_PLACES) return null
  if (countBraces(text) !== ids.length + OUTER_BRACES) return null
  const space = text.startsWith('{"type": ') ? ' ' : ''
  const places: Place[] = []
  for (const id of running) {
    if (!/^[\w.:-]+$/.test(id)) return null
    const before = `"${id}":${space}{"value":${space}`
    // Nodes at work have begun last, and so come last.
    const at = text.lastIndexOf(before)
    const from = at + before.length
    const to = at < 0 ? null : findNumberEnd(text, from)
    if (to === null || !isOnlyValue(text.slice(to, text.indexOf('}', to)))) return null
    places.push({ id, from, to })
  }
  return places.sort((a, b) => a.from - b.from)
}

function countBraces(text: string): number {
  let count = 0
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) count++
  return count
}

/** @param rest a node's text behind its first step; whole when it has as many closing quotes as opening ones */
function isOnlyValue(rest: string): boolean {
  const isWhole = !rest.includes('\\') && rest.split('"').length % 2 === 1
  return isWhole && !rest.includes('"value"')
}

/** @returns null when no number begins there */
function findNumberEnd(text: string, from: number): number | null {
  NUMBER.lastIndex = from
  return NUMBER.test(text) ? NUMBER.lastIndex : null
}

/** @returns null when more than steps differs from the last snapshot */
function readSteps(last: LastSnapshot, text: string): LastSnapshot | null {
  const nodes: Record<string, NodeStateWire> = { ...last.nodes }
  const places: Place[] = []
  let [behindOld, behindNew] = [0, 0]
  for (const { id, from, to } of last.places) {
    const at = behindNew + from - behindOld
    const end = findNumberEnd(text, at)
    if (end === null || text.slice(behindNew, at) !== last.text.slice(behindOld, from)) return null
    nodes[id] = { ...last.nodes[id]!, value: Number(text.slice(at, end)) }
    places.push({ id, from: at, to: end })
    behindOld = to
    behindNew = end
  }
  return text.slice(behindNew) === last.text.slice(behindOld) ? { text, nodes, places } : null
}
