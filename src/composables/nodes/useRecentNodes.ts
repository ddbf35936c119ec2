import { createSharedComposable, useLocalStorage } from '@vueuse/core'
import type { ComputedRef } from 'vue'
import { computed } from 'vue'

/** As many as one looks through. */
const MOST = 20

/** Node types this browser added last, most recent first. */
export const useRecentNodes = createSharedComposable(
  (): { readonly types: ComputedRef<readonly string[]>; note(classType: string): void } => {
    const types = useLocalStorage<string[]>('parallel.recentNodes', [])
    return {
      types: computed(() => types.value),
      note(classType) {
        const others = types.value.filter((type) => type !== classType)
        types.value = [classType, ...others].slice(0, MOST)
      }
    }
  }
)
