import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

export type NoticeKind = 'info' | 'success' | 'warning' | 'error'

/** A short message over the page (a toast). */
export interface Notice {
  readonly id: number
  readonly kind: NoticeKind
  readonly title: string
  readonly detail: string | null
  /** A button on it. */
  readonly action: { readonly label: string; readonly run: () => void } | null
  /** ms it stays; null until it is dismissed. */
  readonly life: number | null
}

export type NoticeInit = Pick<Notice, 'kind' | 'title'> & Partial<Omit<Notice, 'id'>>

const MAX_NOTICES = 5

/** ms an ordinary notice stays. */
export const NOTICE_LIFE = 5_000

/** Notices on show, oldest first. */
export const useNoticeStore = defineStore('notice', () => {
  const notices = shallowRef<readonly Notice[]>([])
  let serial = 0
  return {
    notices: computed(() => notices.value),
    /** Shows a notice; errors stay until dismissed unless `life` says otherwise. @returns its id */
    addNotice(init: NoticeInit): number {
      const life = init.kind === 'error' ? null : NOTICE_LIFE
      const notice: Notice = { detail: null, action: null, life, ...init, id: ++serial }
      notices.value = [...notices.value, notice].slice(-MAX_NOTICES)
      return notice.id
    },
    removeNotice(id: number): void {
      notices.value = notices.value.filter((notice) => notice.id !== id)
    }
  }
})
