import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DocumentError } from '@/domain/documentError'
import { toWorkflowId } from '@/domain/ids'
import type { WorkflowJson } from '@/protocol/prompt'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'
import { readOwnWorkflows } from '../../harness/canvasWorkflows'
import { makeDocument, makeNested, makeNode, makeTextToImage } from '../../harness/canvasDocuments'

const DOCUMENTS = [
  ...readOwnWorkflows().map(({ document }) => document),
  makeTextToImage(),
  makeNested([20, 21])
]

/** What stands in documents that something went wrong with. */
const JUNK = [null, true, -1, 0, 1.5, 1e300, '', '3', 'x', [], {}, [[]], { 0: 1 }, '__proto__', -10]

let harness: RoomHarness
beforeAll(async () => {
  harness = await createRoomHarness({ isMounted: false })
})
afterAll(() => harness.dispose())

type Holder = Record<string, unknown>

/** One change at a place that the numbers choose: a value replaced, taken away, or doubled. */
interface Damage {
  readonly way: readonly number[]
  readonly kind: 'replace' | 'remove' | 'double'
  readonly junk: unknown
}

const damage: fc.Arbitrary<Damage> = fc.record({
  way: fc.array(fc.nat(40), { minLength: 1, maxLength: 7 }),
  kind: fc.constantFrom('replace', 'replace', 'remove', 'double'),
  junk: fc.constantFrom(...JUNK)
})

function apply(document: WorkflowJson, { way, kind, junk }: Damage): void {
  let holder = document as Holder
  let key = ''
  for (const [depth, step] of way.entries()) {
    const keys = Object.keys(holder)
    if (keys.length === 0) break
    key = keys[step % keys.length]!
    const next = holder[key]
    if (depth === way.length - 1 || typeof next !== 'object' || next === null) break
    holder = next as Holder
  }
  if (kind === 'double' && Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]))
  else if (kind === 'remove' && Array.isArray(holder)) holder.splice(Number(key), 1)
  else if (kind === 'remove') delete holder[key]
  else if (key !== '') holder[key] = structuredClone(junk)
}

/** Where a damaged node has no slot for a link, its place in the order is told by nothing. */
function withoutOrder(document: WorkflowJson): unknown {
  return JSON.parse(JSON.stringify(document), (key, value: unknown) =>
    key === 'order' ? undefined : value
  )
}

let serial = 0
async function open(document: WorkflowJson) {
  const id = toWorkflowId(`round-${serial++}`)
  const { graphs } = harness.room
  try {
    await graphs.openGraph(id, document)
    const { output } = await graphs.takeSnapshot(id)
    return {
      output: JSON.parse(JSON.stringify(output)) as unknown,
      saved: graphs.serializeGraph(id)
    }
  } finally {
    graphs.closeGraph(id)
  }
}

type Opened = Awaited<ReturnType<typeof open>>

/** What was saved, opened and saved again, is the same, and runs as the same. */
async function checkStays(first: Opened): Promise<void> {
  const second = await open(first.saved)
  expect(withoutOrder(second.saved)).toEqual(withoutOrder(first.saved))
  expect(second.output).toEqual(first.output)
}

it('a damaged document is refused in words, or opens and stays what it is when it is saved', async () => {
  const source = fc.constantFrom(...DOCUMENTS)
  await fc.assert(
    fc.asyncProperty(source, fc.array(damage, { maxLength: 6 }), async (document, damages) => {
      const damaged = structuredClone(document)
      for (const one of damages) apply(damaged, one)
      // Documents are JSON: what a list was lengthened by is at least null.
      const before = JSON.stringify(damaged)
      const broken = JSON.parse(before) as WorkflowJson
      const first = await open(broken).catch((error: unknown) => {
        expect(error).toBeInstanceOf(DocumentError)
        return null
      })
      expect(JSON.stringify(broken)).toBe(before)
      if (first) await checkStays(first)
    }),
    { numRuns: 1500 }
  )
}, 120_000)

describe('a document is saved as it will be again', () => {
  const check = async (document: WorkflowJson) => checkStays(await open(document))
  const preview = (rest: object) =>
    makeNode(2, 'PreviewImage', { inputs: { images: 'IMAGE' }, size: [140, 26], ...rest })
  const image = makeNode(1, 'EmptyImage', { outputs: { IMAGE: 'IMAGE' } })

  it('where an input bears a name that its definition lacks, and a word for another', () =>
    check(
      makeDocument(
        [
          structuredClone(image),
          preview({
            inputs: {
              a_name_nobody_knows: { type: 'IMAGE', localized_name: 'images' }
            }
          })
        ],
        [[1, 1, 0, 2, 0, 'IMAGE']]
      )
    ))

  it('where an input of an instance was renamed inside', () => {
    const document = makeNested([20]) as unknown as {
      nodes: { inputs: { localized_name?: string }[]; size: number[] }[]
      definitions: { subgraphs: { inputs: { name: string }[] }[] }
    }
    document.nodes[0]!.inputs[0]!.localized_name = 'w'
    document.nodes[0]!.size = [10, 10]
    document.definitions.subgraphs[0]!.inputs[0]!.name = 'a much longer name than that'
    return check(document as unknown as WorkflowJson)
  })

  it('where a link to the border begins at an output that no node has', () => {
    const document = makeNested([20]) as unknown as {
      definitions: { subgraphs: { links: { target_id: number; origin_slot: number }[] }[] }
    }
    const link = document.definitions.subgraphs[0]!.links.find(
      ({ target_id }) => target_id === -20
    )!
    link.origin_slot = 7
    return check(document as unknown as WorkflowJson)
  })

  it('where a link through a reroute begins at an output that no node has', () =>
    check(
      makeDocument([structuredClone(image), preview({})], [[1, 1, 7, 2, 0, 'IMAGE']], {
        extra: {
          linkExtensions: [{ id: 1, parentId: 4 }],
          reroutes: [{ id: 4, pos: [200, 40], linkIds: [1] }]
        }
      })
    ))

  it('where a list that offers nothing has no value', () =>
    check(
      makeDocument(
        [
          makeNode(1, 'CLIPLoader', { outputs: { CLIP: 'CLIP' }, widgets_values: {} }),
          makeNode(2, 'CLIPTextEncode', { inputs: { clip: 'CLIP' }, widgets_values: ['x'] })
        ],
        [[1, 1, 0, 2, 0, 'CLIP']]
      )
    ))
})
