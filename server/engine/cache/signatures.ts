import { createHash, randomUUID } from 'node:crypto'
import type { ApiPromptNode } from '@/protocol/prompt'
import type { NodeType } from '../nodes/nodeType'
import { isLink } from '../values/links'

/** Where signatures look nodes up. */
export interface SignatureSource {
  getNode(id: string): ApiPromptNode | undefined
  getType(id: string): NodeType | undefined
  /** What `fingerprint` gave for the node; undefined for classes without one. */
  getFingerprint(id: string): unknown
}

/** A result that depends on which node it is can't stand in for another node's. */
function dependsOnId({ definition }: NodeType): boolean {
  return Object.values(definition.input?.hidden ?? {})
    .flat()
    .includes('UNIQUE_ID')
}

/** Never equal to another one, nor to itself in the next prompt: Python's NaN. */
function describeFingerprint(fingerprint: unknown): string {
  if (fingerprint === undefined) return ''
  return typeof fingerprint === 'number' && Number.isNaN(fingerprint)
    ? randomUUID()
    : JSON.stringify(fingerprint)
}

/**
 * Computes what the result of a node depends on: its class and fingerprint, its values, and the signatures of its
 * sources. Nodes on a cycle have none.
 */
export class Signatures {
  readonly #source: SignatureSource
  readonly #known = new Map<string, string | null>()

  constructor(source: SignatureSource) {
    this.#source = source
  }

  get(id: string): string | null {
    const pending = [id]
    for (let current = pending.at(-1); current !== undefined; current = pending.at(-1)) {
      const missing = this.#findUnknownSource(current)
      if (missing === null) {
        if (!this.#known.get(current)) this.#known.set(current, this.#compute(current))
        pending.pop()
      } else {
        // Marks the node as being looked at: if a source leads back here, it is a cycle and counts as unknown.
        this.#known.set(current, null)
        pending.push(missing)
      }
    }
    return this.#known.get(id) ?? null
  }

  #findUnknownSource(id: string): string | null {
    const inputs = this.#source.getNode(id)?.inputs ?? {}
    for (const value of Object.values(inputs)) {
      if (isLink(value) && !this.#known.has(value[0])) return value[0]
    }
    return null
  }

  #compute(id: string): string | null {
    const node = this.#source.getNode(id)
    const type = this.#source.getType(id)
    if (!node || !type) return null
    const inputs: unknown[] = []
    for (const name of Object.keys(node.inputs).sort()) {
      const value = node.inputs[name]
      if (!isLink(value)) {
        inputs.push([name, typeof value === 'number' ? String(value) : value, typeof value])
        continue
      }
      const source = this.#known.get(value[0])
      if (!source) return null
      inputs.push([name, source, value[1]])
    }
    const fingerprint = describeFingerprint(this.#source.getFingerprint(id))
    const parts = [type.definition.name, fingerprint, dependsOnId(type) ? id : '', inputs]
    return createHash('sha1').update(JSON.stringify(parts)).digest('base64')
  }
}
