import type { PromptId } from '@/domain/ids'
import { toPromptId } from '@/domain/ids'
import type { NodeValidation, PromptRefusal } from '@/domain/promptError'
import { isTerminal } from '@/domain/promptStatus'
import type { RunSnapshot } from '@/domain/runSnapshot'
import type { RenderedRun, RunValues } from '@/domain/runVariables'
import { mintUuid } from '@/domain/uuid'
import type { PromptRequestWire } from '@/protocol/prompt'
import type { ErrorRowInit } from '@/stores/executionErrorStore'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { SubmitAnswer } from '../api/comfyApi'
import type { RunContext } from './runContext'

/** Our key in `extra_data`: comes back from queue, history and jobs, and never gets into saved files (protocol.md §3.2). */
export const ORIGIN_KEY = 'parallel_frontend'

/** One run of a snapshot. */
export interface Submission {
  readonly snapshot: RunSnapshot
  readonly values: RunValues
  readonly run: RenderedRun
  /** ms since the epoch: the press of Run, the same for all runs of it. */
  readonly createdAt: number
  readonly front?: boolean
  readonly number?: number
}

/** A run that is known here, and not to the server yet. */
export interface BegunRun {
  readonly promptId: PromptId
  readonly submission: Submission
  /** Frames of prompts nobody knows need not be held for it any more. */
  readonly settle: () => void
}

/**
 * Registers one run. The id is minted here and its state made before the request leaves, so that no event can precede
 * its prompt [B11]; switching tabs meanwhile changes nothing, since the snapshot knows its workflow [B12].
 */
export function beginRun(context: RunContext, submission: Submission): BegunRun {
  const { snapshot, values, createdAt } = submission
  const promptId = toPromptId(mintUuid())
  context.execution.registerPrompt({
    promptId,
    workflowId: snapshot.workflowId,
    clientId: context.connection.clientId,
    isOwn: true,
    workflowName: snapshot.workflowName,
    manifest: snapshot.manifest,
    createdAt
  })
  context.records.savePrompt({ promptId, snapshot, values, createdAt })
  return { promptId, submission, settle: context.watch.begin() }
}

/** It ended here before it was sent: stopped, or taken off the list. */
export function isOver({ execution }: RunContext, { promptId }: BegunRun): boolean {
  const prompt = execution.peekPrompt(promptId)
  return !prompt || isTerminal(prompt.status)
}

/** Takes back a run that was not sent. */
export function withdrawRun(context: RunContext, run: BegunRun): void {
  const { execution, clock } = context
  if (!isOver(context, run)) execution.applyTransition(run.promptId, 'cancelled', clock.now(), true)
  run.settle()
}

/** Whatever goes wrong on the way, nobody knows then whether the server has it. */
async function ask(
  context: RunContext,
  { promptId, submission }: BegunRun,
  onTaken: () => void
): Promise<SubmitAnswer> {
  try {
    return await context.api.submitPrompt(makeRequest(context, submission, promptId), onTaken)
  } catch (error) {
    return { kind: 'unreachable', message: error instanceof Error ? error.message : String(error) }
  }
}

/** A run on its way. */
export interface SentRun {
  readonly run: BegunRun
  /** Resolves as soon as it is known whether the server has it in its queue: what is sent from then on comes after it. */
  readonly taken: Promise<boolean>
  /** What the server says of it; never rejects. */
  readonly answer: Promise<SubmitAnswer>
}

/** Asks the server to run it. */
export function sendRun(context: RunContext, run: BegunRun): SentRun {
  let decide!: (isTaken: boolean) => void
  const taken = new Promise<boolean>((resolve) => (decide = resolve))
  const answer = ask(context, run, () => decide(true))
  void answer.then(({ kind }) => decide(kind === 'accepted'))
  return { run, taken, answer }
}

/** Files what the server said of it. */
export function settleRun(context: RunContext, run: BegunRun, answer: SubmitAnswer): void {
  try {
    applyAnswer(context, run.promptId, run.submission, answer)
  } finally {
    run.settle()
  }
}

function makeRequest(
  context: RunContext,
  { snapshot, run, front, number }: Submission,
  promptId: PromptId
): PromptRequestWire {
  return {
    prompt: run.output,
    prompt_id: promptId,
    ...(context.connection.clientId && { client_id: context.connection.clientId }),
    ...(front && { front: true }),
    ...(number !== undefined && { number }),
    extra_data: {
      extra_pnginfo: { workflow: run.document },
      [ORIGIN_KEY]: { workflow_id: snapshot.workflowId, workflow_name: snapshot.workflowName }
    }
  }
}

