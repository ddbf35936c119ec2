import { createLog } from '../../server/base/log'
import { type HistoryBounds, PromptHistory } from '../../server/queue/promptHistory'
import { openDatabase } from '../../server/queue/store/openDatabase'
import { PromptStore } from '../../server/queue/store/promptStore'

function failOnDamage(aside: string, reason: string): void {
  throw new Error(`${aside}: ${reason}`)
}

/** A store in a file, or one that lasts as long as its test. */
export function makeStore(path = ':memory:'): PromptStore {
  return new PromptStore(openDatabase(path, failOnDamage))
}

export function makeHistory(bounds?: HistoryBounds, store = makeStore()): PromptHistory {
  return new PromptHistory({ store, log: createLog([]), ...(bounds && { bounds }) })
}
