import type { ClientId, PromptId } from '@/domain/ids'
import type { SiblingPrompt } from '@/domain/serverJob'
import type { Cancel, Clock } from '@/domain/time'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import { summarise } from '@/stores/execution/finishedPrompts'
import { getRunningNode } from '@/stores/execution/runningNode'
import type { SiblingChannel } from './siblingChannel'

/** ms between two messages about prompts. */
export const TELL_INTERVAL = 500
/** ms between two signs of life while prompts are unfinished; a hidden page's timers may stretch it to a minute. */
export const LIFE_INTERVAL = 30_000
/** Finished prompts without a full state that a tab which opens is told of. */
const TOLD_SUMMARIES = 100

interface TellContext {
  readonly channel: SiblingChannel
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly clock: Clock
  readonly clientId: ClientId
}

/** Tells the other tabs of our prompts, a few times a second at most. */
export interface PromptTeller {
  note(promptId: PromptId): void
  /** Tells of all we have, for a tab that knows nothing yet. */
  noteAll(): void
  dispose: Cancel
}

export function createPromptTeller(context: TellContext): PromptTeller {
  const { channel, clock, clientId, execution } = context
  const changed = new Set<PromptId>()
  /** Unfinished prompts that the others know of. */
  const told = new Set<PromptId>()
  let cancelTell: Cancel | null = null

  function tell(): void {
    cancelTell = null
    const prompts: SiblingPrompt[] = []
    const gone: PromptId[] = []
    for (const promptId of new Set([...changed, ...told])) {
      const prompt = describe(context, promptId)
      if (!prompt) gone.push(promptId)
      else if (changed.has(promptId)) prompts.push(prompt)
      if (prompt?.endedAt === null) told.add(promptId)
      else told.delete(promptId)
    }
    changed.clear()
    if (prompts.length > 0) channel.post({ type: 'prompts', from: clientId, prompts })
    if (gone.length > 0) channel.post({ type: 'gone', from: clientId, promptIds: gone })
  }
  const note = (promptId: PromptId): void => {
    if (changed.has(promptId)) return
    changed.add(promptId)
    cancelTell ??= clock.after(TELL_INTERVAL, tell)
  }
  const showLife = (): void => {
    cancelLife = clock.after(LIFE_INTERVAL, showLife)
    for (const promptId of told) note(promptId)
  }
  let cancelLife = clock.after(LIFE_INTERVAL, showLife)
  return {
    note,
    noteAll() {
      const summaries = [...execution.finishedSummaries.keys()].slice(-TOLD_SUMMARIES)
      const states = Object.keys(execution.promptStates) as PromptId[]
      for (const promptId of [...summaries, ...states]) note(promptId)
    },
    dispose() {
      cancelTell?.()
      cancelLife()
    }
  }
}

/** Null for prompts that aren't ours, or not any more. */
function describe({ clientId, execution }: TellContext, promptId: PromptId): SiblingPrompt | null {
  const prompt = execution.peekPrompt(promptId)
  const known = prompt ? summarise(prompt) : execution.finishedSummaries.get(promptId)
  if (!known?.isOwn || !known.workflowId) return null
  const { workflowId, workflowName, createdAt, startedAt, endedAt, thumbnail } = known
  const status = prompt?.status ?? known.status
  const percent = prompt?.progress.percent ?? (status === 'succeeded' ? 100 : 0)
  return {
    promptId,
    clientId,
    workflowId,
    workflowName,
    status,
    percent,
    node: prompt ? getRunningNode(prompt) : null,
    preview: prompt && status === 'running' ? prompt.preview : null,
    thumbnail,
    createdAt,
    startedAt,
    endedAt
  }
}
