import type { ClientId } from '@/domain/ids'
import { toClientId } from '@/domain/ids'
import type { NodeOutput, OutputFile } from '@/domain/nodeOutput'
import { getOutputFiles } from '@/domain/nodeOutput'
import { isRecord } from '@/protocol/guards'
import type { WorkflowJson } from '@/protocol/prompt'

type Json = Readonly<Record<string, unknown>>

/** The document a prompt was made of, where it was submitted along (protocol.md §6.3). */
export function getWorkflow(extraData: Json): WorkflowJson | null {
  const { extra_pnginfo } = extraData
  if (!isRecord(extra_pnginfo)) return null
  return isRecord(extra_pnginfo.workflow) ? extra_pnginfo.workflow : null
}

/** The submitted document's own id; null where none was sent along (protocol.md §6.3). */
export function getDocumentId(extraData: Json): string | null {
  const id = getWorkflow(extraData)?.id
  return typeof id === 'string' && id !== '' ? id : null
}

/** The client that submitted it; null where nobody tells. */
export function getClientId(extraData: Json): ClientId | null {
  const { client_id } = extraData
  return typeof client_id === 'string' && client_id !== '' ? toClientId(client_id) : null
}

/** ms since the epoch; servers before 0.3.69 don't tell. */
export function getCreateTime(extraData: Json): number | null {
  return typeof extraData.create_time === 'number' ? extraData.create_time : null
}

/** Outputs by node; what is no output is left out. */
export function readOutputs(outputs: Json): Record<string, NodeOutput> {
  const entries = Object.entries(outputs).filter((entry): entry is [string, NodeOutput] =>
    isRecord(entry[1])
  )
  return Object.fromEntries(entries)
}

/** The file that stands for a prompt, chosen as the jobs API does: a saved one before a temporary one. */
export function pickThumbnail(outputs: Readonly<Record<string, NodeOutput>>): OutputFile | null {
  const files = Object.entries(outputs).flatMap(([nodeId, output]) =>
    getOutputFiles(output).map(({ kind, file }) => ({ ...file, nodeId, mediaType: kind }))
  )
  return files.find(({ type }) => type === 'output') ?? files[0] ?? null
}
