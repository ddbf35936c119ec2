import type { Backend } from '../../backends/backend'
import type { Log } from '../../base/log'
import type { PromptQueue } from '../../queue/promptQueue'
import { type Reply, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import { mayNeedReplacing, replaceNodes } from './nodeReplacements'
import { isForFront, parseNumber, parsePromptRequest } from './promptRequest'

export interface PromptRoutesOptions {
  readonly queue: PromptQueue
  readonly backend: Backend
  readonly log: Log
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** `GET` and `POST /prompt` (protocol.md §3.2). */
export function createPromptRoutes({ queue, backend, log, now }: PromptRoutesOptions): Route[] {
  async function submit({ message, readJson }: RouteRequest): Promise<Reply> {
    const usageSource = message.headers['comfy-usage-source']
    const json = await readJson()
    // ComfyUI counts a submission before it looks at it: one that is refused uses up a number too.
    const number = parseNumber(json) ?? queue.takeNumber(isForFront(json))
    const request = parsePromptRequest(json, usageSource?.toString())
    const { promptId, clientId, extraData } = request
    const prompt = mayNeedReplacing(request.prompt)
      ? replaceNodes(request.prompt, await backend.getObjectInfo())
      : request.prompt
    const validation = await backend.validate(prompt, request.partialTargets)
    if (!validation.valid) {
      log.warn('prompt refused', { prompt: promptId, error: validation.error.type })
      return replyJson({ error: validation.error, node_errors: validation.nodeErrors }, 400)
    }
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
