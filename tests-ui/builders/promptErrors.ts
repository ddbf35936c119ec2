import { toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import type { ErrorRowInit } from '@/stores/executionErrorStore'
import { makePromptId } from './promptJobs'

/** A run that failed on the sampler of workflow `a`. */
export function makeErrorRow(overrides: Partial<ErrorRowInit> = {}): ErrorRowInit {
  return {
    kind: 'execution',
    workflowId: toWorkflowId('a'),
    promptId: makePromptId(1),
    executionId: toExecutionId('3'),
    locatorId: toNodeLocatorId('3'),
    enclosingLocatorIds: [],
    nodeTitle: 'KSampler',
    inputName: null,
    message: 'out of memory',
    details: '',
    traceback: ['File "execution.py", line 1', '  raise'],
    type: 'torch.OutOfMemoryError',
    ...overrides
  }
}
