import { effectScope, watch } from 'vue'
import type { ClientId, WorkflowId } from '@/domain/ids'
import type { Cancel, Clock } from '@/domain/time'
import type { AttributedEvent } from '@/events/executionEvent'
import { summarise } from '@/stores/execution/finishedPrompts'
import type { WorkflowGraphs } from '../ports'
import type { StoredPrompts } from './promptRecords'
import type { RestoreContext } from './restoreSession'
import { readSession, restorePrompts, restoreWorkflows } from './restoreSession'
import type { SessionWriter } from './sessionWriter'

/** ms without an edit before a draft is written. */
export const DRAFT_DELAY = 400
/** Prompts that end between two clearings of what is kept beyond the bound. */
const PRUNE_INTERVAL = 100

export interface SessionContext extends Omit<RestoreContext, 'graphs'> {
  readonly graphs: Pick<
    WorkflowGraphs,
    'openGraph' | 'serializeGraph' | 'settleEdits' | 'showGraph'
  >
  readonly writer: SessionWriter
  readonly records: StoredPrompts
  readonly clock: Clock
  readonly sessionId: ClientId
  /** The session that this one is a copy of: a duplicated browser tab begins with what the other has open. */
  readonly duplicateOf: ClientId | null
  /** A workflow whose draft could not be taken; told once until it can. */
  readonly onUnsaved: (name: string, error: unknown) => void
  /** Deletes what is kept beyond the bound. */
  readonly prune: () => void
}

/** Keeps what is open, and what its runs left, over a reload, a crash, a closed browser tab. */
export interface SessionService {
  /** Brings back what was kept; it was read since the service is there. @returns whether workflows came back */
  restore(): Promise<boolean>
  /** Begins to write what changes. */
  start(): Cancel
  /** The graph of a workflow was edited: its draft is written soon. */
  noteEdit(workflowId: WorkflowId): void
  /** An event was applied: prompts' records follow. */
  noteEvent(event: AttributedEvent): void
  /** The page is hidden or left: what waits is written now. */
  leave(): void
  /** Leaving the page would lose drafts that the browser refuses to keep. */
  wouldLose(): boolean
}

export function createSessionService(context: SessionContext): SessionService {
  const isCopy = context.duplicateOf !== null
  const reading = readSession(context.database, context.duplicateOf ?? context.sessionId)
  const dirty = new Map<WorkflowId, Cancel>()
  const putDraft = makeDraftPutter(context)
  const saveDraft = (id: WorkflowId): void => {
    dirty.get(id)?.()
    dirty.delete(id)
    putDraft(id)
  }
  const noteEdit = (id: WorkflowId): void => {
    dirty.get(id)?.()
    dirty.set(
      id,
      context.clock.after(DRAFT_DELAY, () => saveDraft(id))
    )
  }
  return {
    async restore() {
      const kept = await reading
      const opened = await restoreWorkflows(context, kept, isCopy)
      if (!isCopy) context.records.adopt(await restorePrompts(context, kept))
      return opened
    },
    start() {
      const stop = watchStores(context, noteEdit)
      context.prune()
      return () => {
        stop()
        for (const cancel of dirty.values()) cancel()
        context.writer.dispose()
      }
    },
    noteEdit,
    noteEvent: (event) => followPrompt(context, event),
    leave() {
      // What was typed a moment ago is an edit, too.
      context.graphs.settleEdits()
      for (const id of dirty.keys()) saveDraft(id)
      context.writer.spill()
      void context.writer.flush()
    },
    wouldLose: () => context.writer.isBehind()
  }
}

/** Puts a workflow's draft; one that can't be taken, by the fault of a node, leaves the last one as it is. */
function makeDraftPutter(context: SessionContext): (id: WorkflowId) => void {
  const failed = new Set<WorkflowId>()
  return (id) => {
    const workflow = context.workflows.getWorkflow(id)
    if (!workflow) return
    try {
      const document = context.graphs.serializeGraph(id)
      context.writer.put('workflows', id, { id, workflow: { ...workflow }, document })
      failed.delete(id)
    } catch (error) {
      if (!failed.has(id)) context.onUnsaved(workflow.name, error)
      failed.add(id)
    }
  }
}

function watchStores(context: SessionContext, noteEdit: (id: WorkflowId) => void): Cancel {
  const { workflows, writer, sessionId, clock } = context
  const scopes = new Map<WorkflowId, Cancel>()
  const root = effectScope(true)
  root.run(() => {
    watch(
      () => [workflows.order, workflows.activeId] as const,
      ([order, activeId]) => {
        writer.put('sessions', sessionId, {
          id: sessionId,
          order: [...order],
          activeId,
          updatedAt: clock.now()
        })
        followWorkflows(context, scopes, order, noteEdit)
      },
      { immediate: true, flush: 'sync' }
    )
  })
  let ended = 0
  const stopEnds = context.execution.onPromptEnded((prompt) => {
    if (++ended % PRUNE_INTERVAL === 0) context.prune()
    const { status, endedAt, startedAt, promptId } = prompt
    context.records.update(promptId, {
      status,
      endedAt,
      startedAt,
      thumbnail: summarise(prompt).thumbnail
    })
  })
  return () => {
    stopEnds()
    root.stop()
    for (const stop of scopes.values()) stop()
  }
}

/** Each open workflow is watched by itself; a closed one's records go. */
function followWorkflows(
  context: SessionContext,
  scopes: Map<WorkflowId, Cancel>,
  order: readonly WorkflowId[],
  noteEdit: (id: WorkflowId) => void
): void {
  for (const [id, stop] of scopes) {
    if (order.includes(id)) continue
    stop()
    scopes.delete(id)
    context.writer.remove('workflows', id)
    context.writer.remove('results', id)
  }
  for (const id of order) {
    if (scopes.has(id)) continue
    noteEdit(id)
    scopes.set(id, watchWorkflow(context, id, noteEdit))
  }
}

function watchWorkflow(
  context: SessionContext,
  id: WorkflowId,
  noteEdit: (id: WorkflowId) => void
): Cancel {
  const scope = effectScope(true)
  scope.run(() => {
    watch(
      () => ({ ...context.workflows.getWorkflow(id) }),
      () => noteEdit(id)
    )
    watch(
      () => ({
        id,
        outputs: { ...context.previews.outputsByWorkflowId[id] },
        errors: context.errors.getWorkflowErrors(id),
        result: context.execution.getWorkflowResult(id)
      }),
      (results) => context.writer.put('results', id, results),
      // What a duplicated tab came with is its own from the beginning.
      { immediate: true }
    )
  })
  return () => scope.stop()
}

function followPrompt({ records, execution }: SessionContext, event: AttributedEvent): void {
  if (event.type === 'cached') records.update(event.promptId, { cached: event.nodeIds })
  if (event.type !== 'started') return
  const prompt = execution.peekPrompt(event.promptId)
  if (prompt) records.update(event.promptId, { status: prompt.status, startedAt: prompt.startedAt })
}
