import type { ComputedRef } from 'vue'
import { computed, watch } from 'vue'
import type { PromptScope } from '@/domain/clientPolicy'
import { t } from '@/i18n/translate'
import type { ListingState } from '@/stores/queueStore'
import { useQueueStore } from '@/stores/queueStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'
import { useMostFinished } from './useMostFinished'

/** The panel's own state and buttons. */
export interface JobPanel {
  readonly isOpen: ComputedRef<boolean>
  readonly scope: ComputedRef<PromptScope>
  readonly listing: ComputedRef<ListingState>
  /** The server has older jobs than were read. */
  readonly hasMore: ComputedRef<boolean>
  close(): void
  toggleScope(): void
  /** Reads the list again, after a failure. */
  refresh(): void
  /** Reads the next page; calls while one is being read do nothing. */
  loadMore(): void
}

/** The job panel's frame: whose jobs it shows and how far the server's list was read. */
export function useJobPanel(): JobPanel {
  const store = useQueueStore()
  const { jobs } = useServices()
  const attempt = useAttempt()
  const refresh = (): void => void attempt(t('jobs.readFailed'), () => jobs.refresh())
  const mostFinished = useMostFinished()
  const hasMore = computed(() => {
    const { size } = store.serverJobs
    return (store.listing.total ?? 0) > size && size < mostFinished.value
  })
  watch(
    () => store.isPanelOpen,
    (isOpen) => isOpen && refresh(),
    { immediate: true }
  )
  return {
    isOpen: computed(() => store.isPanelOpen),
    scope: computed(() => store.scope),
    listing: computed(() => store.listing),
    hasMore,
    close: () => store.applyPanelOpen(false),
    toggleScope: () => jobs.applyScope(store.scope === 'mine' ? 'everyone' : 'mine'),
    refresh,
    loadMore() {
      if (!hasMore.value || store.listing.phase === 'loading') return
      void attempt(t('jobs.readOlderFailed'), () => jobs.loadMore())
    }
  }
}
