import { LiteGraph } from '@comfyorg/litegraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import { toWorkflowId } from '@/domain/ids'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'
import { readDefinitions, readIndex, readWorkflows } from '../../harness/canvasWorkflows'
import { describeDocument } from '../../harness/canvasDocumentMeaning'

/** Documents whose prompt is ours and not the official frontend's, on purpose. */
const DIFFERENT: Readonly<Record<string, string>> = {
  own_duplicate_node_ids: 'both nodes with one id run, each under its own',
  own_link_only_in_slots: 'a link that both slots name is restored instead of failing',
  templates_graphic_design_recomposer:
    'a promoted primitive feeds the inputs it fed, not the ones beside them'
}

/** Classes whose title the official frontend takes from its own translations, older than the definitions. */
const OTHER_TITLES = new Set([
  'ByteDanceSeedreamNodeV2',
  'ByteDance2ReferenceNode',
  'TopazImageEnhance',
  'LTXVConcatAVLatent',
  'LTXVSeparateAVLatent'
])

const index = readIndex()
const workflows = readWorkflows()

describe.each([
  ['all node types known', false],
  ['some node types missing', true]
])('documents with %s', (_title, lacksTypes) => {
  let harness: RoomHarness
  const own = workflows.filter(({ name }) => Boolean(index.get(name)?.lacksTypes) === lacksTypes)

  beforeAll(async () => {
    harness = await createRoomHarness({
      definitions: readDefinitions(lacksTypes ? 'missing' : 'all'),
      isMounted: false,
      random: () => 0
    })
  })
  afterAll(() => {
    harness.dispose()
    for (const type of Object.keys(readDefinitions('all')))
      delete LiteGraph.registered_node_types[type]
  })

  async function compile(name: string, document: WorkflowJson) {
    const id = toWorkflowId(name)
    await harness.room.graphs.openGraph(id, document)
    const { output } = await harness.room.graphs.takeSnapshot(id)
    const saved = harness.room.graphs.serializeGraph(id)
    harness.room.graphs.closeGraph(id)
    return { output: JSON.parse(JSON.stringify(output)) as ApiPrompt, saved }
  }

  it.each(
    own.filter(({ name }) => !(name in DIFFERENT)).map((workflow) => [workflow.name, workflow])
  )('%s gives the prompt ComfyUI gives', async (name, { document, prompt }) => {
    const { output } = await compile(name, document)
    const ignored = new Set(index.get(name)?.ignore)
    expect(strip(output, ignored)).toEqual(strip(prompt!, ignored))
    expect(listTitles(output)).toEqual(listTitles(prompt!))
  })

  it.each(own.map((workflow) => [workflow.name, workflow]))(
    '%s means the same after it was saved, and gives the same prompt',
    async (name, { document }) => {
      const first = await compile(name, document)
      const second = await compile(name, first.saved)
      expect(second.output).toEqual(first.output)
      expect(describeDocument(second.saved)).toEqual(describeDocument(first.saved))
      // What was saved once is in normal form: saving it again changes nothing at all.
      expect(second.saved).toEqual(first.saved)
    }
  )
})

/** Inputs keep their order: widgets first, then plain links. */
function strip(prompt: ApiPrompt, ignored: ReadonlySet<string>) {
  return Object.fromEntries(
    Object.entries(prompt).map(([id, { class_type, inputs }]) => [
      id,
      {
        class_type,
        inputs: Object.entries(inputs).filter(([name]) => !ignored.has(`${id}/inputs/${name}`))
      }
    ])
  )
}

function listTitles(prompt: ApiPrompt) {
  return Object.fromEntries(
    Object.entries(prompt).map(([id, { class_type, _meta }]) => [
      id,
      class_type && OTHER_TITLES.has(class_type) ? null : (_meta?.title ?? null)
    ])
  )
}
