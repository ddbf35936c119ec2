import { expect } from 'vitest'
import { toWorkflowId } from '@/domain/ids'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import type { RoomHarness } from './canvasRoom'

let serial = 0

/** Opens a document, saves it, opens that: both give one prompt, and the second save changes nothing. */
export async function compileTwice(
  harness: RoomHarness,
  document: WorkflowJson
): Promise<ApiPrompt> {
  const { graphs } = harness.room
  const read = async (source: WorkflowJson) => {
    const id = toWorkflowId(`twice-${serial++}`)
    await graphs.openGraph(id, source)
    const { output } = await graphs.takeSnapshot(id)
    const saved = graphs.serializeGraph(id)
    graphs.closeGraph(id)
    return { output: JSON.parse(JSON.stringify(output)) as ApiPrompt, saved }
  }
  const first = await read(document)
  const second = await read(first.saved)
  expect(second.output).toEqual(first.output)
  expect(second.saved).toEqual(first.saved)
  return first.output
}
