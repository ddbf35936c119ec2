import type { PromptId } from '@/domain/ids'
import type { Clock } from '@/domain/time'
import type { useConnectionStore } from '@/stores/connectionStore'
import type { useExecutionErrorStore } from '@/stores/executionErrorStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useWorkflowStore } from '@/stores/workflowStore'
import type { ComfyApi } from '../api/comfyApi'
import type { PromptRecords, SubmissionWatch, WorkflowGraphs } from '../ports'

/** What submitting needs. */
export interface RunContext {
  readonly api: Pick<ComfyApi, 'submitPrompt'>
  readonly graphs: Pick<WorkflowGraphs, 'takeSnapshot' | 'applyControlledValues'>
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly errors: ReturnType<typeof useExecutionErrorStore>
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly connection: ReturnType<typeof useConnectionStore>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly records: PromptRecords
  readonly watch: SubmissionWatch
  readonly clock: Clock
  /** 0 <= x < 1 */
  readonly random: () => number
  /** A prompt of which nobody knows whether the server has it. */
  readonly onUnsettled: (promptId: PromptId) => void
  /** The server took a prompt that was stopped here while it was on its way. */
  readonly onStopped: (promptId: PromptId) => void
}
