import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { MaskTarget } from '@/stores/maskEditorStore'
import { useMaskEditorStore } from '@/stores/maskEditorStore'

/** What the mask editor is open for; null while it is closed. */
export function useMaskTarget(): ComputedRef<MaskTarget | null> {
  const store = useMaskEditorStore()
  return computed(() => store.target)
}
