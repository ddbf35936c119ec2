import { createPinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import { createBlueprintService } from '@/services/blueprints/blueprintService'
import { useBlueprintStore } from '@/stores/blueprintStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { makeNested } from '../../harness/canvasDocuments'
import type { FakeRequest, FakeRoute } from '../api/fakeServer'
import { makeApi, NOT_FOUND } from '../api/fakeServer'

const LIST = 'GET /api/userdata?dir=subgraphs&recurse=true'
const DOCUMENT = makeNested([20])

function open(routes: Readonly<Record<string, FakeRoute>>) {
  const pinia = createPinia()
  const blueprints = useBlueprintStore(pinia)
  const dialogs = useDialogStore(pinia)
  const notices = useNoticeStore(pinia)
  const { api } = makeApi(routes)
  return {
    blueprints,
    dialogs,
    notices,
    service: createBlueprintService({ api, blueprints, dialogs, notices })
  }
}

describe('blueprints', () => {
  it('are the user’s files and those of the server, with what they take and give', async () => {
    const { service, blueprints } = open({
      [LIST]: { json: ['Sharpen twice.json', 'inks/Line.json', 'notes.txt'] },
      'GET /api/userdata/subgraphs%2FSharpen%20twice.json': { json: DOCUMENT },
      'GET /api/userdata/subgraphs%2Finks%2FLine.json': { json: DOCUMENT },
      'GET /api/global_subgraphs': {
        json: {
          abc: { source: 'custom_node', name: 'Upscale', info: { node_pack: 'custom_nodes.big' } },
          odd: 3
        }
      },
      'GET /api/global_subgraphs/abc': { json: { name: 'Upscale', data: JSON.stringify(DOCUMENT) } }
    })
    await service.refresh()
    expect(blueprints.entries).toEqual([
      expect.objectContaining({
        type: 'SubgraphBlueprint.Sharpen twice',
        title: 'Sharpen twice',
        category: 'Subgraph Blueprints/User',
        inputs: [{ name: 'width', type: 'INT', isOptional: false }],
        outputs: [{ name: 'IMAGE', type: 'IMAGE', isOptional: false }]
      }),
      expect.objectContaining({
        type: 'SubgraphBlueprint.inks/Line',
        title: 'Line',
        category: 'Subgraph Blueprints/User/inks'
      }),
      expect.objectContaining({
        title: 'Upscale',
        category: 'Subgraph Blueprints/big',
        categoryLabel: 'Subgraph blueprints/big',
        inputs: []
      })
    ])
    for (const { type, title } of blueprints.entries)
      expect(await service.read(type)).toMatchObject({
        nodes: [{ id: 20, title }, { id: 50 }],
        definitions: { subgraphs: [{ name: title }] }
      })
    expect(await service.read('SubgraphBlueprint.Nobody')).toBeNull()
  })

  it('of the server are read when they are looked at, and told of without a new list', async () => {
    const { service, blueprints } = open({
      [LIST]: { json: [] },
      'GET /api/global_subgraphs': { json: { abc: { name: 'Upscale', info: {} } } },
      'GET /api/global_subgraphs/abc': { json: { data: JSON.stringify(DOCUMENT) } }
    })
    await service.refresh()
    const { entries } = blueprints
    const type = 'SubgraphBlueprint.abc'
    expect(blueprints.getDetails(type)).toBeUndefined()
    await service.read(type)
    expect(blueprints.getDetails(type)).toMatchObject({
      title: 'Upscale',
      category: 'Subgraph Blueprints/Server',
      inputs: [{ name: 'width' }],
      outputs: [{ name: 'IMAGE' }]
    })
    expect(blueprints.entries).toBe(entries)
  })

  it('are what their files hold now, whoever wrote them last', async () => {
    let document = DOCUMENT
    const { service } = open({
      [LIST]: { json: ['Mine.json'] },
      'GET /api/userdata/subgraphs%2FMine.json': () => ({ json: document }),
      'GET /api/global_subgraphs': NOT_FOUND
    })
    await service.refresh()
    document = makeNested([77])
    expect(await service.read('SubgraphBlueprint.Mine')).toMatchObject({ nodes: [{ id: 77 }, {}] })
  })

  it('of the user are deleted after asking; others can’t be', async () => {
    const deleted: string[] = []
    const { service, dialogs, blueprints } = open({
      [LIST]: () => ({ json: deleted.length > 0 ? [] : ['Mine.json'] }),
      'GET /api/userdata/subgraphs%2FMine.json': { json: DOCUMENT },
      'DELETE /api/userdata/subgraphs%2FMine.json': ({ path }) => {
        deleted.push(path)
        return { status: 204, text: '' }
      },
      'GET /api/global_subgraphs': { json: { abc: { name: 'Upscale', info: {} } } }
    })
    await service.refresh()
    expect(await service.remove('SubgraphBlueprint.abc')).toBe(false)
    for (const answer of ['cancel', 'confirm'] as const) {
      const removal = service.remove('SubgraphBlueprint.Mine')
      await expect.poll(() => dialogs.current).not.toBeNull()
      dialogs.answer(dialogs.current!.id, answer)
      expect(await removal).toBe(answer === 'confirm')
    }
    expect(deleted).toHaveLength(1)
    expect(blueprints.entries.map(({ title }) => title)).toEqual(['Upscale'])
  })

  it('are those of the user alone on a server without others, and a broken file is listed', async () => {
    const { service, blueprints } = open({
      [LIST]: { json: ['Broken.json'] },
      'GET /api/userdata/subgraphs%2FBroken.json': { text: '{' },
      'GET /api/global_subgraphs': NOT_FOUND
    })
    await service.refresh()
    expect(blueprints.entries.map(({ title, inputs }) => [title, inputs])).toEqual([['Broken', []]])
    expect(await service.read('SubgraphBlueprint.Broken')).toBeNull()
  })

  it('are kept under a name that is a file’s, and asked about before one is replaced', async () => {
    const stored: string[] = []
    let isTaken = false
    const store = ({ path }: FakeRequest) => {
      stored.push(decodeURIComponent(path))
      const isRefused = isTaken && path.includes('overwrite=false')
      isTaken = true
      return { status: isRefused ? 409 : 200, text: '"ok"' }
    }
    const { service, dialogs, notices, blueprints } = open({
      [LIST]: { json: ['a_b.json'] },
      'POST /api/userdata/subgraphs%2Fa_b.json': store
    })
    expect(await service.publish('a/b', DOCUMENT)).toBe(true)
    expect(blueprints.entries).toHaveLength(1)
    expect(notices.notices).toHaveLength(1)

    const kept = service.publish('a/b', DOCUMENT)
    await expect.poll(() => dialogs.current).not.toBeNull()
    dialogs.answer(dialogs.current!.id, 'cancel')
    expect(await kept).toBe(false)
    const replaced = service.publish('a/b', DOCUMENT)
    await expect.poll(() => dialogs.current).not.toBeNull()
    dialogs.answer(dialogs.current!.id, 'confirm')
    expect(await replaced).toBe(true)
    expect(stored).toEqual(
      ['false', 'false', 'false', 'true'].map(
        (overwrite) => `/api/userdata/subgraphs/a_b.json?overwrite=${overwrite}`
      )
    )
  })
})
