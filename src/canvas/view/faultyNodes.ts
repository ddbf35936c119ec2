import type { LGraphNode } from '@comfyorg/litegraph'

/** Hooks that packs draw with. */
const HOOKS = [
  'onDrawBackground',
  'onDrawForeground',
  'onDrawTitle',
  'onDrawTitleText',
  'onDrawTitleBox',
  'onDrawTitleBar',
  'onDrawCollapsed',
  'onBounding'
] as const

type Hooked = Record<(typeof HOOKS)[number], unknown>

/** Draws nodes whose own drawing throws without it, after saying so once. */
export class FaultyNodes {
  readonly #known = new WeakSet<LGraphNode>()
  #hasFailed = false

  draw(node: LGraphNode, drawNode: () => void): void {
    try {
      if (this.#known.has(node)) withoutHooks(node, drawNode)
      else drawNode()
    } catch (error) {
      if (this.#known.has(node)) return
      this.#hasFailed = true
      this.#known.add(node)
      console.error(`Node ${node.id} (${node.type}) could not be drawn.`, error)
    }
  }

  /** True once after a fault: what was left of it on the context's stack must go before the next frame. */
  takeFault(): boolean {
    const hasFailed = this.#hasFailed
    this.#hasFailed = false
    return hasFailed
  }
}

function withoutHooks(node: LGraphNode, draw: () => void): void {
  const hooked = node as unknown as Hooked
  const own = HOOKS.filter((hook) => Object.hasOwn(node, hook)).map(
    (hook) => [hook, hooked[hook]] as const
  )
  for (const hook of HOOKS) hooked[hook] = undefined
  try {
    draw()
  } finally {
    for (const hook of HOOKS) delete hooked[hook]
    for (const [hook, value] of own) hooked[hook] = value
  }
}
