import type { PromptQueue } from '../../queue/promptQueue'
import { type QueuedPrompt, toQueueItem } from '../../queue/queuedPrompt'
import { parseJson, toRecord } from '../body'
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

/** `/queue`, `/interrupt` and `/free` (protocol.md §3.3). */
export function createQueueRoutes(queue: PromptQueue, free: () => void): Route[] {
  async function change({ readJson }: RouteRequest) {
    const body = toRecord(await readJson())
    if (body.clear) queue.clearPending()
    queue.deletePending(toIdList(body.delete))
    return replyEmpty()
  }

  async function interrupt({ readBytes }: RouteRequest) {
    const bytes = await readBytes()
    const promptId = bytes.length === 0 ? null : toRecord(parseJson(bytes)).prompt_id
    // Without an id it means whatever runs; with several workers that is every running prompt.
    if (!promptId) queue.interruptAll()
    else if (typeof promptId === 'string') queue.interrupt(promptId)
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
