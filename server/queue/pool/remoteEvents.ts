import type { BinaryMessage } from '@/protocol/binaryMessages'
import { addPlaces } from '../../backends/pool/places'
import type { EngineEvent } from '../../engine/engine'

type Data = Readonly<Record<string, unknown>>

/** Those that everyone hears of a prompt without a client (protocol.md §1.5). */
const FOR_ALL_WITHOUT_OWNER = new Set(['progress_state', 'progress', 'execution_interrupted'])

/** A server's message about one of our prompts, for the prompt's own client. */
export function toEvent(type: string, data: Data, number: number): EngineEvent {
  const isBlocked = type === 'execution_error' && data.exception_type === 'ExecutionBlocked'
  const to = FOR_ALL_WITHOUT_OWNER.has(type) || isBlocked ? 'ownerOrAll' : 'owner'
  const own = type === 'executed' ? { ...data, output: addPlaces(data.output, number) } : data
  return { kind: 'message', type, data: own, to }
}

function toMime(mime: string): 'image/jpeg' | 'image/png' {
  return mime === 'image/png' ? 'image/png' : 'image/jpeg'
}

/** A server's picture or text; null when it is none. @param node the prompt is at, for pictures that don't say */
export function toBinaryEvent(message: BinaryMessage, node: string | null): EngineEvent | null {
  if (message.type === 'binary.text') {
    return { kind: 'text', nodeId: message.nodeId, text: message.text }
  }
  if (message.type === 'binary.unknown') return null
  const metadata =
    message.type === 'binary.previewWithMetadata' ? message.metadata : { node_id: node ?? '' }
  const { node_id: nodeId } = metadata
  const rest = 'prompt_id' in metadata ? metadata : null
  return {
    kind: 'preview',
    nodeId,
    displayNodeId: rest?.display_node_id ?? nodeId,
    parentNodeId: rest?.parent_node_id ?? null,
    realNodeId: rest?.real_node_id ?? nodeId,
    mime: toMime(message.mime),
    bytes: message.image
  }
}
