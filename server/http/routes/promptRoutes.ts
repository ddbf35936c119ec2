import type { Backend } from '../../backends/backend'
import type { Log } from '../../base/log'
import type { PromptQueue } from '../../queue/promptQueue'
import { type Reply, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import { parsePromptRequest, replyPromptError } from './promptRequest'

export interface PromptRoutesOptions {
  readonly queue: PromptQueue
  readonly backend: Backend
  readonly log: Log
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Hands out priorities: a count, its negative for the front (protocol.md §3.2). */
function createNumbering() {
  let count = 0
  return (front: boolean): number => {
    const number = front ? -count : count
    count += 1
    return number
  }
}

function replyDuplicate(promptId: string): Reply {
  return replyPromptError(
    'duplicate_prompt_id',
    'A prompt with this prompt_id waits or runs already',
    promptId,
    409
  )
}

/** `GET` and `POST /prompt` (protocol.md §3.2). */
export function createPromptRoutes({ queue, backend, log, now }: PromptRoutesOptions): Route[] {
  const nextNumber = createNumbering()

  async function submit({ message, readJson }: RouteRequest): Promise<Reply> {
    const usageSource = message.headers['comfy-usage-source']
    const request = parsePromptRequest(await readJson(), usageSource?.toString())
    const { promptId, prompt, clientId, extraData } = request
    const number = request.number ?? nextNumber(request.front)
    if (queue.has(promptId)) return replyDuplicate(promptId)
    const validation = await backend.validate(prompt, request.partialTargets)
    if (!validation.valid) {
      log.warn('prompt refused', { prompt: promptId, error: validation.error.type })
      return replyJson({ error: validation.error, node_errors: validation.nodeErrors }, 400)
    }
    // The same id may have been queued while this one was validated.
    if (queue.has(promptId)) return replyDuplicate(promptId)
    const createTime = now()
    queue.submit({
      promptId,
      number,
      prompt: validation.prompt ?? prompt,
      extraData: { ...extraData, create_time: createTime },
      outputNodeIds: validation.outputNodeIds,
      clientId,
      createTime
    })
    return replyJson({ prompt_id: promptId, number, node_errors: validation.nodeErrors })
  }

  return [
    route('GET', '/prompt', () => replyJson({ exec_info: { queue_remaining: queue.remaining } })),
    route('POST', '/prompt', submit)
  ]
}
