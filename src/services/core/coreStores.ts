import type { Pinia } from 'pinia'
import { useConnectionStore } from '@/stores/connectionStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useQueueStore } from '@/stores/queueStore'
import { useWorkflowStore } from '@/stores/workflowStore'

/** The stores that the core writes. */
export interface CoreStores {
  readonly connection: ReturnType<typeof useConnectionStore>
  readonly dialogs: ReturnType<typeof useDialogStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly previews: ReturnType<typeof useImagePreviewStore>
  readonly queue: ReturnType<typeof useQueueStore>
  readonly workflows: ReturnType<typeof useWorkflowStore>
}

export function getCoreStores(pinia: Pinia): CoreStores {
  return {
    connection: useConnectionStore(pinia),
    dialogs: useDialogStore(pinia),
    errors: useExecutionErrorStore(pinia),
    execution: useExecutionStore(pinia),
    notices: useNoticeStore(pinia),
    previews: useImagePreviewStore(pinia),
    queue: useQueueStore(pinia),
    workflows: useWorkflowStore(pinia)
  }
}
