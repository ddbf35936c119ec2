import type { PromptId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { ReconcileContext } from './look'
import { ask, askForEach, look } from './look'
import { createResultCheck } from './missingResults'

/** ms between looks at the server while prompts are unfinished and nothing is heard of them. */
export const LOOK_INTERVAL = 5_000
/** ms after a hint that something was missed, so that hints in a row cause one look. */
const LOOK_DELAY = 250
/** ms for which the server's count must stay too low: in a burst of submissions it comes late. */
const COUNT_PATIENCE = 1_000
/** Prompts on the server beyond which its queue isn't read for those that wait, as long as the first of them does. */
const LONG_QUEUE = 100
/** ms without a frame after which a prompt counts as silent. */
const SILENCE = 4_000

/** Sets right what the socket missed, by what the server's lists say [B24, B25]. */
export interface ReconcileService {
  /** Looks at every unfinished prompt now: after a reconnect, a reload, a wake-up. */
  lookNow(): Promise<void>
  /** Something about this prompt is unclear: looks soon. */
  lookFor(promptId: PromptId): void
  /** Asks once how these stand, and settles those that have ended. */
  settle(promptIds: readonly PromptId[]): Promise<void>
  /** The server told its count; fewer than we hold as unfinished, for a while, means that an end was missed. */
  noteQueueRemaining(count: number): void
  /** A frame of this prompt came: it isn't silent. */
  noteFrame(promptId: PromptId): void
  dispose: Cancel
}

export function createReconcileService(
  outside: Omit<ReconcileContext, 'onComplete'>
): ReconcileService {
  const unsettled = new Set<PromptId>()
  const complete = new WeakSet<PromptExecution>()
  const context = { ...outside, onComplete: (prompt: PromptExecution) => void complete.add(prompt) }
  const results = createResultCheck(context, (prompt) => complete.has(prompt))
  const stopEnds = context.execution.onPromptEnded(results.noteEnded)
  const lookNow = createLooker(context, unsettled, results.retry)
  let cancelDelay: Cancel = () => {}
  const count = watchCount(context, () => void lookNow())
  const silence = watchSilence(context, count.isLong, () => void lookNow())
  return {
    lookNow,
    lookFor(promptId) {
      unsettled.add(promptId)
      cancelDelay()
      cancelDelay = context.clock.after(LOOK_DELAY, () => void lookNow())
    },
    async settle(promptIds) {
      await askForEach(
        context,
        promptIds.flatMap((promptId) => context.execution.peekPrompt(promptId) ?? [])
      )
    },
    noteQueueRemaining: count.note,
    noteFrame: silence.note,
    dispose() {
      lookNow.dispose()
      stopEnds()
      results.dispose()
      cancelDelay()
      count.dispose()
      silence.dispose()
    }
  }
}

/** One look at a time; hints that come meanwhile cause one more. */
function createLooker(context: ReconcileContext, unsettled: Set<PromptId>, onLook: () => void) {
  let looking: Promise<void> | null = null
  let again = false
  let isDisposed = false
  function lookNow(): Promise<void> {
    if (isDisposed) return Promise.resolve()
    if (looking) {
      again = true
      return looking
    }
    onLook()
    looking = look(context, unsettled).finally(() => {
      looking = null
      if (!again) return
      again = false
      void lookNow()
    })
    return looking
  }
  return Object.assign(lookNow, { dispose: () => void (isDisposed = true) })
}

/** Looks when the server keeps counting fewer prompts than we hold as unfinished. */
function watchCount({ execution, clock }: ReconcileContext, lookNow: () => void) {
  let last = Infinity
  let cancel: Cancel | null = null
  const stop = (): void => {
    cancel?.()
    cancel = null
  }
  const isTooLow = (): boolean => {
    const { length: running } = execution.runningPromptIds
    // A status comes with each submission: who waits is gone through only when it may matter.
    if (last >= running + execution.waitingPromptIds.length) return false
    const accepted = execution.waitingPromptIds.filter(
      (id) => execution.peekPrompt(id)?.status !== 'submitting'
    )
    return last < running + accepted.length
  }
  return {
    note(count: number) {
      last = count
      if (!isTooLow()) return stop()
      cancel ??= clock.after(COUNT_PATIENCE, () => {
        cancel = null
        if (isTooLow()) lookNow()
      })
    },
    /** Reading the whole queue is dear. */
    isLong: () => Number.isFinite(last) && last > LONG_QUEUE,
    dispose: stop
  }
}

/** Looks every few seconds while a prompt runs or waits unheard of. */
function watchSilence(context: ReconcileContext, isLong: () => boolean, lookNow: () => void) {
  const { execution, clock } = context
  const heard = new Map<PromptId, number>()
  let cancel: Cancel = () => {}
  const tick = (): void => {
    const silentSince = clock.now() - SILENCE
    const running = new Set([...execution.runningPromptIds, ...execution.foreignPromptIds])
    for (const id of heard.keys()) if (!running.has(id)) heard.delete(id)
    const isHeard = (id: PromptId): boolean => (heard.get(id) ?? 0) > silentSince
    // Pending prompts are silent by nature; while one of ours is heard, the queue moves and they are in it.
    const isQueueHeard = execution.waitingPromptIds.length === 0 || running.size > 0
    if (![...running].every(isHeard)) lookNow()
    else if (!isQueueHeard && isLong()) void lookIfMoved(context, lookNow)
    else if (!isQueueHeard) lookNow()
    cancel = clock.after(LOOK_INTERVAL, tick)
  }
  cancel = clock.after(LOOK_INTERVAL, tick)
  return {
    note: (promptId: PromptId) => void heard.set(promptId, clock.now()),
    dispose: () => cancel()
  }
}

/**
 * While all of ours wait, one stands for them: the whole queue, thousands of others' prompts with it, is read only
 * once the first has left its place.
 */
async function lookIfMoved(context: ReconcileContext, lookNow: () => void): Promise<void> {
  const first = context.execution.waitingPromptIds[0]!
  if (context.execution.peekPrompt(first)?.status === 'submitting') return lookNow()
  const detail = await ask(() => context.api.getJob(first))
  if (detail !== undefined && detail?.job.status !== 'pending') lookNow()
}
