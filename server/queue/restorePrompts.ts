import type { Log } from '../base/log'
import type { EngineResult } from '../engine/engine'
import type { PromptHistory } from './promptHistory'
import type { PromptQueue } from './promptQueue'
import type { LeftPrompt, PromptStore } from './store/promptStore'

const MESSAGE =
  'The server ended while this prompt ran, so nobody knows how far it came. It was not run again; queue it again to run it.\n'

/** How a run ended whose server ended first: as an error, since nobody asked it to stop. */
function createLostResult({ queued, startedAt }: LeftPrompt, now: number): EngineResult {
  const data = {
    prompt_id: queued.promptId,
    node_id: null,
    node_type: null,
    executed: [],
    exception_message: MESSAGE,
    exception_type: 'ServerEnded',
    traceback: [],
    current_inputs: {},
    current_outputs: [],
    timestamp: now
  }
  const started = { prompt_id: queued.promptId, timestamp: startedAt ?? now }
  return {
    status: 'error',
    outputs: {},
    meta: {},
    messages: [
      ['execution_start', started],
      ['execution_error', data]
    ]
  }
}

export interface RestoreOptions {
  readonly store: PromptStore
  readonly history: PromptHistory
  readonly queue: PromptQueue
  readonly log: Log
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Takes up what an earlier server left: prompts that waited are queued again, those that ran are put into history as
 * failed. None is run a second time by itself.
 */
export function restorePrompts({ store, history, queue, log, now }: RestoreOptions): void {
  const left = store.listLeft()
  for (const prompt of left) {
    if (prompt.startedAt === null) continue
    log.warn('prompt lost by an earlier server', { prompt: prompt.queued.promptId })
    history.add(prompt.queued, createLostResult(prompt, now), prompt.place)
  }
  queue.restore(left.filter(({ startedAt }) => startedAt === null))
}
