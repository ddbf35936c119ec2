import { collectSharedGarbage, noteSharedBytes } from '../tensor/sharedMemory'
import { collectTensors, getBufferBytes, type Tensor } from '../tensor/tensor'

/** What a node left behind. */
export interface NodeResult {
  /** Per output the list of its values: one, or several if the node ran over a list or returned one. */
  readonly outputs: readonly (readonly unknown[])[]
  /** UI data with the node it belongs to, or null. */
  readonly ui: UiResult | null
}

/** UI data of a node as history keeps it (protocol.md §6.1). */
export interface UiResult {
  readonly meta: Readonly<Record<string, string | null>>
  readonly output: Readonly<Record<string, unknown>>
}

interface Entry {
  readonly result: NodeResult
  readonly buffers: readonly Tensor[]
  /** The last prompt that contained a node with this signature. */
  lastPrompt: number
}

export interface CacheLimits {
  /** Results are kept of this many prompts, the one that starts among them; 0 keeps nothing. */
  readonly keepPrompts: number
  /** Number of results; those not used for the longest time go first. */
  readonly maxResults: number
  /** Bytes of all tensors together; the results not used for the longest time go first. */
  readonly maxBytes: number
}

/**
 * Results by input signature, for all workers: a node whose class, inputs and sources are the same as some earlier
 * node's is not run again.
 *
 * ComfyUI's classic cache keeps the results of the prompt before. With several workflows running side by side that
 * would never hit, so results live on for the last `keepPrompts` prompts, within a bound of bytes.
 */
export class ResultCache {
  readonly #limits: CacheLimits
  /** In order of use, the latest last. */
  readonly #entries = new Map<string, Entry>()
  /** How many entries hold each buffer. */
  readonly #holders = new Map<string, number>()
  #bytes = 0
  #prompts = 0

  constructor(limits: CacheLimits) {
    this.#limits = limits
  }

  /** Bytes of the tensors that are kept. */
  get bytes(): number {
    return this.#bytes
  }

  /** Number of results that are kept. */
  get size(): number {
    return this.#entries.size
  }

  /** To be called as a prompt starts: keeps what it contains alive and drops what has not been used for long. */
  startPrompt(signatures: readonly string[]): void {
    this.#prompts += 1
    for (const signature of signatures) this.#touch(signature)
    const oldest = this.#prompts - this.#limits.keepPrompts + 1
    for (const [signature, entry] of this.#entries) {
      if (entry.lastPrompt < oldest) this.#drop(signature, entry)
    }
  }

  get(signature: string): NodeResult | undefined {
    return this.#touch(signature)?.result
  }

  set(signature: string, result: NodeResult): void {
    const earlier = this.#entries.get(signature)
    if (earlier) this.#drop(signature, earlier)
    if (this.#limits.keepPrompts === 0) return
    const buffers = collectTensors(result.outputs)
    this.#entries.set(signature, { result, buffers, lastPrompt: this.#prompts })
    for (const tensor of buffers) this.#hold(tensor)
    this.#enforceBounds()
  }

  /** Forgets everything. */
  clear(): void {
    noteSharedBytes(this.#bytes)
    for (const [signature, entry] of this.#entries) this.#drop(signature, entry)
    collectSharedGarbage()
  }

  #touch(signature: string): Entry | undefined {
    const entry = this.#entries.get(signature)
    if (!entry) return undefined
    this.#entries.delete(signature)
    this.#entries.set(signature, entry)
    entry.lastPrompt = this.#prompts
    return entry
  }

  #hold(tensor: Tensor): void {
    const holders = this.#holders.get(tensor.bufferId) ?? 0
    if (holders === 0) this.#bytes += getBufferBytes(tensor)
    this.#holders.set(tensor.bufferId, holders + 1)
  }

  #release(tensor: Tensor): void {
    const holders = (this.#holders.get(tensor.bufferId) ?? 1) - 1
    if (holders > 0) {
      this.#holders.set(tensor.bufferId, holders)
      return
    }
    this.#holders.delete(tensor.bufferId)
    this.#bytes -= getBufferBytes(tensor)
  }

  #drop(signature: string, entry: Entry): void {
    this.#entries.delete(signature)
    for (const tensor of entry.buffers) this.#release(tensor)
  }

  #enforceBounds(): void {
    const { maxBytes, maxResults } = this.#limits
    for (const [signature, entry] of this.#entries) {
      if (this.#bytes <= maxBytes && this.#entries.size <= maxResults) return
      this.#drop(signature, entry)
    }
  }
}
