import { LiteGraph } from '@comfyorg/litegraph'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import { toWorkflowId } from '@/domain/ids'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'
import { readDefinitions, readIndex, readWorkflows } from '../../harness/canvasWorkflows'
import { describeDocument } from '../../harness/canvasDocumentMeaning'
import { describeSaved } from '../../harness/savedMeaning'
import { DIFFERENT, SAVED_OTHERWISE } from '../../harness/corpusExceptions'

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

  it.each(own.map((workflow) => [workflow.name, workflow]))(
    '%s gives the prompt ComfyUI gives',
    async (name, { document, prompt }) => {
      const { output } = await compile(name, document)
      const ignored = new Set(index.get(name)?.ignore)
      const nodes = new Set(DIFFERENT[name]?.nodes)
      const [ours, official] = [strip(output, ignored), strip(prompt ?? {}, ignored)]
      // Equal but for the nodes on the list, and these do differ: the list holds no document that needs no exception.
      expect(without(ours, nodes)).toEqual(without(official, nodes))
      for (const id of nodes) expect(ours[id]).not.toEqual(official[id])
      if (nodes.size === 0) expect(Object.keys(output)).toEqual(Object.keys(prompt!))
    }
  )

  it.each(own.flatMap(({ name, document, saved }) => (saved ? [[name, document, saved]] : [])))(
    '%s is saved as ComfyUI saves it',
    async (name, document, saved) => {
      const ours = describeSaved((await compile(name as string, document as WorkflowJson)).saved)
      const official = describeSaved(saved as WorkflowJson)
      if ((name as string) in SAVED_OTHERWISE) expect(ours).not.toEqual(official)
      else expect(ours).toEqual(official)
    }
  )

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

it('no document is left out', () => {
  expect(workflows).toHaveLength(275)
  expect(new Set(workflows.map(({ name }) => name)).size).toBe(275)
  expect(workflows.filter(({ saved }) => saved)).toHaveLength(260)
  expect(workflows.filter(({ prompt }) => !prompt).map(({ name }) => name)).toEqual([
    'own_link_only_in_slots'
  ])
  for (const { name } of workflows) expect(index.has(name)).toBe(true)
})

function without<T>(entries: Readonly<Record<string, T>>, keys: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.has(key)))
}

/** What is compared of each node; inputs keep their order: widgets first, then plain links. */
function strip(prompt: ApiPrompt, ignored: ReadonlySet<string>) {
  return Object.fromEntries(
    Object.entries(prompt).map(([id, { class_type, inputs, _meta }]) => [
      id,
      {
        class_type,
        inputs: Object.entries(inputs).filter(([name]) => !ignored.has(`${id}/inputs/${name}`)),
        title: class_type && OTHER_TITLES.has(class_type) ? null : (_meta?.title ?? null)
      }
    ])
  )
}
