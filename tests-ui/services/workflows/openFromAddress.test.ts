import { beforeEach, describe, expect, it } from 'vitest'
import type { ComfyApi } from '@/services/api/comfyApi'
import { openFromAddress, stripAddress } from '@/services/workflows/openFromAddress'
import { readPackTemplates, readTemplateIndex } from '@/domain/workflowTemplate'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import { makeDocument } from '../../harness/coreGraphs'

const GROUPS = [
  ...readTemplateIndex([{ title: 'Basics', templates: [{ name: 'first', title: 'The first' }] }]),
  ...readPackTemplates({ 'a pack': ['first'] })
]

let core: CoreHarness
let asked: string[]
beforeEach(() => {
  core = createTestCore()
  asked = []
})

const api: Pick<ComfyApi, 'listTemplates' | 'getTemplate'> = {
  listTemplates: () => Promise.resolve(GROUPS),
  getTemplate({ documentPath }) {
    asked.push(documentPath)
    return Promise.resolve(makeDocument({ prompt: makePrompt() }))
  }
}
const open = (search: string) =>
  openFromAddress({ api, workflows: core.workflowService, notices: core.notices }, search)

describe('an address', () => {
  it('opens a template of the server, or of a node pack', async () => {
    expect(await open('?template=first&mode=linear')).toBe(true)
    expect(core.workflows.active?.name).toBe('The first')
    expect(await open('?template=first&source=a+pack')).toBe(true)
    expect(asked).toEqual(['templates/first.json', 'api/workflow_templates/a%20pack/first.json'])
  })

  it('opens a saved workflow, by its name or by its path', async () => {
    const body = JSON.stringify(makeDocument({ prompt: makePrompt() }))
    await core.api.storeUserFile('workflows/a/sky.json', body)
    expect(await open('?workflow=a/sky')).toBe(true)
    expect(core.workflows.active).toMatchObject({ name: 'sky', path: 'workflows/a/sky.json' })
    expect(await open('?workflow=workflows%2Fa%2Fsky.json')).toBe(true)
    expect(core.workflows.order).toHaveLength(1)
  })

  it.each(['?template=..%2Fother', '?template=first&source=elsewhere', '?workflow=gone'])(
    '%s that leads nowhere is said',
    async (search) => {
      expect(await open(search)).toBe(false)
      expect(core.notices.notices.map(({ kind }) => kind)).toEqual(['error'])
      expect(core.workflows.order).toEqual([])
    }
  )

  it('that asks for nothing opens nothing', async () => {
    for (const search of ['', '?', '?other=1', '?template=']) expect(await open(search)).toBe(false)
    expect(core.notices.notices).toEqual([])
  })

  it('is spent once it is opened, and keeps all else', () => {
    expect(stripAddress('http://h:1/p/?template=a&source=b&keep=1#x')).toBe(
      'http://h:1/p/?keep=1#x'
    )
    expect(stripAddress('http://h:1/?workflow=a')).toBe('http://h:1/')
  })
})
