import type { ClientId, PromptId } from '@/domain/ids'
import { isTerminal, isWaiting } from '@/domain/promptStatus'
import type { Cancel, Clock } from '@/domain/time'
import type { AttributedEvent, Ownership } from '@/events/executionEvent'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useQueueStore } from '@/stores/queueStore'
import type { SiblingChannel, SiblingMessage } from './siblingChannel'
import type { PromptTeller } from './tellPrompts'
import { LIFE_INTERVAL, createPromptTeller } from './tellPrompts'

/** ms without a word after which a tab with unfinished prompts counts as crashed. */
export const DEAD_AFTER = 5 * LIFE_INTERVAL

export interface SiblingContext {
  readonly channel: SiblingChannel
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly queue: ReturnType<typeof useQueueStore>
  readonly clock: Clock
  readonly clientId: ClientId
  /** Another tab asks to see one of our prompts' workflow. */
  readonly onShow: (promptId: PromptId) => void
  /** Another tab stops everything, or what waits: this one submits nothing more by itself. */
  readonly onRest: (what: 'all' | 'pending') => void
}

/** What this tab tells the others (docs/client-policy.md). */
export interface SiblingService {
  start(): Cancel
  /** An event was applied: the other tabs hear of the prompt, a few times a second at most. */
  noteEvent(event: AttributedEvent, ownership: Ownership): void
  notePrompt(promptId: PromptId): void
  tellCancelled(promptIds: readonly PromptId[]): void
  askToRest(what: 'all' | 'pending'): void
  askToShow(promptId: PromptId): void
  /** The page is being left. */
  leave(): void
}

/** Tells this browser's other tabs of our prompts, and lists theirs: together they are "mine" [B40]. */
export function createSiblingService(context: SiblingContext): SiblingService {
  const { channel, clientId } = context
  let teller: PromptTeller | null = null
  const notePrompt = (promptId: PromptId): void => teller?.note(promptId)
  return {
    start() {
      const telling = createPromptTeller(context)
      teller = telling
      const stops = [followPrompts(context, telling), listen(context, telling), telling.dispose]
      channel.post({ type: 'hello', from: clientId })
      telling.noteAll()
      return () => {
        for (const stop of stops) stop()
        teller = null
      }
    },
    noteEvent(event, ownership) {
      if (ownership === 'own' && event.promptId !== null) notePrompt(event.promptId)
    },
    notePrompt,
    tellCancelled: (promptIds) => channel.post({ type: 'cancelled', from: clientId, promptIds }),
    askToRest: (what) => channel.post({ type: 'rest', from: clientId, what }),
    askToShow: (promptId) => channel.post({ type: 'show', from: clientId, promptId }),
    leave: () => channel.post({ type: 'bye', from: clientId })
  }
}

/** Notes prompts whose stage changes, also where no event says so: submitted, accepted, renamed, cancelled. */
function followPrompts({ execution }: SiblingContext, teller: PromptTeller): Cancel {
  return execution.onPromptChanged((prompt) => {
    if (prompt.isOwn) teller.note(prompt.promptId)
  })
}

function listen(context: SiblingContext, teller: PromptTeller): Cancel {
  const { channel, clock, clientId, queue } = context
  const heard = new Map<ClientId, number>()
  const stop = channel.listen((message) => {
    if (message.from === clientId) return
    heard.set(message.from, clock.now())
    if (message.type === 'hello') teller.noteAll()
    else receive(context, message)
  })
  const sweep = (): void => {
    cancel = clock.after(LIFE_INTERVAL, sweep)
    dropDead(queue, heard, clock.now() - DEAD_AFTER)
  }
  let cancel = clock.after(LIFE_INTERVAL, sweep)
  return () => {
    stop()
    cancel()
  }
}

/** A tab that crashed says no goodbye: what it left unfinished is the server's to tell of from now on. */
function dropDead(
  queue: SiblingContext['queue'],
  heard: ReadonlyMap<ClientId, number>,
  before: number
): void {
  for (const { clientId, promptId, status } of queue.siblings.values()) {
    if (!isTerminal(status) && (heard.get(clientId) ?? 0) < before) queue.removeSibling(promptId)
  }
}

function receive(
  context: SiblingContext,
  message: Exclude<SiblingMessage, { type: 'hello' }>
): void {
  const { queue, execution, clock } = context
  switch (message.type) {
    case 'prompts':
      for (const prompt of message.prompts) queue.applySibling(prompt)
      break
    case 'gone':
      for (const promptId of message.promptIds) queue.removeSibling(promptId)
      break
    case 'bye':
      queue.removeSiblingsOf(message.from)
      break
    case 'cancelled':
      for (const promptId of message.promptIds) {
        const prompt = execution.peekPrompt(promptId)
        if (prompt && isWaiting(prompt.status))
          execution.applyTransition(promptId, 'cancelled', clock.now(), true)
      }
      break
    case 'rest':
      context.onRest(message.what)
      break
    case 'show':
      if (isOwn(execution, message.promptId)) context.onShow(message.promptId)
  }
}

function isOwn(execution: SiblingContext['execution'], promptId: PromptId): boolean {
  const known = execution.peekPrompt(promptId) ?? execution.finishedSummaries.get(promptId)
  return known?.isOwn === true
}
