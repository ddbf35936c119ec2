import type { ComputedRef } from 'vue'
import { computed, inject, onBeforeUnmount, onMounted } from 'vue'
import type { NodeLocatorId } from '@/domain/ids'
import { t } from '@/i18n/translate'
import { useNoticeStore } from '@/stores/noticeStore'
import type { MissingParts } from '../canvas/canvasMissing'
import { CANVAS_MISSING } from '../canvas/canvasMissing'
import { useAttempt } from '../notices/useAttempt'
import { copyText } from '../ui/copyText'
import { useServices } from '../useServices'

/** What the workflow in front lacks, and what can be done about it. */
export interface MissingActions {
  readonly parts: ComputedRef<MissingParts | null>
  /** Types that have a replacement. */
  readonly replaceable: ComputedRef<readonly string[]>
  /** Brings the first of the nodes into view; called again for the same ones, the next. */
  reveal(nodes: readonly NodeLocatorId[]): void
  replace(types: readonly string[]): void
  copy(text: string): void
}

export function useMissingParts(): MissingActions {
  const { canvas } = useServices()
  const notices = useNoticeStore()
  const attempt = useAttempt()
  const missing = inject(CANVAS_MISSING, null)
  let stop = (): void => {}
  onMounted(() => (stop = missing?.watch() ?? stop))
  onBeforeUnmount(() => stop())
  const parts = computed(() => missing?.current.value ?? null)
  const at = new Map<string, number>()
  return {
    parts,
    replaceable: computed(
      () => parts.value?.types.flatMap(({ type, replacement }) => (replacement ? type : [])) ?? []
    ),
    reveal(nodes) {
      if (!parts.value || nodes.length === 0) return
      const key = nodes.join()
      const index = (at.get(key) ?? 0) % nodes.length
      at.set(key, index + 1)
      canvas.revealNode(parts.value.workflowId, nodes[index]!)
    },
    replace(types) {
      const count = missing?.replace(types) ?? 0
      if (count > 0) notices.addNotice({ kind: 'success', title: t('missing.replaced', { count }) })
    },
    copy: (text) => void attempt(t('missing.copyFailed'), () => copyText(text))
  }
}
