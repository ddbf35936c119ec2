import type { ListedPrompt } from './listedPrompt'

type Order = (a: ListedPrompt, b: ListedPrompt) => number

const byStart: Order = (a, b) => (b.startedAt ?? b.createdAt) - (a.startedAt ?? a.createdAt)

/** Prompts of one batch share a moment; the server's number tells them apart. */
const byCreation: Order = (a, b) =>
  b.createdAt - a.createdAt || (b.queueNumber ?? 0) - (a.queueNumber ?? 0)

const endOf = (listed: ListedPrompt): number =>
  listed.endedAt ?? listed.startedAt ?? listed.createdAt

const byEnd: Order = (a, b) => endOf(b) - endOf(a)

/**
 * Unfinished prompts as the job list has them: running ones, newest start first, then waiting ones, newest first.
 * What ties is shown latest known first.
 */
export function orderUnfinished(prompts: readonly ListedPrompt[]): ListedPrompt[] {
  const latestFirst = prompts.toReversed()
  const running = latestFirst.filter(({ status }) => status === 'running')
  const waiting = latestFirst.filter(({ status }) => status !== 'running')
  return [...running.sort(byStart), ...waiting.sort(byCreation)]
}

/** Finished prompts, newest end first; what ties is shown latest known first. */
export function orderFinished(prompts: readonly ListedPrompt[]): ListedPrompt[] {
  return prompts.toReversed().sort(byEnd)
}

/** Joins two lists in the order of `orderFinished`, which stays. */
export function mergeFinished(
  a: readonly ListedPrompt[],
  b: readonly ListedPrompt[]
): readonly ListedPrompt[] {
  const merged: ListedPrompt[] = []
  let next = 0
  for (const listed of a) {
    while (next < b.length && endOf(b[next]!) > endOf(listed)) merged.push(b[next++]!)
    merged.push(listed)
  }
  return [...merged, ...b.slice(next)]
}

/**
 * Places in the server's queue, from 1 for the one that runs next. A prompt without a queue number has none.
 */
export function getQueuePlaces(
  waiting: readonly ListedPrompt[]
): ReadonlyMap<ListedPrompt['promptId'], number> {
  const numbered = waiting
    .filter((listed) => listed.queueNumber !== null)
    .sort((a, b) => a.queueNumber! - b.queueNumber!)
  return new Map(numbered.map((listed, index) => [listed.promptId, index + 1]))
}
