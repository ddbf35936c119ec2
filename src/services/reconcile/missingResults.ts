import type { Cancel } from '@/domain/time'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import type { JobDetail } from '../api/comfyApi'
import { toEvents } from './detailEvents'
import type { ReconcileContext } from './look'
import { ask, handle } from './look'

/** ms after the end in which late results may still come by themselves. */
const LATE_RESULTS = 250

/**
 * Completes prompts that ended without a word of one of their results: what the server said while the socket was away
 * is said to nobody again, and the end of such a prompt looks like any other's.
 */
export interface ResultCheck {
  noteEnded(prompt: PromptExecution): void
  /** The server can be asked again, perhaps. */
  retry(): void
  dispose: Cancel
}

/** @param isComplete prompts whose results were all read over HTTP */
export function createResultCheck(
  context: ReconcileContext,
  isComplete: (prompt: PromptExecution) => boolean
): ResultCheck {
  const waiting = new Set<PromptExecution>()
  /** Classes of output nodes that were found to say nothing; asking again for each of their runs is no use. */
  const silentClasses = new Set<string>()
  let cancel: Cancel | null = null

  const hasMissing = (prompt: PromptExecution): boolean =>
    prompt.listUnreported().some((node) => !silentClasses.has(node.classType))

  async function check(prompt: PromptExecution): Promise<void> {
    if (!hasMissing(prompt)) return void waiting.delete(prompt)
    const detail = await ask(() => context.api.getJob(prompt.promptId))
    if (detail === undefined) return
    waiting.delete(prompt)
    if (detail) applyResults(context, prompt, detail)
    for (const { classType, executionId } of prompt.listUnreported())
      if (prompt.nodeStates[executionId]?.state === 'finished') silentClasses.add(classType)
  }
  function checkSoon(): void {
    cancel ??= context.clock.after(LATE_RESULTS, () => {
      cancel = null
      void checkAll()
    })
  }
  async function checkAll(): Promise<void> {
    // One after the other: what one tells of a class spares asking for the next.
    for (const prompt of waiting) await check(prompt)
  }
  return {
    noteEnded(prompt) {
      if (!prompt.isOwn || !hasRun(prompt) || isComplete(prompt) || !hasMissing(prompt)) return
      waiting.add(prompt)
      checkSoon()
    },
    retry() {
      if (waiting.size > 0) checkSoon()
    },
    dispose: () => cancel?.()
  }
}

function applyResults(context: ReconcileContext, prompt: PromptExecution, detail: JobDetail): void {
  // Its start was missed too, if it has none: which result of a node is the newest depends on it.
  if (prompt.startedAt === null) prompt.applyTimes(detail.job.startedAt, null)
  for (const event of toEvents(prompt, detail))
    if (event.type === 'executed') handle(context, prompt, event, null)
}

/** Neither refused, nor cancelled before it began. */
function hasRun({ queueNumber, startedAt, status }: PromptExecution): boolean {
  if (status === 'failed') return startedAt !== null || queueNumber !== null
  return status === 'succeeded' || status === 'interrupted'
}
