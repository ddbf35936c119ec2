import { describe, expect, it } from 'vitest'
import { createHelpService } from '@/services/help/helpService'
import { makeNodeDefinition } from '../../builders/nodeDefinition'
import type { FakeRoute } from '../api/fakeServer'
import { makeApi, NOT_FOUND } from '../api/fakeServer'

function open(routes: Readonly<Record<string, FakeRoute>>) {
  const { api, requests } = makeApi(routes)
  const known = { KSampler: 'nodes', Blur: 'custom_nodes.pack' } as Record<string, string>
  const getDefinition = (type: string) =>
    type in known ? makeNodeDefinition({ name: type, python_module: known[type]! }) : undefined
  return { service: createHelpService({ api, nodeDefs: { getDefinition } }), requests }
}

describe('help pages', () => {
  it('come in the language asked for, else in English, and are read once', async () => {
    const { service, requests } = open({
      'GET /docs/KSampler/de.md': NOT_FOUND,
      'GET /docs/KSampler/en.md': { text: '# KSampler' }
    })
    const page = await service.read('KSampler', 'de')
    expect(page).toMatchObject({ text: '# KSampler' })
    expect(page!.folder).toMatch(/^https?:.*\/docs\/KSampler\/$/)
    expect(await service.read('KSampler', 'de')).toEqual(page)
    expect(requests).toHaveLength(2)
  })

  it('there is none for a type that has none, or that nobody defines; a page in its place is none', async () => {
    const { service, requests } = open({
      'GET /extensions/pack/docs/Blur/en.md': { text: '<!DOCTYPE html><title>App</title>' },
      'GET /extensions/pack/docs/Blur.md': NOT_FOUND
    })
    expect(await service.read('Blur', 'en')).toBeNull()
    expect(requests).toHaveLength(2)
    expect(await service.read('6b1f-uuid', 'en')).toBeNull()
    expect(requests).toHaveLength(2)
  })

  it('are asked for again after the server failed', async () => {
    const routes: Record<string, FakeRoute> = {
      'GET /docs/KSampler/en.md': { status: 500, text: 'down' }
    }
    const { service } = open(routes)
    await expect(service.read('KSampler', 'en')).rejects.toThrow(/500/)
    routes['GET /docs/KSampler/en.md'] = { text: 'here' }
    await expect(service.read('KSampler', 'en')).resolves.toMatchObject({ text: 'here' })
  })
})
