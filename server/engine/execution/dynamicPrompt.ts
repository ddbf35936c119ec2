import type { ApiPrompt, ApiPromptNode } from '@/protocol/prompt'

/** A node of an expanded graph, and where it belongs. */
interface EphemeralNode {
  readonly node: ApiPromptNode
  readonly parentId: string
  readonly displayId: string
}

/** How events name a node (protocol.md §5.4). */
export interface NodeIdentity {
  readonly nodeId: string
  /** The node to highlight. */
  readonly displayId: string
  /** The expanding node; null for nodes of the prompt. */
  readonly parentId: string | null
  /** The node of the prompt behind it. */
  readonly realId: string
}

/** The prompt and the nodes that expanding nodes add to it while it runs. */
export class DynamicPrompt {
  readonly original: ApiPrompt
  readonly #ephemeral = new Map<string, EphemeralNode>()

  constructor(original: ApiPrompt) {
    this.original = original
  }

  getNode(id: string): ApiPromptNode | undefined {
    return this.#ephemeral.get(id)?.node ?? this.#getOriginal(id)
  }

  hasNode(id: string): boolean {
    return this.getNode(id) !== undefined
  }

  addNode(id: string, ephemeral: EphemeralNode): void {
    this.#ephemeral.set(id, ephemeral)
  }

  /** Ids of all nodes, those of the prompt first. */
  getAllIds(): string[] {
    return [...Object.keys(this.original), ...this.#ephemeral.keys()]
  }

  identify(id: string): NodeIdentity {
    let realId = id
    for (let node = this.#ephemeral.get(realId); node; node = this.#ephemeral.get(realId)) {
      realId = node.parentId
    }
    let displayId = id
    for (let node = this.#ephemeral.get(displayId); node; node = this.#ephemeral.get(displayId)) {
      displayId = node.displayId
    }
    return { nodeId: id, displayId, parentId: this.#ephemeral.get(id)?.parentId ?? null, realId }
  }

  #getOriginal(id: string): ApiPromptNode | undefined {
    return Object.hasOwn(this.original, id) ? this.original[id] : undefined
  }
}
