import { onScopeDispose } from 'vue'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef } from 'vue'
import type { LogLine } from '@/domain/logLines'
import { t } from '@/i18n/translate'
import type { LogPhase } from '@/stores/logStore'
import { useLogStore } from '@/stores/logStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useAttempt } from '../notices/useAttempt'
import { copyText } from '../ui/copyText'
import { useServices } from '../useServices'

export interface ServerLog {
  readonly phase: ComputedRef<LogPhase>
  /** What is typed to leave the other lines out. */
  readonly filter: ShallowRef<string>
  /** The lines that hold it. */
  readonly lines: ComputedRef<readonly LogLine[]>
  /** All there are. */
  readonly total: ComputedRef<number>
  /** Here; the server keeps its own. */
  clear(): void
  /** Puts the lines on show on the clipboard. */
  copy(): void
  read(): void
}

/** The server's log, followed as long as the caller lives. */
export function useServerLog(): ServerLog {
  const { logs } = useServices()
  const logStore = useLogStore()
  const noticeStore = useNoticeStore()
  const attempt = useAttempt()
  const filter = shallowRef('')
  logs.follow()
  onScopeDispose(() => logs.leave())
  const lines = computed(() => {
    const wanted = filter.value.trim().toLowerCase()
    if (wanted === '') return logStore.lines
    return logStore.lines.filter(({ text }) => text.toLowerCase().includes(wanted))
  })
  return {
    phase: computed(() => logStore.phase),
    filter,
    lines,
    total: computed(() => logStore.lines.length),
    clear: () => logStore.clearLines(),
    copy: () =>
      void attempt(t('console.copyFailed'), async () => {
        await copyText(lines.value.map(({ text }) => text.trimEnd()).join('\n'))
        noticeStore.addNotice({
          kind: 'success',
          title: t('console.copied', { count: lines.value.length })
        })
      }),
    read: () => void logs.read()
  }
}
