import type { NodeIdentity } from './dynamicPrompt'

interface NodeProgress {
  readonly value: number
  readonly max: number
  readonly state: 'running' | 'finished'
}

/** How far each node of a prompt is that has started: what `progress_state` tells (protocol.md §1.5). */
export class ProgressBoard {
  readonly #promptId: string
  readonly #identify: (id: string) => NodeIdentity
  readonly #nodes = new Map<string, NodeProgress>()

  constructor(promptId: string, identify: (id: string) => NodeIdentity) {
    this.#promptId = promptId
    this.#identify = identify
  }

  start(id: string): void {
    this.#nodes.set(id, { value: 0, max: 1, state: 'running' })
  }

  update(id: string, value: number, max: number): void {
    this.#nodes.set(id, { value, max, state: 'running' })
  }

  finish(id: string): void {
    const max = this.#nodes.get(id)?.max ?? 1
    this.#nodes.set(id, { value: max, max, state: 'finished' })
  }

  /** The data of a `progress_state` message: all nodes, in the order in which they started. */
  takeSnapshot(): Readonly<Record<string, unknown>> {
    const nodes = Object.fromEntries(
      [...this.#nodes].map(([id, progress]) => {
        const { displayId, parentId, realId } = this.#identify(id)
        const entry = {
          ...progress,
          node_id: id,
          prompt_id: this.#promptId,
          display_node_id: displayId,
          parent_node_id: parentId,
          real_node_id: realId
        }
        return [id, entry]
      })
    )
    return { prompt_id: this.#promptId, nodes }
  }
}
