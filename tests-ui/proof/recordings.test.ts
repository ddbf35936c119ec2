import { describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { toExecutionId } from '@/domain/ids'
import type { Recording } from '@/events/recording'
import type { ReplayedRun } from '../harness/coreReplay'
import { replayRecording } from '../harness/coreReplay'
import { listExchanges, listFrames, listRecordings } from '../harness/recording'

type Json = Record<string, unknown>
type Outputs = Record<string, unknown>

/** How a prompt ended and what it left, read from the recording itself and by none of our code. */
interface Recorded {
  readonly status: string
  readonly outputs: Outputs | null
}

const END_OF: Readonly<Record<string, string>> = {
  execution_success: 'succeeded',
  execution_error: 'failed',
  execution_interrupted: 'interrupted'
}

function readHistory(entry: Json): Recorded {
  const { messages } = entry.status as { messages: [string, Json][] }
  const meta = (entry.meta ?? {}) as Record<string, { display_node: string }>
  const outputs: Outputs = {}
  for (const [node, output] of Object.entries(entry.outputs as Outputs))
    outputs[meta[node]?.display_node ?? node] = output
  return { status: END_OF[messages.at(-1)![0]]!, outputs }
}

function readJob(job: Json): Recorded {
  const statuses: Json = {
    completed: 'succeeded',
    failed: 'failed',
    cancelled: job.execution_start_time ? 'interrupted' : 'cancelled'
  }
  return { status: statuses[job.status as string] as string, outputs: null }
}

/** What was recorded over HTTP of a prompt that had ended; null where nobody asked. */
function readAnswers(recording: Recording, promptId: string): Recorded | null {
  let job: Recorded | null = null
  for (const { request, response } of listExchanges(recording).toReversed()) {
    const json = (response.json ?? {}) as Json
    if (request.path.startsWith('/api/history') && json[promptId] && request.method === 'GET')
      return readHistory(json[promptId] as Json)
    const jobs = (json.jobs ?? (json.id === promptId ? [json] : [])) as Json[]
    const found = jobs.find((one) => one.id === promptId)
    const isEnded = found && found.status !== 'pending' && found.status !== 'in_progress'
    if (isEnded && request.path.startsWith('/api/jobs')) job ??= readJob(found)
    const isUnknown = request.path === `/api/jobs/${promptId}` && response.status === 404
    if (isUnknown) job ??= { status: 'cancelled', outputs: {} }
  }
  return job
}

/** The same as the client's own frames tell, for recordings in which nobody asked. */
function readFrames(recording: Recording, promptId: string): Recorded {
  let status = 'none'
  const outputs: Outputs = {}
  for (const frame of listFrames(recording)) {
    if (typeof frame !== 'string') continue
    const { type, data } = JSON.parse(frame.replaceAll(/\bNaN\b/g, 'null')) as {
      type: string
      data: Json
    }
    if (data?.prompt_id !== promptId) continue
    if (type === 'executed' && data.output) outputs[data.display_node as string] = data.output
    if (END_OF[type] && data.exception_type !== 'ExecutionBlocked') status = END_OF[type]
  }
  if (status === 'none' && isStopped(recording, promptId)) status = 'cancelled'
  return { status, outputs }
}

/** The recorded client took it out of the queue, of which no frame tells. */
function isStopped(recording: Recording, promptId: string): boolean {
  return listExchanges(recording).some(
    ({ request }) =>
      request.method === 'POST' &&
      request.path !== '/api/prompt' &&
      JSON.stringify([request.path, request.body]).includes(promptId)
  )
}

function readRecorded(recording: Recording, promptId: PromptId): Recorded {
  const frames = readFrames(recording, promptId)
  const answers = readAnswers(recording, promptId)
  return {
    status: answers?.status ?? frames.status,
    outputs: answers?.outputs ?? frames.outputs
  }
}

/** What each workflow's nodes should show: the results of its own prompts, the later over the earlier. */
function expectBuckets({ core, recording, workflowOf }: ReplayedRun): Record<WorkflowId, Outputs> {
  const buckets: Record<WorkflowId, Outputs> = {}
  for (const [promptId, workflowId] of workflowOf) {
    const prompt = core.execution.getPrompt(promptId)
    for (const [node, output] of Object.entries(readRecorded(recording, promptId).outputs ?? {})) {
      const place = prompt!.getLocators(toExecutionId(node))!.own
      buckets[workflowId] = { ...buckets[workflowId], [place]: output }
    }
  }
  return buckets
}

const NAMES = listRecordings()

for (const knownFrom of ['post', 'answer'] as const) {
  describe(`every recorded run through the real path, its prompts known from their ${knownFrom} on`, () => {
    for (const name of NAMES) {
      it(`${name}: each prompt ends as recorded, with its results in its own workflow and no other`, async () => {
        const run = await replayRecording(name, { knownFrom })
        const { core, recording, workflowOf, refused } = run
        for (const promptId of workflowOf.keys()) {
          const prompt = core.execution.getPrompt(promptId)
          expect([promptId, prompt?.status]).toEqual([
            promptId,
            readRecorded(recording, promptId).status
          ])
          expect(prompt?.isOwn).toBe(true)
          if (prompt?.status === 'succeeded') expect(prompt.progress.percent).toBe(100)
        }
        expect(core.previews.outputsByWorkflowId).toEqual(expectBuckets(run))
        expect([core.execution.runningPromptIds, core.execution.waitingPromptIds]).toEqual([[], []])
        for (const workflowId of refused)
          expect(core.errors.getWorkflowErrors(workflowId)).not.toEqual([])
        expect(core.warnings).toEqual([])
        core.dispose()
        expect(core.clock.pending).toBe(0)
      })
    }
  })
}

describe('what another client’s socket says of prompts that are not its own', () => {
  for (const name of ['custom-output', 'progress-text', 'no-client-id']) {
    it(`[B9] ${name}: paints nothing, and nothing stays running`, async () => {
      const { core, workflowOf } = await replayRecording(name, { socket: 'B' })
      expect([...workflowOf]).toEqual([])
      expect(core.previews.outputsByWorkflowId).toEqual({})
      expect(core.previews.previewsByWorkflowId).toEqual({})
      expect(core.errors.errorsByWorkflowId).toEqual({})
      expect(core.execution.foreignPromptIds).toEqual([])
      expect(core.execution.isIdle).toBe(true)
    })
  }
})

describe('what single recordings show', () => {
  it('[B17, B34] subgraph-ids: inner nodes are found by their path', async () => {
    const { core, workflowOf } = await replayRecording('subgraph-ids')
    const [promptId] = workflowOf.keys()
    const prompt = core.execution.getPrompt(promptId!)!
    expect(prompt.manifest.nodes.has('6:3:1' as never)).toBe(true)
    expect(prompt.progress).toMatchObject({ percent: 100 })
  })

  it('[B34] node-error-in-subgraph: the inner node fails, and what came before is kept', async () => {
    const { core, workflowOf } = await replayRecording('node-error-in-subgraph')
    const [[promptId, workflowId]] = [...workflowOf] as [[PromptId, WorkflowId]]
    const failure = core.errors.getPromptFailure(promptId)
    expect(failure?.executionId).toContain(':')
    expect(core.errors.getWorkflowErrors(workflowId)[0]?.kind).toBe('execution')
    expect(Object.keys(core.previews.outputsByWorkflowId[workflowId]!)).not.toEqual([])
  })

  it('[B29] accepted-with-node-errors: the dropped output is shown as such', async () => {
    const { core, workflowOf } = await replayRecording('accepted-with-node-errors', {
      knownFrom: 'answer'
    })
    const [workflowId] = workflowOf.values()
    expect(core.errors.getWorkflowErrors(workflowId!).map((row) => row.kind)).toContain('dropped')
  })

  it('[B5, B16] two-tabs-same-page: previews of the two stand in their own workflows', async () => {
    const { core, workflowOf } = await replayRecording('two-tabs-same-page')
    for (const [promptId, workflowId] of workflowOf)
      expect(core.previews.getNodePreview(workflowId, '1' as never)?.promptId).toBe(promptId)
  })

  it('[B16] previews-without-flag: previews that name no prompt are of the one that runs', async () => {
    const { core, workflowOf } = await replayRecording('previews-without-flag')
    const [[promptId, workflowId]] = [...workflowOf] as [[PromptId, WorkflowId]]
    const shown = Object.values(core.previews.previewsByWorkflowId[workflowId] ?? {})
    expect(shown.map((preview) => preview.promptId)).toEqual([promptId])
  })
})
