import { decodeBinaryFrame } from '../../src/protocol/decodeBinaryFrame'
import { isRecord } from '../../src/protocol/guards'
import type { ApiPrompt, PromptRequestWire } from '../../src/protocol/prompt'
import { listExchanges, listFrames, loadRecording } from '../harness/recording'

/** A submission of a recording with what a real ComfyUI made of it. */
export interface RecordedRun {
  readonly request: PromptRequestWire
  readonly status: number
  readonly response: Record<string, unknown>
  readonly promptId: string
  /** In the order in which the recorded server took them. */
  readonly outputNodeIds: readonly string[] | undefined
  /** Its frames in the form of `toFrames`, without those of the queue. */
  readonly frames: readonly Record<string, unknown>[]
}

function toFrame(frame: string | ArrayBuffer): Record<string, unknown> {
  if (typeof frame === 'string') return JSON.parse(frame) as Record<string, unknown>
  const message = decodeBinaryFrame(new Uint8Array(frame), {})
  if (message.type === 'binary.text') return { binary: 3, node: message.nodeId, text: message.text }
  if (message.type !== 'binary.previewWithMetadata') return { binary: message.type }
  return { binary: 4, node: message.metadata.node_id, mime: message.mime }
}

/** Frames from the start of the prompt to its end, but not the end itself, which the queue tells. */
function sliceRun(frames: readonly Record<string, unknown>[], promptId: string) {
  const isOf = (frame: Record<string, unknown>) =>
    isRecord(frame.data) && frame.data.prompt_id === promptId
  const start = frames.findIndex((frame) => frame.type === 'execution_start' && isOf(frame))
  const end = frames.findIndex(
    (frame) =>
      frame.type === 'executing' && isOf(frame) && isRecord(frame.data) && frame.data.node === null
  )
  return frames.slice(start, end).filter(({ type }) => type !== 'status')
}

/** All submissions of a recording, in order. */
export function loadRecordedRuns(name: string): RecordedRun[] {
  const recording = loadRecording(name)
  const exchanges = listExchanges(recording)
  const frames = listFrames(recording).map(toFrame)
  const histories = exchanges.flatMap(({ request, response }) =>
    request.path.includes('/history/') && isRecord(response.json) ? [response.json] : []
  )
  return exchanges
    .filter(({ request }) => request.method === 'POST' && request.path === '/api/prompt')
    .map(({ request, response }) => {
      const body = response.json as Record<string, unknown>
      const promptId = String(body.prompt_id)
      const entry = histories.find((history) => promptId in history)?.[promptId]
      const item = isRecord(entry) ? (entry.prompt as unknown[]) : []
      return {
        request: request.body as PromptRequestWire,
        status: response.status,
        response: body,
        promptId,
        outputNodeIds: item[4] as string[] | undefined,
        frames: sliceRun(frames, promptId)
      }
    })
}

/** The same prompt with shorter steps. */
export function hurryPrompt(prompt: ApiPrompt, seconds = 0.002): ApiPrompt {
  return Object.fromEntries(
    Object.entries(prompt).map(([id, node]) => [
      id,
      'seconds' in node.inputs ? { ...node, inputs: { ...node.inputs, seconds } } : node
    ])
  )
}
