import { toExecutionId } from '@/domain/ids'
import type { AttributedEvent } from '@/events/executionEvent'
import { t } from '@/i18n/translate'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { JobDetail } from '../api/comfyApi'

/** The events that would have told what a finished prompt's record tells, without those that did arrive. */
export function toEvents(
  prompt: PromptExecution,
  { job, outputs, failure }: JobDetail
): AttributedEvent[] {
  const { promptId } = prompt
  const events: AttributedEvent[] = []
  for (const [id, output] of Object.entries(outputs)) {
    const nodeId = toExecutionId(id)
    if (nodeId in prompt.outputs) continue
    events.push({ type: 'executed', promptId, nodeId, displayNodeId: nodeId, output, merge: false })
  }
  const at = job.endedAt
  if (job.status === 'succeeded') events.push({ type: 'succeeded', promptId, at })
  else if (job.status === 'interrupted')
    events.push({ type: 'interrupted', promptId, nodeId: null, at })
  else if (job.status === 'failed') {
    events.push({
      type: 'failed',
      promptId,
      at,
      failure: failure ?? {
        executionId: null,
        classType: '',
        exceptionType: 'unknown',
        message: job.errorMessage ?? t('services.failedUnsaid'),
        traceback: []
      }
    })
  }
  return events
}
