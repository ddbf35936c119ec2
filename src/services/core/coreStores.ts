import type { Pinia } from 'pinia'
import { useConnectionStore } from '@/stores/connectionStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useQueueStore } from '@/stores/queueStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'

/** The stores that the core writes; definitions and settings, which it reads. */
export interface CoreStores {
  readonly connection: ReturnType<typeof useConnectionStore>
  readonly dialogs: ReturnType<typeof useDialogStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly nodeDefs: Pick<ReturnType<typeof useNodeDefStore>, 'definitions'>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly previews: ReturnType<typeof useImagePreviewStore>
  readonly queue: ReturnType<typeof useQueueStore>
  readonly settings: ReturnType<typeof useSettingStore>
  readonly workflows: ReturnType<typeof useWorkflowStore>
}

export function getCoreStores(pinia: Pinia): CoreStores {
  return {
    connection: useConnectionStore(pinia),
    dialogs: useDialogStore(pinia),
    errors: useExecutionErrorStore(pinia),
    execution: useExecutionStore(pinia),
    nodeDefs: useNodeDefStore(pinia),
    notices: useNoticeStore(pinia),
    previews: useImagePreviewStore(pinia),
    queue: useQueueStore(pinia),
    settings: useSettingStore(pinia),
    workflows: useWorkflowStore(pinia)
  }
}
