import { createSharedComposable } from '@vueuse/core'
import { computed } from 'vue'
import type { PromptId } from '@/domain/ids'
import { isWaiting } from '@/domain/promptStatus'
import { getQueuePlaces } from './promptOrder'
import { usePromptListing } from './usePromptListing'

/** Places of waiting prompts in the server's queue, counted over everybody's as far as they are known. */
export const useQueuePlaces = createSharedComposable(() => {
  const { unfinished } = usePromptListing()
  const places = computed(() =>
    getQueuePlaces(unfinished.value.filter((listed) => isWaiting(listed.status)))
  )
  /** 1 for the prompt that runs next; null for those without a queue number. */
  return (promptId: PromptId): number | null => places.value.get(promptId) ?? null
})
