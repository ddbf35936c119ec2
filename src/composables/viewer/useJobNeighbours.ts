import type { PromptId } from '@/domain/ids'
import { usePromptListing } from '../queue/usePromptListing'

/** Finds the finished job before (-1) or after (+1) another in the order of the job list; null at the ends. */
export function useJobNeighbours(): (promptId: PromptId, by: number) => PromptId | null {
  const { shownFinished } = usePromptListing()
  return (promptId, by) => {
    const done = shownFinished.value.filter(({ status }) => status === 'succeeded')
    const index = done.findIndex((listed) => listed.promptId === promptId)
    return index === -1 ? null : (done[index + by]?.promptId ?? null)
  }
}
