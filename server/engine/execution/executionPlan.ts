import { EngineError } from '../values/engineError'
import { isLink, type Link } from '../values/links'

/** What the plan asks about nodes. */
export interface PlanSurroundings {
  getInputs(id: string): Readonly<Record<string, unknown>>
  /** Inputs whose sources are run only when the node asks for them. */
  isLazy(id: string, inputName: string): boolean
  /** Whether the result is there already; then the source need not run. */
  isReady(id: string): boolean
  /** `target` will read the result of `source`. */
  onLink(source: string, target: string): void
  isOutputNode(id: string): boolean
  isAsync(id: string): boolean
}

/** Which nodes remain to be run, and which of them can be run now. */
export class ExecutionPlan {
  readonly #ask: PlanSurroundings
  /** Nodes to run, in the order in which they were found. */
  readonly #pending = new Set<string>()
  /** How many sources, or calls under way, a node waits for. */
  readonly #waits = new Map<string, number>()
  readonly #targets = new Map<string, Set<string>>()
  readonly #wakers: (() => void)[] = []
  #external = 0

  constructor(surroundings: PlanSurroundings) {
    this.#ask = surroundings
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0
  }

  /** Adds a node and all that it needs. */
  addNode(id: string): void {
    const open = [id]
    const links: [source: string, target: string][] = []
    for (let current = open.pop(); current !== undefined; current = open.pop()) {
      if (this.#pending.has(current)) continue
      this.#pending.add(current)
      this.#waits.set(current, 0)
      this.#targets.set(current, new Set())
      for (const [name, value] of Object.entries(this.#ask.getInputs(current))) {
        if (!isLink(value) || this.#ask.isLazy(current, name)) continue
        if (!this.#ask.isReady(value[0])) open.push(value[0])
        links.push([value[0], current])
      }
    }
    for (const [source, target] of links) this.addLink(source, target)
  }

  /** Makes a node wait for another one, which is added if it has to run. */
  addLink(source: string, target: string): void {
    this.#ask.onLink(source, target)
    if (this.#ask.isReady(source)) return
    this.addNode(source)
    const targets = this.#targets.get(source)
    if (!targets || targets.has(target)) return
    targets.add(target)
    this.#waits.set(target, (this.#waits.get(target) ?? 0) + 1)
  }

  /** Fetches a lazy input. @throws EngineError when there is nothing to fetch */
  requireInput(id: string, inputName: string): void {
    const value = this.#ask.getInputs(id)[inputName]
    if (!isLink(value)) {
      throw new EngineError(
        'NodeInputError',
        `Node ${id} says it needs input ${inputName}, but there is no link to it`
      )
    }
    this.addLink((value as Link)[0], id)
  }

  /** Marks a node as waiting for something outside of the graph. @returns to be called when that has come */
  block(id: string): () => void {
    this.#external += 1
    this.#waits.set(id, (this.#waits.get(id) ?? 0) + 1)
    return () => {
      this.#external -= 1
      this.#waits.set(id, (this.#waits.get(id) ?? 1) - 1)
      for (const wake of this.#wakers.splice(0)) wake()
    }
  }

  /** The node to run next; null when the rest of the plan is one knot (a cycle). Waits for blocked nodes. */
  async pickNext(): Promise<string | null> {
    for (;;) {
      const ready = [...this.#pending].filter((id) => this.#waits.get(id) === 0)
      if (ready.length > 0) return this.#choose(ready)
      if (this.#external === 0) return null
      await new Promise<void>((resolve) => {
        this.#wakers.push(resolve)
      })
    }
  }

  /** Takes a node that has run from the plan. */
  complete(id: string): void {
    for (const target of this.#targets.get(id) ?? []) {
      this.#waits.set(target, (this.#waits.get(target) ?? 1) - 1)
    }
    this.#pending.delete(id)
    this.#waits.delete(id)
    this.#targets.delete(id)
  }

  /** The nodes that remain. */
  getPending(): string[] {
    return [...this.#pending]
  }

  /**
   * Results shall be seen early: output nodes (and async ones, which run beside others) first, then what an output
   * node waits for directly, then what is one node further away.
   */
  #choose(ready: readonly string[]): string {
    const leadsToOutput = (id: string, distance: number): boolean =>
      [...(this.#targets.get(id) ?? [])].some((target) =>
        distance === 1 ? this.#ask.isOutputNode(target) : leadsToOutput(target, distance - 1)
      )
    return (
      ready.find((id) => this.#ask.isOutputNode(id) || this.#ask.isAsync(id)) ??
      ready.find((id) => leadsToOutput(id, 1)) ??
      ready.find((id) => leadsToOutput(id, 2)) ??
      ready[0]!
    )
  }
}
