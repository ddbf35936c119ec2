import { useNoticeStore } from '@/stores/noticeStore'

/**
 * Runs what the user asked for and says so in a notice when it fails.
 * @param failure what could not be done, as the notice's title
 * @returns the result; undefined when it failed
 */
export type Attempt = <T>(failure: string, task: () => T | Promise<T>) => Promise<T | undefined>

/** An `Attempt` whose notices go to the page. */
export function useAttempt(): Attempt {
  const noticeStore = useNoticeStore()
  return async (failure, task) => {
    try {
      return await task()
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      noticeStore.addNotice({ kind: 'error', title: failure, detail })
      return undefined
    }
  }
}
