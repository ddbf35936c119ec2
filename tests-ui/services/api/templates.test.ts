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
        tags: ['SDXL', 3]
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
            tags: ['SDXL'],
            documentPath: 'templates/text%20to%20image.json',
            picturePath: 'templates/text%20to%20image-1.webp'
          },
          {
            id: 'templates/talk_to_me',
            title: 'talk to me',
            description: '',
            tags: [],
            documentPath: 'templates/talk_to_me.json',
            picturePath: null
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
            picturePath: 'api/workflow_templates/a%20pack/One.jpg'
          }
        ]
      }
    ])
  })

  it('are none on a server that has none, and a fault where it fails', async () => {
    const none = makeApi({ 'GET /templates/index.json': NOT_FOUND })
    expect(await none.api.listTemplates()).toEqual([])
    const faulty = makeApi({ 'GET /templates/index.json': { status: 500, text: 'no' } })
    await expect(faulty.api.listTemplates()).rejects.toMatchObject({ status: 500 })
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
        picturePath: null
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
