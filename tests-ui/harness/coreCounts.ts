import { effect, effectScope } from 'vue'

/** Work done, in steps that don't depend on the machine. */
export interface OperationCounts {
  /** Reads through reactive objects, and lookups in maps and sets. */
  readonly lookups: number
  /** Writes through reactive objects, and into maps and sets. */
  readonly writes: number
  /** Elements gone through by list operations. */
  readonly elements: number
}

type Method = (...args: unknown[]) => unknown

const LISTS = ['includes', 'filter', 'map', 'flatMap', 'some', 'every', 'find', 'indexOf'] as const

/**
 * Counts what a task does: every read and write that goes through a reactive object, a map or a set, and the length of
 * every list that is gone through.
 */
export function countOperations(task: () => void): OperationCounts {
  const counts = { lookups: 0, writes: 0, elements: 0 }
  const restores: (() => void)[] = []
  const watch = <T extends object>(
    owner: T,
    name: keyof T & string,
    note: (self: unknown) => void
  ): void => {
    const original = owner[name] as Method
    const counting = function (this: unknown, ...args: unknown[]) {
      note(this)
      return original.apply(this, args)
    }
    Object.defineProperty(owner, name, { value: counting, writable: true, configurable: true })
    restores.push(() =>
      Object.defineProperty(owner, name, { value: original, writable: true, configurable: true })
    )
  }
  const noteLookup = () => void counts.lookups++
  const noteWrite = () => void counts.writes++
  for (const name of ['get', 'has', 'ownKeys'] as const) watch(Reflect, name, noteLookup)
  for (const name of ['set', 'deleteProperty'] as const) watch(Reflect, name, noteWrite)
  for (const name of ['get', 'has'] as const) watch(Map.prototype, name, noteLookup)
  for (const name of ['set', 'delete'] as const) watch(Map.prototype, name, noteWrite)
  watch(Set.prototype, 'has', noteLookup)
  for (const name of ['add', 'delete'] as const) watch(Set.prototype, name, noteWrite)
  for (const name of LISTS)
    watch(Array.prototype, name, (self) => void (counts.elements += (self as unknown[]).length))
  try {
    task()
  } finally {
    for (const restore of restores.reverse()) restore()
  }
  return counts
}

/** Counts how often what `read` reads has changed since. */
export function countRuns(read: () => unknown): { readonly count: number; stop(): void } {
  const scope = effectScope(true)
  let runs = -1
  scope.run(() =>
    effect(() => {
      read()
      runs++
    })
  )
  return {
    get count() {
      return runs
    },
    stop: () => scope.stop()
  }
}
