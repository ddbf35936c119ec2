import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Notice } from '@/stores/noticeStore'
import { useNoticeStore } from '@/stores/noticeStore'

/** Notices on show, and what can be done with them. */
export interface Notices {
  /** Oldest first. */
  readonly notices: ComputedRef<readonly Notice[]>
  dismiss(id: number): void
  /** Presses the notice's button; that answers it, so it goes. */
  act(notice: Notice): void
}

/** View model of the notices; nothing here adds one. */
export function useNotices(): Notices {
  const store = useNoticeStore()
  return {
    notices: computed(() => store.notices),
    dismiss: (id) => store.removeNotice(id),
    act(notice) {
      store.removeNotice(notice.id)
      notice.action?.run()
    }
  }
}
