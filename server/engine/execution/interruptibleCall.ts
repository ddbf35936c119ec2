import { setTimeout as delay } from 'node:timers/promises'
import type { EngineWorker } from '../pool/engineWorker'
import { InterruptedError } from '../values/engineError'
import type { WorkerAnswers, WorkerNews, WorkerRequest } from '../worker/messages'

/** How long a node may take to notice an interruption before the run ends without it, in ms. */
const PATIENCE = 80

/** Rejects a while after the signal; never settles without it. */
function losePatience(signal: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = () => {
      delay(PATIENCE, null, { signal: done }).then(
        () => reject(new InterruptedError()),
        () => undefined
      )
    }
    signal.addEventListener('abort', onAbort, { once: true, signal: done })
  })
}

/**
 * Has a worker do something for a run that may be asked to stop. A node that does not notice is left alone after
 * 80 ms: its worker goes on by itself, and the pool ends it if that takes too long.
 *
 * @param worker null if the run was asked to stop before it got one
 * @throws InterruptedError when the run has been asked to stop
 */
export async function callInterruptibly<Request extends WorkerRequest>(
  worker: EngineWorker | null,
  signal: AbortSignal,
  request: Request,
  onNews: (news: WorkerNews) => void
): Promise<WorkerAnswers[Request['kind']]> {
  if (signal.aborted || !worker) throw new InterruptedError()
  const done = new AbortController()
  try {
    return await Promise.race([worker.call(request, onNews), losePatience(signal, done.signal)])
  } catch (error) {
    // Whatever a node throws because it was stopped, or its thread ended: the run was interrupted.
    throw signal.aborted ? new InterruptedError() : error
  } finally {
    done.abort()
  }
}
