import type { ComputedRef, Ref } from 'vue'
import { computed, shallowRef } from 'vue'
import type { OutputFile } from '@/domain/nodeOutput'
import { getAssetKey } from './assetList'

export interface AssetSelection {
  /** The selected files that are on the list, in its order. */
  readonly files: ComputedRef<readonly OutputFile[]>
  isSelected(file: OutputFile): boolean
  toggle(file: OutputFile): void
  /** Everything from the last one that was chosen up to this. */
  extendTo(file: OutputFile): void
  selectAll(): void
  clear(): void
}

/** Several files at a time: one by one, or a range. */
export function useAssetSelection(listed: Readonly<Ref<readonly OutputFile[]>>): AssetSelection {
  const keys = shallowRef<ReadonlySet<string>>(new Set())
  let anchor: string | null = null
  const add = (more: readonly OutputFile[]): void => {
    keys.value = new Set([...keys.value, ...more.map(getAssetKey)])
  }
  return {
    files: computed(() =>
      keys.value.size === 0 ? [] : listed.value.filter((file) => keys.value.has(getAssetKey(file)))
    ),
    isSelected: (file) => keys.value.has(getAssetKey(file)),
    toggle(file) {
      const key = getAssetKey(file)
      const next = new Set(keys.value)
      if (!next.delete(key)) next.add(key)
      keys.value = next
      anchor = key
    },
    extendTo(file) {
      const end = listed.value.indexOf(file)
      const start = listed.value.findIndex((other) => getAssetKey(other) === anchor)
      const from = start === -1 ? end : start
      add(listed.value.slice(Math.min(from, end), Math.max(from, end) + 1))
    },
    selectAll: () => add(listed.value),
    clear() {
      keys.value = new Set()
      anchor = null
    }
  }
}
