import { describe, expect, it } from 'vitest'
import { makeApi, NOT_FOUND } from './fakeServer'

const INDEX = [
  {
    moduleName: 'default',
    title: 'Getting started',
    templates: [
      {
        name: 'text to image',
        title: 'Text to image',
        mediaSubtype: 'webp',
        description: 'From words.',
        tags: ['SDXL', 3],
        models: ['SDXL Turbo'],
        thumbnailVariant: 'compareSlider'
      },
      { name: 'talk_to_me', mediaSubtype: 'mp3' },
      { title: 'without a name' }
    ]
  },
  { moduleName: 'broken', templates: 'none' },
  null
]

describe('templates', () => {
  it('come from the server’s index and from node packs', async () => {
    const { api } = makeApi(
      {
        'GET /comfy/templates/index.json': { json: INDEX },
        'GET /comfy/api/workflow_templates': { json: { 'a pack': ['One'], empty: [], odd: 3 } }
      },
      { baseUrl: 'http://127.0.0.1:8188/comfy/' }
    )
    expect(await api.listTemplates()).toEqual([
      {
        title: 'Getting started',
        templates: [
          {
            id: 'templates/text to image',
            title: 'Text to image',
            description: 'From words.',
            tags: ['SDXL', 'SDXL Turbo'],
            documentPath: 'templates/text%20to%20image.json',
            picturePath: 'templates/text%20to%20image-1.webp',
            secondPicturePath: 'templates/text%20to%20image-2.webp'
          },
          {
            id: 'templates/talk_to_me',
            title: 'talk to me',
            description: '',
            tags: [],
            documentPath: 'templates/talk_to_me.json',
            picturePath: null,
            secondPicturePath: null
          }
        ]
      },
      {
        title: 'a pack',
        templates: [
          {
            id: 'a pack/One',
            title: 'One',
            description: '',
            tags: [],
            documentPath: 'api/workflow_templates/a%20pack/One.json',
            picturePath: 'api/workflow_templates/a%20pack/One.jpg',
            secondPicturePath: null
          }
        ]
      }
    ])
  })

  it('are none on a server that has none, and a fault where it fails', async () => {
    const none = makeApi({ 'GET /templates/index.json': NOT_FOUND })
    expect(await none.api.listTemplates()).toBeNull()
    const empty = makeApi({ 'GET /api/workflow_templates': { json: {} } })
    expect(await empty.api.listTemplates()).toEqual([])
    const faulty = makeApi({ 'GET /templates/index.json': { status: 500, text: 'no' } })
    await expect(faulty.api.listTemplates()).rejects.toMatchObject({ status: 500 })
  })

  it('have names in the language that is asked for, as far as the server has them', async () => {
    const { api, requests } = makeApi({
      'GET /templates/index.json': { json: INDEX },
      'GET /templates/index.zh.json': {
        json: [{ title: '入门', templates: [{ name: 'one', title: '一' }] }]
      },
      'GET /templates/index.ja.json': { status: 500, text: 'no' }
    })
    const titles = async (language: string) =>
      (await api.listTemplates(language))!.map(({ title }) => title)
    expect(await titles('zh')).toEqual(['入门'])
    expect(await titles('ja')).toEqual(['Getting started'])
    expect(await titles('it')).toEqual(['Getting started'])
    expect(requests.map(({ path }) => path)).not.toContain('/templates/index.it.json')
  })

  it('of the server are shown though those of its packs fail', async () => {
    const { api } = makeApi({
      'GET /templates/index.json': { json: INDEX },
      'GET /api/workflow_templates': { status: 500, text: 'no' }
    })
    expect(await api.listTemplates()).toHaveLength(1)
  })

  it('are read as documents beside the page', async () => {
    const { api } = makeApi({ 'GET /templates/one.json': { json: { nodes: [] } } })
    const [group] = [{ documentPath: 'templates/one.json' }]
    expect(
      await api.getTemplate({
        ...group!,
        id: 'one',
        title: 'One',
        description: '',
        tags: [],
        picturePath: null,
        secondPicturePath: null
      })
    ).toEqual({ nodes: [] })
  })
})

describe('the server’s folders', () => {
  it('are listed with and without the folder in the name', async () => {
    const { api } = makeApi({ 'GET /internal/files/output': { json: ['b.png [output]', 'a.png'] } })
    expect(await api.listServerFiles('output')).toEqual([
      { filename: 'b.png', subfolder: '', type: 'output' },
      { filename: 'a.png', subfolder: '', type: 'output' }
    ])
  })

  it('are unknown where a server tells of none, and a fault where it fails', async () => {
    expect(await makeApi().api.listServerFiles('output')).toBeNull()
    const { api } = makeApi({ 'GET /internal/files/output': { status: 500, text: 'no' } })
    await expect(api.listServerFiles('output')).rejects.toMatchObject({ status: 500 })
  })
})

describe('the user’s files', () => {
  it('are moved and deleted, never over another', async () => {
    const { api } = makeApi({
      'DELETE /api/userdata/workflows%2Fa.json': { status: 204, text: '' },
      'POST /api/userdata/workflows%2Fa.json/move/workflows%2Fb.json?overwrite=false': {
        json: 'workflows/b.json'
      },
      'POST /api/userdata/workflows%2Fa.json/move/workflows%2Fc.json?overwrite=false': {
        status: 409,
        text: ''
      }
    })
    await api.deleteUserFile('workflows/a.json')
    expect(await api.moveUserFile('workflows/a.json', 'workflows/b.json')).toBe('moved')
    expect(await api.moveUserFile('workflows/a.json', 'workflows/c.json')).toBe('exists')
    await expect(api.deleteUserFile('gone')).rejects.toMatchObject({ status: 404 })
  })
})
