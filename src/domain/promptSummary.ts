import type { ClientId, PromptId, WorkflowId } from './ids'
import type { OutputFile } from './nodeOutput'
import type { TerminalStatus } from './promptStatus'

/** What stays of a finished prompt beyond the bound of full states; small, since there may be thousands. */
export interface PromptSummary {
  readonly promptId: PromptId
  readonly workflowId: WorkflowId | null
  readonly workflowName: string
  readonly clientId: ClientId | null
  readonly isOwn: boolean
  readonly status: TerminalStatus
  /** ms since the epoch */
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** One file to show for it. */
  readonly thumbnail: OutputFile | null
}
