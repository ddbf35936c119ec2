import type { PromptId, WorkflowId } from '@/domain/ids'
import { toClientId, toExecutionId, toPromptId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import type { ManifestNode } from '@/domain/promptManifest'
import { createPromptManifest, makeManifestFromPrompt } from '@/domain/promptManifest'
import type { Recording } from '@/events/recording'
import type { Frame } from '@/events/transport'
import type { ApiPrompt } from '@/protocol/prompt'
import type { CoreHarness } from './core'
import { createTestCore } from './core'
import { listExchanges, listFrames, loadRecording } from './recording'

/** One recorded run, to be played by a workflow of its own. */
export interface Run {
  readonly name: string
  /** Frames that speak of its prompts, in order. */
  readonly frames: readonly Frame[]
  readonly prompts: readonly { readonly promptId: PromptId; readonly prompt: ApiPrompt }[]
}

/** Prompt id and node ids of a recorded run's frames, with other ids: the same run once more. */
export function copyRun(run: Run): Run {
  const rename = (text: string): string =>
    run.prompts.reduce(
      (result, { promptId }) => result.replaceAll(promptId, copyId(promptId)),
      text
    )
  return {
    name: `${run.name} again`,
    frames: run.frames.map((frame) =>
      typeof frame === 'string' ? rename(frame) : toBytes(rename(toLatin(frame)))
    ),
    prompts: run.prompts.map(({ promptId, prompt }) => ({
      promptId: copyId(promptId),
      prompt
    }))
  }
}

/** Another id of the same length, since binary frames hold it behind its length. */
const copyId = (promptId: PromptId): PromptId =>
  toPromptId(`${promptId.slice(0, -4)}${promptId.endsWith('ffff') ? '0000' : 'ffff'}`)

const toLatin = (frame: ArrayBuffer): string =>
  Array.from(new Uint8Array(frame), (byte) => String.fromCharCode(byte)).join('')

const toBytes = (text: string): ArrayBuffer =>
  Uint8Array.from(text, (char) => char.charCodeAt(0)).buffer

export function loadRun(name: string): Run {
  const recording = loadRecording(name)
  const prompts = listSubmissions(recording)
  const ids = prompts.map(({ promptId }) => promptId)
  const frames = listFrames(recording).filter((frame) => {
    const text = typeof frame === 'string' ? frame : toLatin(frame)
    return ids.some((id) => text.includes(id))
  })
  return { name, frames, prompts }
}

function listSubmissions(recording: Recording): Run['prompts'] {
  return listExchanges(recording).flatMap(({ request, response }) => {
    const { prompt_id } = (response.json ?? {}) as { prompt_id?: string }
    const { prompt } = (request.body ?? {}) as { prompt?: ApiPrompt }
    if (request.path !== '/api/prompt' || !prompt_id || !prompt) return []
    return [{ promptId: toPromptId(prompt_id), prompt }]
  })
}

/** A core in which each run has a workflow of its own, with its prompts submitted. */
export interface Stage {
  readonly core: CoreHarness
  readonly runs: readonly { readonly run: Run; readonly workflowId: WorkflowId }[]
}

export async function setStage(...runs: readonly Run[]): Promise<Stage> {
  const core = createTestCore()
  const placed: { run: Run; workflowId: WorkflowId }[] = []
  for (const run of runs) {
    const workflowId = await core.open(run.name, { id: 'the same document' })
    for (const { promptId, prompt } of run.prompts) {
      core.execution.registerPrompt({
        promptId,
        workflowId,
        workflowName: run.name,
        clientId: toClientId('this-tab'),
        isOwn: true,
        manifest: makeManifest(run, prompt),
        createdAt: core.clock.now()
      })
      core.execution.applyTransition(promptId, 'accepted', core.clock.now())
    }
    placed.push({ run, workflowId })
  }
  return { core, runs: placed }
}

/** Output nodes are those of whose results the run tells, wherever they stand in the graph. */
function makeManifest(run: Run, prompt: ApiPrompt) {
  const { nodes } = makeManifestFromPrompt(prompt)
  const told = new Set<string>()
  for (const frame of run.frames) {
    if (typeof frame !== 'string' || !frame.includes('"executed"')) continue
    const { type, data } = JSON.parse(frame.replaceAll(/\bNaN\b/g, 'null')) as {
      type: string
      data: { display_node?: string }
    }
    if (type === 'executed' && data.display_node) told.add(data.display_node)
  }
  return createPromptManifest(
    [...nodes.values()].map((node): ManifestNode => ({
      ...node,
      isOutput: told.has(node.executionId)
    }))
  )
}

/** Everything that the core holds of a run and its workflow, but for the moments at which it happened. */
export function describeRun({ core }: Stage, { run, workflowId }: Stage['runs'][number]) {
  const { execution, previews, errors } = core
  const bucket = previews.previewsByWorkflowId[workflowId] ?? {}
  return {
    prompts: run.prompts.map(({ promptId }) => {
      const prompt = execution.getPrompt(promptId)!
      return {
        promptId,
        status: prompt.status,
        progress: prompt.progress,
        nodeStates: { ...prompt.nodeStates },
        locatorStates: { ...prompt.locatorStates },
        runningNodeIds: prompt.runningNodeIds,
        outputs: { ...prompt.outputs },
        preview: prompt.preview?.blob.size ?? null,
        failure: errors.getPromptFailure(promptId)
      }
    }),
    outputs: { ...previews.outputsByWorkflowId[workflowId] },
    previews: Object.entries(bucket).map(([locator, preview]) => [
      locator,
      preview.promptId,
      preview.image.blob.size
    ]),
    errors: errors
      .getWorkflowErrors(workflowId)
      .map(({ key: _key, workflowId: _workflow, ...row }) => row),
    result: execution.getWorkflowResult(workflowId),
    running: execution.getWorkflowRunningPromptIds(workflowId),
    waiting: execution.getWorkflowWaitingPromptIds(workflowId),
    executed: core.graphs.executed.filter((call) => call.workflowId === workflowId).length
  }
}

/** How the messages that end a prompt end it. */
export const END_OF: Readonly<Record<string, 'succeeded' | 'failed' | 'interrupted'>> = {
  execution_success: 'succeeded',
  execution_error: 'failed',
  execution_interrupted: 'interrupted'
}

/** What the run's own frames tell of a prompt: its end, and the results of its nodes. */
export function readTruth(run: Run, promptId: PromptId) {
  const outputs: Record<string, NodeOutput> = {}
  let status: (typeof END_OF)[string] | null = null
  for (const frame of run.frames) {
    if (typeof frame !== 'string') continue
    const { type, data } = JSON.parse(frame.replaceAll(/\bNaN\b/g, 'null')) as {
      type: string
      data: { prompt_id?: string; node?: string; output?: NodeOutput; exception_type?: string }
    }
    if (data.prompt_id !== promptId) continue
    if (type === 'executed' && data.output) outputs[toExecutionId(data.node!)] = data.output
    if (END_OF[type] && data.exception_type !== 'ExecutionBlocked') status = END_OF[type]
  }
  return { status, outputs }
}

/** True for frames that end a prompt, or say that it was put aside. */
export function isEnd(frame: Frame): boolean {
  if (typeof frame !== 'string') return false
  const isTerminal = /"type":"execution_(success|error|interrupted)"/.test(frame)
  return (isTerminal && !frame.includes('ExecutionBlocked')) || frame.includes('"node":null')
}
