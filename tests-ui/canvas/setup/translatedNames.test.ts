import type { LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeControlWidgets } from '@/canvas/widgets/controlWidgets'
import { getWidgets } from '@/canvas/widgets/widget'
import { toWorkflowId } from '@/domain/ids'
import { applyPackWords } from '@/i18n/packWords'
import { applyLocale } from '@/i18n/translate'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness, getDefinitions } from '../../harness/canvasRoom'
import { readWorkflows } from '../../harness/canvasWorkflows'

let harness: RoomHarness

beforeAll(async () => {
  harness = await createRoomHarness({ isMounted: false })
})
afterEach(async () => {
  applyPackWords({})
  await applyLocale('en')
})
afterAll(() => harness.dispose())

/** Words for every node type and slot there is. */
function makeWords(definitions: ObjectInfoWire) {
  const nodeDefs = Object.fromEntries(
    Object.values(definitions).map((definition) => [
      definition.name,
      {
        display_name: `Übersetzt ${definition.name}`,
        inputs: Object.fromEntries(
          ['required', 'optional'].flatMap((group) =>
            Object.keys(definition.input?.[group as 'required'] ?? {}).map((name) => [
              name.replaceAll('.', '_'),
              { name: `Eingang ${name} mit einem sehr langen Namen` }
            ])
          )
        ),
        outputs: { '0': { name: 'Erster Ausgang' }, '1': { name: 'Zweiter Ausgang' } }
      }
    ])
  )
  return { de: { nodeDefs } }
}

async function speakGerman(): Promise<void> {
  applyPackWords(makeWords(getDefinitions()))
  await applyLocale('de')
}

async function speakEnglish(): Promise<void> {
  applyPackWords({})
  await applyLocale('en')
}

const makeSampler = (title?: string): LGraphNode =>
  LiteGraph.createNode('KSampler', title) as LGraphNode
const getSlotNames = (node: LGraphNode): string[] =>
  [...node.inputs, ...node.outputs].map(
    (slot) => (slot as unknown as { renderingLabel: string }).renderingLabel
  )

describe('a node in another language', () => {
  it('has its translated title, slots and widgets, at once', async () => {
    const node = makeSampler()
    expect(node.getTitle()).toBe('KSampler')
    await speakGerman()
    expect(node.getTitle()).toBe('Übersetzt KSampler')
    expect(getSlotNames(node)).toContain('Eingang model mit einem sehr langen Namen')
    expect(getSlotNames(node).at(-1)).toBe('Erster Ausgang')
    expect(node.widgets!.find(({ name }) => name === 'cfg')).toMatchObject({
      displayName: 'Eingang cfg mit einem sehr langen Namen'
    })
    await speakEnglish()
    expect(node.getTitle()).toBe('KSampler')
  })

  it('keeps the names that the user gave', async () => {
    const node = makeSampler('Mein Sampler')
    node.inputs[0]!.label = 'meins'
    node.widgets!.find(({ name }) => name === 'cfg')!.label = 'auch meins'
    await speakGerman()
    expect(node.getTitle()).toBe('Mein Sampler')
    expect(getSlotNames(node)[0]).toBe('meins')
    expect(node.widgets!.find(({ name }) => name === 'cfg')).toMatchObject({
      displayName: 'auch meins'
    })
  })

  it('has our words for the fields that definitions don’t know', async () => {
    const node = makeSampler()
    const control = node.widgets!.find(({ name }) => name === 'control_after_generate')
    expect(control).toMatchObject({ displayName: 'control after generate' })
    await applyLocale('de')
    expect(control).toMatchObject({ displayName: 'nach dem Lauf' })
    const [named] = makeControlWidgets(node, getWidgets(node)[0]!, 'fixed')
    expect(named).toMatchObject({ name: 'fixed', displayName: 'nach dem Lauf' })
  })

  it('is saved, and measured, as it is in English', async () => {
    const before = JSON.stringify(makeSampler().serialize())
    await speakGerman()
    expect(JSON.stringify(makeSampler().serialize())).toBe(before)
  })
})

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/g

describe('documents, whatever the language', () => {
  async function compile(name: string, document: Parameters<RoomHarness['open']>[1]) {
    const id = toWorkflowId(name)
    await harness.room.graphs.openGraph(id, document)
    const { output } = await harness.room.graphs.takeSnapshot(id)
    const saved = harness.room.graphs.serializeGraph(id)
    harness.room.graphs.closeGraph(id)
    const known = JSON.stringify(document)
    // Ids that are minted differ each time.
    return JSON.stringify({ output, saved }).replace(UUID, (id) =>
      known.includes(id) ? id : 'new'
    )
  }
  const chosen = readWorkflows().filter((_, place) => place % 7 === 0)

  it.each(chosen.map((workflow) => [workflow.name, workflow] as const))(
    '%s is saved and submitted the same',
    async (name, { document }) => {
      const english = await compile(name, structuredClone(document))
      await speakGerman()
      expect(await compile(name, structuredClone(document))).toBe(english)
    }
  )
})
