import type { NodeResult, ResultCache } from '../cache/resultCache'

/**
 * Results that the nodes of one run still need. They are held here even if the cache drops them meanwhile, and let go
 * as soon as every node that reads them has run.
 */
export class RunResults {
  readonly #cache: ResultCache
  readonly #getSignature: (id: string) => string | null
  readonly #held = new Map<string, NodeResult>()
  readonly #readers = new Map<string, Set<string>>()
  readonly #sources = new Map<string, Set<string>>()

  constructor(cache: ResultCache, getSignature: (id: string) => string | null) {
    this.#cache = cache
    this.#getSignature = getSignature
  }

  get(id: string): NodeResult | undefined {
    const held = this.#held.get(id)
    if (held) return held
    const signature = this.#getSignature(id)
    return signature === null ? undefined : this.#cache.get(signature)
  }

  set(id: string, result: NodeResult): void {
    const signature = this.#getSignature(id)
    if (signature !== null) this.#cache.set(signature, result)
    if (this.#readers.get(id)?.size) this.#held.set(id, result)
  }

  /** Holds the result of `source` for `reader`. */
  addReader(source: string, reader: string): void {
    this.#addTo(this.#readers, source, reader)
    this.#addTo(this.#sources, reader, source)
    const result = this.get(source)
    if (result) this.#held.set(source, result)
  }

  /** Lets go of what only this node read. */
  releaseSources(reader: string): void {
    for (const source of this.#sources.get(reader) ?? []) {
      const readers = this.#readers.get(source)
      readers?.delete(reader)
      if (!readers?.size) this.#held.delete(source)
    }
    this.#sources.delete(reader)
  }

  #addTo(map: Map<string, Set<string>>, key: string, member: string): void {
    const members = map.get(key)
    if (members) members.add(member)
    else map.set(key, new Set([member]))
  }
}
