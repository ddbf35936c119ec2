import type { Ref } from 'vue'
import { onBeforeUnmount } from 'vue'

/** Gives the focus back to what had it when a panel opened, if the panel has it when it closes. */
export function useFocusReturn(panel: Readonly<Ref<HTMLElement | null>>): void {
  const before = document.activeElement
  onBeforeUnmount(() => {
    const isInside = panel.value?.contains(document.activeElement) ?? false
    if (isInside && before instanceof HTMLElement && before.isConnected) before.focus()
  })
}
