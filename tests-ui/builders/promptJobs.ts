import { toClientId, toPromptId, toWorkflowId } from '@/domain/ids'
import type { OutputFile } from '@/domain/nodeOutput'
import type { PromptSummary } from '@/domain/promptSummary'
import type { ServerJob, SiblingPrompt } from '@/domain/serverJob'

/** The day on which test jobs run; ms since the epoch. */
export const TEST_DAY = Date.UTC(2026, 0, 1)

/** An id as the wire has them; the number makes it unique and recognisable. */
export function makePromptId(serial: number) {
  return toPromptId(`00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`)
}

export function makeOutputFile(overrides: Partial<OutputFile> = {}): OutputFile {
  return { filename: 'ComfyUI_00001_.png', subfolder: '', type: 'output', ...overrides }
}

/** A finished job of somebody else, as the server lists it. */
export function makeServerJob(overrides: Partial<ServerJob> = {}): ServerJob {
  return {
    promptId: makePromptId(9001),
    status: 'succeeded',
    queueNumber: null,
    createdAt: TEST_DAY,
    startedAt: TEST_DAY + 1_000,
    endedAt: TEST_DAY + 21_000,
    clientId: toClientId('somebody-else'),
    documentId: null,
    thumbnail: null,
    errorMessage: null,
    ...overrides
  }
}

/** A job that another tab of this browser tells of. */
export function makeSibling(overrides: Partial<SiblingPrompt> = {}): SiblingPrompt {
  return {
    promptId: makePromptId(5001),
    clientId: toClientId('other-tab'),
    workflowId: 'workflow-of-other-tab',
    workflowName: 'Upscale',
    status: 'running',
    percent: 40,
    node: null,
    preview: null,
    thumbnail: null,
    createdAt: TEST_DAY,
    startedAt: TEST_DAY + 1_000,
    endedAt: null,
    ...overrides
  }
}

/** What is left of a job that finished long ago. */
export function makeSummary(overrides: Partial<PromptSummary> = {}): PromptSummary {
  return {
    promptId: makePromptId(1),
    workflowId: toWorkflowId('a'),
    workflowName: 'Portrait',
    clientId: toClientId('this-tab'),
    isOwn: true,
    status: 'succeeded',
    createdAt: TEST_DAY,
    startedAt: TEST_DAY + 1_000,
    endedAt: TEST_DAY + 13_000,
    thumbnail: null,
    ...overrides
  }
}
