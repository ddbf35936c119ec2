import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toWorkflowId } from '@/domain/ids'
import type { ApiPrompt, ApiPromptNode, WorkflowJson } from '@/protocol/prompt'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import { readIndex, readWorkflows } from '../../harness/canvasWorkflows'

/** Text chosen from a template may itself read as a template: it is expanded once more when it is opened again. */
const EXPANDED_TWICE = new Set(['own_dynamic_prompt', 'image_ideogram4_t2i'])

const index = readIndex()
const prompts = readWorkflows().filter(
  ({ name, prompt }) =>
    prompt &&
    Object.keys(prompt).length > 0 &&
    !index.get(name)?.lacksTypes &&
    !EXPANDED_TWICE.has(name)
)

describe('a prompt in API format', () => {
  let harness: RoomHarness
  beforeAll(async () => {
    harness = await createRoomHarness({ isMounted: false })
  })
  afterAll(() => harness.dispose())

  async function reopen(prompt: ApiPrompt): Promise<ApiPrompt> {
    const id = toWorkflowId('api')
    await harness.room.graphs.openGraph(id, structuredClone(prompt) as WorkflowJson)
    const { output } = await harness.room.graphs.takeSnapshot(id)
    return JSON.parse(JSON.stringify(output)) as ApiPrompt
  }

  it.each(prompts.map(({ name, prompt }) => [name, prompt!]))(
    '%s opens as a graph that gives the same prompt, up to ids',
    async (_name, prompt) => {
      const reopened = await reopen(prompt)
      const ids = matchIds(prompt, reopened)
      expect(Object.keys(reopened)).toHaveLength(Object.keys(prompt).length)
      for (const [id, node] of Object.entries(prompt))
        expect(rename(reopened[ids.get(id)!]!, new Map())).toEqual(rename(node, ids))
    }
  )

  it('stands in columns, each node right of what it depends on, none on another', async () => {
    const { prompt } = prompts.find(({ name }) => name === 'own_primitive_to_many')!
    await reopen(prompt!)
    const nodes = harness.room.getGraph(toWorkflowId('api'))!._nodes
    const x = new Map(nodes.map((node) => [String(node.id), node.pos[0]]))
    for (const [id, { inputs }] of Object.entries(prompt!))
      for (const value of Object.values(inputs))
        if (Array.isArray(value)) expect(x.get(id)!).toBeGreaterThan(x.get(String(value[0]))!)
    const boxes = nodes.map(({ pos, size }) => [pos[0], pos[1], size[0], size[1]] as const)
    boxes.forEach(([x1, y1, w1, h1], i) => {
      for (const [x2, y2, w2, h2] of boxes.slice(i + 1))
        expect(x1 + w1 <= x2 || x2 + w2 <= x1 || y1 + h1 <= y2 || y2 + h2 <= y1).toBe(true)
    })
  })

  it('may hold a cycle, a list that is no link, and classes nobody knows', async () => {
    const reopened = await reopen({
      a: { class_type: 'ImageInvert', inputs: { image: ['b', 0] } },
      b: { class_type: 'ImageInvert', inputs: { image: ['a', 0] } },
      c: { class_type: 'Nobody', inputs: { list: [1, 2], wrapped: { __value__: ['x', 1] } } }
    })
    expect(Object.values(reopened).map(({ inputs }) => inputs.image)).toEqual([
      ['2', 0],
      ['1', 0],
      undefined
    ])
  })

  it('is found beside what tools add to it, in the body of a request, and after a workflow', async () => {
    const prompt = { 7: { class_type: 'ImageInvert', inputs: { image: ['8', 0] } } }
    const inputs = async (document: object) => Object.values(await reopen(document as ApiPrompt))
    const plain = await inputs(prompt)
    expect(plain).toHaveLength(1)
    expect(await inputs({ ...prompt, version: 3, extra_data: { by: 'a script' } })).toEqual(plain)
    expect(await inputs({ prompt, client_id: 'x' })).toEqual(plain)
    const workflow = makeDocument([makeNode(1, 'EmptyImage'), makeNode(2, 'EmptyImage')])
    expect(await inputs({ prompt, workflow })).toHaveLength(2)
  })

  it('is none where nothing names a class', async () => {
    const things = { a: { inputs: { x: 1 } }, b: 'text' }
    await expect(reopen(things as never)).rejects.toThrow('no workflow')
    await expect(reopen({ prompt: things } as never)).rejects.toThrow('no workflow')
  })
})

/** Ids are new where they were paths; nodes keep their order. */
function matchIds(before: ApiPrompt, after: ApiPrompt): Map<string, string> {
  const isKept = (id: string) => /^\d+$/.test(id)
  const fresh = Object.keys(after).filter((id) => !(id in before))
  return new Map(Object.keys(before).map((id) => [id, isKept(id) ? id : fresh.shift()!]))
}

function rename({ class_type, inputs }: ApiPromptNode, ids: ReadonlyMap<string, string>) {
  const renamed = Object.entries(inputs).map(([name, value]) => {
    const isLink = Array.isArray(value) && value.length === 2
    return [name, isLink ? [ids.get(String(value[0])) ?? value[0], value[1]] : value] as const
  })
  return { class_type, inputs: Object.fromEntries(renamed) }
}
