import { effectScope, watch } from 'vue'
import type { Cancel } from '@/domain/time'

/**
 * Tells of each entry of a reactive record when it appears, changes or goes (undefined). What one entry costs doesn't
 * depend on the others [B48].
 * @returns ends it; entries that were there are not told as gone
 */
export function watchRecord<K extends string, V>(
  source: () => Readonly<Record<K, V>> | undefined,
  apply: (key: K, value: V | undefined) => void
): Cancel {
  const scope = effectScope(true)
  const entries = new Map<K, Cancel>()
  const follow = (key: K): void => {
    const stop = scope.run(() =>
      watch(
        () => source()?.[key],
        (value) => apply(key, value),
        { immediate: true, flush: 'sync' }
      )
    )
    if (stop) entries.set(key, stop)
  }
  scope.run(() =>
    watch(
      () => Object.keys(source() ?? {}) as K[],
      (keys) => {
        const present = new Set(keys)
        for (const [key, stop] of entries) {
          if (present.has(key)) continue
          stop()
          entries.delete(key)
          apply(key, undefined)
        }
        for (const key of keys) if (!entries.has(key)) follow(key)
      },
      { immediate: true, flush: 'sync' }
    )
  )
  return () => scope.stop()
}