function applyAnswer(
  context: RunContext,
  minted: PromptId,
  submission: Submission,
  answer: SubmitAnswer
): void {
  const { snapshot } = submission
  if (answer.kind === 'unreachable') {
    // Whether the server has it is unknown: it is looked up by id before anyone calls it lost.
    context.onUnsettled(minted)
    return
  }
  if (answer.kind === 'refused') {
    applyRefusal(context, minted, snapshot, answer.refusal)
    return
  }
  if (answer.promptId !== minted) adoptServerId(context, minted, answer.promptId, submission)
  const prompt = context.execution.peekPrompt(answer.promptId)
  if (!prompt) return
  context.execution.applyTransition(answer.promptId, 'accepted', context.clock.now())
  if (answer.queueNumber !== null) prompt.applyQueueNumber(answer.queueNumber)
  addRows(context, prompt, 'dropped', answer.dropped)
  context.records.noteAccepted(answer.promptId)
  context.watch.expectStatus()
  if (prompt.status === 'cancelled') context.onStopped(answer.promptId)
}

/** Servers older than 0.3.45 choose the id: the state moves to it, then frames held for that id are delivered. */
function adoptServerId(
  context: RunContext,
  minted: PromptId,
  chosen: PromptId,
  { snapshot, values }: Submission
): void {
  const createdAt = context.execution.peekPrompt(minted)?.createdAt ?? context.clock.now()
  // Frames that came too early to be held have made it somebody else's: what they told is asked for.
  if (context.execution.peekPrompt(chosen)) context.onUnsettled(chosen)
  context.execution.renamePrompt(minted, chosen)
  context.errors.applyRename(minted, chosen)
  context.records.forgetPrompt(minted)
  context.records.savePrompt({ promptId: chosen, snapshot, values, createdAt })
  context.watch.claim(chosen)
}

/** The reason is filed before the prompt ends, so that whoever hears of the end finds it. */
function applyRefusal(
  context: RunContext,
  promptId: PromptId,
  { workflowId }: RunSnapshot,
  refusal: PromptRefusal
): void {
  const prompt = context.execution.peekPrompt(promptId)
  if (!prompt || isTerminal(prompt.status)) return
  context.errors.applyFailure(promptId, {
    executionId: null,
    classType: '',
    exceptionType: refusal.type,
    message: refusal.message,
    traceback: []
  })
  if (refusal.nodes.length > 0) addRows(context, prompt, 'validation', refusal.nodes)
  else addRefusalRow(context, prompt, refusal)
  const seen = context.workflows.activeId === workflowId
  context.execution.applyTransition(promptId, 'failed', context.clock.now(), seen)
}

/** A refusal that blames no node: an empty prompt, an unknown class, no outputs. */
function addRefusalRow(
  context: RunContext,
  prompt: PromptExecution,
  { message, details, type }: PromptRefusal
): void {
  const row = makeRow(prompt, 'validation', null)
  if (row) fileRows(context, [{ ...row, message, details, type, inputName: null }])
}

function addRows(
  context: RunContext,
  prompt: PromptExecution,
  kind: ErrorRowInit['kind'],
  nodes: readonly NodeValidation[]
): void {
  const rows = nodes.flatMap((node) => {
    const row = makeRow(prompt, kind, node)
    return row ? node.issues.map((issue) => ({ ...row, ...issue })) : []
  })
  fileRows(context, rows)
}

/** A tab that was closed meanwhile has no error panel. */
function fileRows({ errors, workflows }: RunContext, rows: readonly ErrorRowInit[]): void {
  const [first] = rows
  if (first && workflows.getWorkflow(first.workflowId)) errors.addErrors(first.workflowId, rows)
}

function makeRow(prompt: PromptExecution, kind: ErrorRowInit['kind'], node: NodeValidation | null) {
  const { promptId, workflowId } = prompt
  const locators = node && prompt.getLocators(node.executionId)
  return (
    workflowId && {
      kind,
      workflowId,
      promptId,
      executionId: node?.executionId ?? null,
      locatorId: locators?.own ?? null,
      enclosingLocatorIds: locators?.enclosing ?? [],
      nodeTitle: node ? prompt.getNodeTitle(node.executionId) : '',
      traceback: []
    }
  )
}
