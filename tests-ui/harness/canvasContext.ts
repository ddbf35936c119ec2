/** Calls a stubbed 2D context counted, by name. */
export type ContextCalls = Map<string, number>

/**
 * Gives canvas elements a 2D context that draws nowhere: LiteGraph needs one, and happy-dom has none.
 * @returns takes it away again
 */
export function stubCanvasContext(calls: ContextCalls = new Map()): () => void {
  const { prototype } = HTMLCanvasElement
  const { getContext } = prototype
  const contexts = new WeakMap<HTMLCanvasElement, unknown>()
  prototype.getContext = function (this: HTMLCanvasElement) {
    const known = contexts.get(this) ?? createContext(this, calls)
    contexts.set(this, known)
    return known as never
  }
  const globals = globalThis as { Path2D?: unknown }
  const { Path2D } = globals
  globals.Path2D = class {
    moveTo() {}
    lineTo() {}
    bezierCurveTo() {}
    arc() {}
    rect() {}
  }
  return () => {
    prototype.getContext = getContext
    globals.Path2D = Path2D
  }
}

const ANSWERS: Record<string, (...given: never[]) => unknown> = {
  measureText: (text: string) => ({ width: String(text).length * 7 }),
  getTransform: () => ({ a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }),
  createPattern: () => ({}),
  createLinearGradient: () => ({ addColorStop() {} }),
  createRadialGradient: () => ({ addColorStop() {} }),
  isPointInStroke: () => false
}

function createContext(canvas: HTMLCanvasElement, calls: ContextCalls): object {
  const fields: Record<string, unknown> = { canvas }
  return new Proxy(fields, {
    get(target, key: string) {
      if (key in target) return target[key]
      if (key === 'start2D' || key === 'then') return undefined
      return (...given: never[]) => {
        calls.set(key, (calls.get(key) ?? 0) + 1)
        return ANSWERS[key]?.(...given)
      }
    },
    set(target, key: string, value) {
      target[key] = value
      return true
    }
  })
}
