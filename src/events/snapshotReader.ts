import type { PromptId } from '@/domain/ids'
import { decodeTextFrame, makeMalformed } from '@/protocol/decodeTextFrame'
import type { MalformedFrame, NodeStateWire } from '@/protocol/messages'
import type { AttributedEvent } from './executionEvent'
import type { RawSnapshot } from './rawSnapshot'
import type { CutSnapshot } from './snapshotObjects'
import { cutSnapshot, readAgainst } from './snapshotObjects'

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
  /** The last one that said more than steps. */
  readonly base: CutSnapshot
}

/** Prompts whose last snapshot is kept; beyond this the one that was read in full longest ago goes. */
const KEPT = 256
/** Nodes at work at the same time beyond which a snapshot is parsed as a whole. */
const MOST_PLACES = 8
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
/** What leads to the step of a node. */
const STEP = /\{"value": ?/y

/**
 * Reads the nodes of snapshots. Nearly all of them say what the prompt's last one said but for the steps of the nodes
 * at work; such a text equals the last one around those numbers, which is compared as fast as memory is read, and
 * only the numbers are parsed. Where nodes have ended or begun, those alone are parsed. Anything else is parsed as a
 * whole.
 */
export class SnapshotReader {
  readonly #last = new Map<PromptId, LastSnapshot>()

  read(snapshot: RawSnapshot): AttributedEvent | MalformedFrame {
    const { promptId, text } = snapshot
    const last = this.#last.get(promptId)
    const next = last && (readSteps(last, text) ?? readNodes(last, text))
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
    const base = cutSnapshot(text, nodes)
    if (base) this.#keep(promptId, begin(base))
    return { type: 'progressState', promptId, nodes }
  }

  #keep(promptId: PromptId, last: LastSnapshot): void {
    this.#last.set(promptId, last)
    if (this.#last.size <= KEPT) return
    const [oldest] = this.#last.keys()
    if (oldest !== undefined) this.#last.delete(oldest)
  }
}

/** @returns null when a node has gone, or the text is written in another way than the last */
function readNodes({ base }: LastSnapshot, text: string): LastSnapshot | null {
  const next = readAgainst(base, text)
  return next && begin(next)
}

function begin(base: CutSnapshot): LastSnapshot {
  return { text: base.text, nodes: base.nodes, places: findPlaces(base) ?? [], base }
}

/**
 * Where the steps of the running nodes stand: first in their objects.
 * @returns null when that can't be said, or is too many
 */
function findPlaces({ text, nodes, places }: CutSnapshot): Place[] | null {
  const found: Place[] = []
  for (const { id, from: start, to: end } of places) {
    if (nodes[id]?.state !== 'running') continue
    STEP.lastIndex = text.indexOf('{', start)
    if (found.length === MOST_PLACES || !STEP.test(text)) return null
    const from = STEP.lastIndex
    const to = findNumberEnd(text, from)
    if (to === null || !isOnlyValue(text.slice(to, end))) return null
    found.push({ id, from, to })
  }
  return found
}

/** @param rest a node's text behind its first step; another one would count in its place */
function isOnlyValue(rest: string): boolean {
  return !rest.includes('\\') && !rest.includes('"value"')
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
  return text.slice(behindNew) === last.text.slice(behindOld)
    ? { text, nodes, places, base: last.base }
    : null
}
