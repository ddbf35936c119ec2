import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fetchStarter, openFirstWorkflow } from '@/app/openFirstWorkflow'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { CoreHarness } from '../harness/core'
import { createTestCore } from '../harness/core'
import { makeDocument } from '../harness/coreGraphs'

const OWN = { Grow: { python_module: 'custom_nodes.parallel' } } as unknown as ObjectInfoWire
const OTHERS = { KSampler: { python_module: 'nodes' } } as unknown as ObjectInfoWire
const INDEX = [
  { moduleName: 'parallel-samples', templates: [{ name: 'grow', title: 'Grow a pattern' }] }
]

const UNTITLED = expect.stringMatching(/^Unsaved Workflow/)

let core: CoreHarness
let kept: Map<string, string>
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value)
}
const visit = async (definitions: ObjectInfoWire) => {
  const world = { baseUrl: 'http://localhost/sub/' }
  const starter = await fetchStarter(Promise.resolve(definitions), world, storage)
  await openFirstWorkflow(core.workflowService, starter, storage)
}

/** Names of the tabs that are open, in order. */
const listTabs = () => core.workflows.order.map((id) => core.workflows.getWorkflow(id)?.name)

const asked: string[] = []
const { fetch } = globalThis
beforeEach(() => {
  core = createTestCore()
  asked.length = 0
  kept = new Map()
  globalThis.fetch = (input) => {
    asked.push(String(input))
    return Promise.resolve(
      Response.json(String(input).endsWith('index.json') ? INDEX : makeDocument())
    )
  }
})
afterEach(() => void (globalThis.fetch = fetch))

describe('nothing was open', () => {
  it('begins a first visit with a sample that runs, and any later one with an empty workflow', async () => {
    await visit(OWN)
    expect(listTabs()).toEqual(['Grow a pattern'])
    expect(asked[0]).toBe('http://localhost/sub/templates/index.json')
    await visit(OWN)
    expect(listTabs()).toEqual(['Grow a pattern', UNTITLED])
  })

  it('asks a server of other nodes for no sample', async () => {
    await visit(OTHERS)
    expect([listTabs(), asked]).toEqual([[UNTITLED], []])
  })

  it('begins with an empty workflow where the sample does not come', async () => {
    globalThis.fetch = () => Promise.reject(new Error('down'))
    await visit(OWN)
    expect(listTabs()).toEqual([UNTITLED])
  })
})
