import { describe, expect, it } from 'vitest'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { SAMPLE_MODULE, findStarterWorkflow } from '@/services/start/firstVisit'

/** The server's static part, by path. */
function serve(files: Readonly<Record<string, unknown>>) {
  const asked: string[] = []
  const fetchFile = (path: string): Promise<Response> => {
    asked.push(path)
    return Promise.resolve({
      ok: path in files,
      status: path in files ? 200 : 404,
      json: () => Promise.resolve(files[path])
    } as Response)
  }
  return { asked, fetchFile }
}

/** Definitions of a server with our own engine, and of a stock one. */
const OWN: ObjectInfoWire = {
  CloudNoiseImage: { name: 'CloudNoiseImage', python_module: 'custom_nodes.parallel' }
}
const STOCK: ObjectInfoWire = { KSampler: { name: 'KSampler', python_module: 'nodes' } }

const INDEX = 'templates/index.json'
const sample = (template: object) => [
  { moduleName: 'default', templates: [{ name: 'theirs' }] },
  { moduleName: SAMPLE_MODULE, templates: [template] }
]

describe('the first visit', () => {
  it('opens the first of our own server’s samples, by its title', async () => {
    const document = { nodes: [] }
    const { fetchFile } = serve({
      [INDEX]: sample({ name: 'a b', title: 'Coral' }),
      'templates/a%20b.json': document
    })
    expect(await findStarterWorkflow(OWN, fetchFile)).toEqual({ name: 'Coral', document })
  })

  it('names a sample without a title by its file', async () => {
    const { fetchFile } = serve({ [INDEX]: sample({ name: 'coral' }), 'templates/coral.json': {} })
    expect(await findStarterWorkflow(OWN, fetchFile)).toMatchObject({ name: 'coral' })
  })

  it('asks a server without our own nodes for nothing: no 404 in the console', async () => {
    const { asked, fetchFile } = serve({ [INDEX]: sample({ name: 'a' }), 'templates/a.json': {} })
    expect(await findStarterWorkflow(STOCK, fetchFile)).toBeNull()
    expect(asked).toEqual([])
  })

  const servers: Record<string, Readonly<Record<string, unknown>>> = {
    'has no templates': {},
    'has only templates of others': {
      [INDEX]: [{ moduleName: 'default', templates: [{ name: 'x' }] }]
    },
    'has an index that is none': { [INDEX]: 'hello' },
    'has a sample without a name': { [INDEX]: sample({ title: 'x' }) },
    'lacks the file': { [INDEX]: sample({ name: 'gone' }) }
  }
  for (const [name, files] of Object.entries(servers)) {
    it(`begins empty with a server that ${name}`, async () => {
      expect(await findStarterWorkflow(OWN, serve(files).fetchFile)).toBeNull()
    })
  }
})
