import type { PromptId } from '@/domain/ids'
import type { ServerJob } from '@/domain/serverJob'
import { isWaiting } from '@/domain/promptStatus'
import { t } from '@/i18n/translate'
import type { StopContext } from './stopService'

/**
 * Servers before 0.3.57 ignore the id of an interrupt and stop whatever runs (protocol.md §3.3). So the app looks
 * first: waiting prompts leave the queue by id, and what runs is interrupted only if it is one of those meant, else
 * after saying what would be hit [B39].
 */
export async function stopOnOldServer(
  context: StopContext,
  promptIds: readonly PromptId[],
  settleWaiting: (context: StopContext, promptIds: readonly PromptId[]) => void
): Promise<void> {
  const meant = new Set(promptIds)
  const unfinished = await context.api.listUnfinished()
  const waiting = unfinished.filter((job) => isWaiting(job.status) && meant.has(job.promptId))
  if (waiting.length > 0) {
    const waitingIds = waiting.map((job) => job.promptId)
    await context.api.deletePending(waitingIds)
    settleWaiting(context, waitingIds)
  }
  if (await mayInterrupt(context, meant, unfinished)) await context.api.interruptAny()
  else if (waiting.length === 0) tellUntouched(context, unfinished, meant)
  // What the server did not list may have ended unheard, with results.
  const listed = new Set(unfinished.map((job) => job.promptId))
  const missing = promptIds.filter((promptId) => !listed.has(promptId))
  if (missing.length === 0) return
  await context.settle(missing)
  settleWaiting(context, missing)
}

/**
 * True when an interrupt hits one that is meant, and nothing but what the user agreed to. While a question stands the
 * world goes on, so the server is looked at again after each answer.
 */
async function mayInterrupt(
  context: StopContext,
  meant: ReadonlySet<PromptId>,
  before: readonly ServerJob[]
): Promise<boolean> {
  const agreed = new Set(meant)
  for (let unfinished = before; ; unfinished = await context.api.listUnfinished()) {
    const running = unfinished.filter((job) => job.status === 'running')
    if (!running.some((job) => meant.has(job.promptId))) return false
    const others = running.filter((job) => !agreed.has(job.promptId))
    if (others.length === 0) return true
    if (!(await askAboutOthers(context, others))) return false
    for (const job of others) agreed.add(job.promptId)
  }
}

/** Nothing that was meant runs; an interrupt would have hit what does. */
function tellUntouched(
  context: StopContext,
  unfinished: readonly ServerJob[],
  meant: ReadonlySet<PromptId>
): void {
  const others = unfinished.filter((job) => job.status === 'running' && !meant.has(job.promptId))
  if (others.length === 0) return
  context.notices.addNotice({
    kind: 'info',
    title: t('services.nothingInterrupted'),
    detail: t('services.nothingInterruptedDetail', { names: getNames(context, others) })
  })
}

function getNames({ execution }: StopContext, jobs: readonly ServerJob[]): string {
  return jobs
    .map(({ promptId }) => execution.getPrompt(promptId)?.workflowName || promptId)
    .join(', ')
}

async function askAboutOthers(
  context: StopContext,
  others: readonly ServerJob[]
): Promise<boolean> {
  const answer = await context.dialogs.ask({
    title: t('services.askStopOthers'),
    message: t('services.askStopOthersMessage', { names: getNames(context, others) }),
    confirmLabel: t('services.stopThemAll'),
    cancelLabel: t('services.letThemRun'),
    isDestructive: true
  })
  return answer === 'confirm'
}
