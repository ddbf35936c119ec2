import type { ComputedRef } from 'vue'
import { computed, watch } from 'vue'
import type { WorkflowId } from '@/domain/ids'
import { t } from '@/i18n/translate'
import type { ErrorRow } from '@/stores/executionErrorStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useAttempt } from '../notices/useAttempt'
import { copyText } from '../ui/copyText'
import { useServices } from '../useServices'
import { useErrorPanelState } from './errorPanelState'
import { formatError } from './errorText'

/** Rows of the workflow in front, and what can be done with them. */
export interface ErrorPanel {
  readonly workflowId: ComputedRef<WorkflowId | null>
  /** Errors of the workflow in front, newest last. */
  readonly rows: ComputedRef<readonly ErrorRow[]>
  /** Only the panel's title shows. */
  readonly isFolded: ComputedRef<boolean>
  toggle(): void
  /** Brings the node into view; says so when it is gone. */
  jump(row: ErrorRow): void
  copy(rows: readonly ErrorRow[]): void
  dismiss(row: ErrorRow): void
  dismissAll(): void
}

/** Errors of the workflow in front; they stay with their workflow until dismissed, mended or run anew [B30, B31]. */
export function useErrorPanel(): ErrorPanel {
  const errorStore = useExecutionErrorStore()
  const workflowStore = useWorkflowStore()
  const state = useErrorPanelState()
  const workflowId = computed(() => workflowStore.activeId)
  const rows = computed(() =>
    workflowId.value ? errorStore.getWorkflowErrors(workflowId.value) : []
  )
  const isFolded = computed(() => workflowId.value !== null && state.isFolded(workflowId.value))
  watch([workflowId, () => rows.value.at(-1)?.key], ([id, key], [idBefore]) => {
    // An error that comes while one looks is not to be overlooked; switching tabs unfolds nothing.
    if (id && id === idBefore && key !== undefined) state.expand(id)
  })
  return {
    workflowId,
    rows,
    isFolded,
    toggle() {
      const id = workflowId.value
      if (id) (isFolded.value ? state.expand : state.fold)(id)
    },
    jump: useNodeJump(),
    copy: useErrorCopier(),
    dismiss: (row) => errorStore.dismissError(row.workflowId, row.key),
    dismissAll: () => void (workflowId.value && errorStore.clearWorkflow(workflowId.value))
  }
}

function useNodeJump(): (row: ErrorRow) => void {
  const { canvas } = useServices()
  const noticeStore = useNoticeStore()
  return (row) => {
    if (row.locatorId && canvas.revealNode(row.workflowId, row.locatorId)) return
    noticeStore.addNotice({
      kind: 'info',
      title: t('errors.nodeGone', { node: row.nodeTitle })
    })
  }
}

function useErrorCopier(): (rows: readonly ErrorRow[]) => void {
  const noticeStore = useNoticeStore()
  const attempt = useAttempt()
  return (rows) =>
    void attempt(t('errors.copyFailed'), async () => {
      await copyText(rows.map(formatError).join('\n\n'))
      noticeStore.addNotice({
        kind: 'info',
        title: t('errors.copied', { count: rows.length })
      })
    })
}
