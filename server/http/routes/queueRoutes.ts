import type { PromptList } from '../../queue/promptList'
import { type QueuedPrompt, toQueueItem } from '../../queue/queuedPrompt'
import { isRecord } from '@/protocol/guards'
import { parseJson, toRecord } from '../body'
import { MalformedJson, refuseWithText } from '../httpProblem'
import { replyEmpty, replyJsonChunks } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import { toIdList } from './idList'

function* listItems(prompts: readonly QueuedPrompt[]): Generator<string> {
  yield '['
  for (const [index, prompt] of prompts.entries()) {
    yield (index > 0 ? ',' : '') + JSON.stringify(toQueueItem(prompt))
  }
  yield ']'
}

function* listQueue(running: readonly QueuedPrompt[], pending: readonly QueuedPrompt[]) {
  yield '{"queue_running":'
  yield* listItems(running)
  yield ',"queue_pending":'
  yield* listItems(pending)
  yield '}'
}

/** The prompt to interrupt. A body that is no JSON counts as none, as in ComfyUI. @throws {HttpProblem} 400 */
function readInterruption(bytes: Uint8Array): unknown {
  try {
    const body = parseJson(bytes)
    if (isRecord(body)) return body.prompt_id
  } catch (error) {
    if (error instanceof MalformedJson) return null
    throw error
  }
  throw refuseWithText(400, 'The body must be a JSON object')
}

/** `/queue`, `/interrupt` and `/free` (protocol.md §3.3). */
export function createQueueRoutes(queue: PromptList, free: () => void): Route[] {
  async function change({ readJson }: RouteRequest) {
    const body = toRecord(await readJson())
    const ids = toIdList(body.delete)
    if (body.clear) await queue.clearPending()
    await queue.deletePending(ids)
    return replyEmpty()
  }

  async function interrupt({ readBytes }: RouteRequest) {
    const promptId = readInterruption(await readBytes())
    // Without an id it means whatever runs; with several workers that is every running prompt.
    if (!promptId) await queue.interruptAll()
    else if (typeof promptId === 'string') await queue.interrupt(promptId)
    return replyEmpty()
  }

  async function handleFree({ readJson }: RouteRequest) {
    const body = toRecord(await readJson())
    if (body.unload_models || body.free_memory) free()
    return replyEmpty()
  }

  return [
    route('GET', '/queue', () =>
      replyJsonChunks(listQueue(queue.getRunning(), queue.getPending()))
    ),
    route('POST', '/queue', change),
    route('POST', '/interrupt', interrupt),
    route('POST', '/free', handleFree)
  ]
}
