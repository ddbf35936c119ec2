import { describe, expect, it } from 'vitest'
import { makeApi } from './fakeServer'

describe('models', () => {
  it('come with size, time and the place of their picture', async () => {
    const { api } = makeApi({
      'GET /api/experiment/models': {
        json: [{ name: 'loras', folders: ['/m/loras'] }, { name: 'vae', folders: [] }, { odd: 1 }]
      },
      'GET /api/experiment/models/loras': {
        json: [
          { name: 'sd\\a b.safetensors', pathIndex: 0, size: 12, modified: 1.5, created: 1 },
          'odd'
        ]
      }
    })
    expect(await api.listModelFolders()).toEqual([
      { name: 'loras', places: ['/m/loras'] },
      { name: 'vae', places: [] }
    ])
    const [model] = await api.listModels('loras')
    expect(model).toEqual({
      folder: 'loras',
      name: 'sd/a b.safetensors',
      place: 0,
      size: 12,
      modifiedAt: 1500
    })
    expect(api.modelPreviewUrl(model!)).toBe(
      'http://127.0.0.1:8188/api/experiment/models/preview/loras/0/sd/a%20b.safetensors'
    )
  })

  it('are names alone on older servers, and none on those before', async () => {
    const { api } = makeApi({
      'GET /api/models': { json: ['configs', 'loras', 'custom_nodes'] },
      'GET /api/models/loras': { json: ['a.pt'] }
    })
    expect(await api.listModelFolders()).toEqual([{ name: 'loras', places: null }])
    const [model] = await api.listModels('loras')
    expect(model).toMatchObject({ name: 'a.pt', place: null, size: null, modifiedAt: null })
    expect(api.modelPreviewUrl(model!)).toBeNull()
    expect(await makeApi().api.listModelFolders()).toBeNull()
  })

  it('that are embeddings are told by their names, by older servers too', async () => {
    const { api } = makeApi({ 'GET /api/embeddings': { json: ['EasyNegative', 'neg/hands'] } })
    expect(await api.listEmbeddings()).toEqual(['EasyNegative', 'neg/hands'])
    expect(await makeApi().api.listEmbeddings()).toEqual([])
  })
})
