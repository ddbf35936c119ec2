import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toWorkflowId } from '@/domain/ids'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import { BUILTIN_NODES } from '../../../server/engine/nodes/builtinNodes'
import { describeDocument } from '../../harness/canvasDocumentMeaning'
import { createRoomHarness, type RoomHarness } from '../../harness/canvasRoom'

const TEMPLATES = join(import.meta.dirname, '../../../server/samples/templates')
const PROMPTS = join(import.meta.dirname, '../../fixtures/engine/samplePrompts')
const names = readdirSync(PROMPTS).map((file) => file.replace('.json', ''))

function readJson<Value>(...path: string[]): Value {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as Value
}

let harness: RoomHarness

beforeAll(async () => {
  const definitions = Object.fromEntries(
    BUILTIN_NODES.map(({ definition }) => [definition.name, definition])
  )
  harness = await createRoomHarness({ definitions, isMounted: false, random: () => 0 })
})
afterAll(() => harness.dispose())

async function open(name: string, document: WorkflowJson) {
  const id = toWorkflowId(name)
  await harness.room.graphs.openGraph(id, document)
  const { output } = await harness.room.graphs.takeSnapshot(id)
  const saved = harness.room.graphs.serializeGraph(id)
  harness.room.graphs.closeGraph(id)
  return { output: JSON.parse(JSON.stringify(output)) as ApiPrompt, saved }
}

describe('the sample workflows', () => {
  it.each(names)('%s gives the prompt it was made from', async (name) => {
    const { output } = await open(name, readJson(TEMPLATES, `${name}.json`))

    expect(output).toEqual(readJson(PROMPTS, `${name}.json`))
  })

  it.each(names)('%s means the same after it was saved', async (name) => {
    const document = readJson<WorkflowJson>(TEMPLATES, `${name}.json`)

    const { saved } = await open(name, document)

    expect(describeDocument(saved)).toEqual(describeDocument(document))
  })
})
