import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../scripts/lib/project.mjs'
import { ask } from '../harness/clientHttp'
import { openClient } from '../harness/clientSocket'
import { writeFiles } from '../harness/serverInProcess'
import { type ServerProcess, startServerProcess } from '../harness/serverProcess'

const TIME_LIMIT = 30_000
const cleanUps: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

/** A data folder with these files in `custom_nodes`. */
async function makeData(files: Readonly<Record<string, string>>): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'cpf-packs-'))
  cleanUps.push(() => rm(data, { recursive: true, force: true }))
  const placed = Object.entries(files).map(([path, text]) => [`custom_nodes/${path}`, text])
  await writeFiles(data, Object.fromEntries(placed) as Record<string, string>)
  return data
}

async function start(data: string): Promise<ServerProcess> {
  const server = await startServerProcess(['--data', data, '--workers', '1'])
  cleanUps.push(server.cleanUp)
  return server
}

async function submit(server: ServerProcess, prompt: object) {
  const client = await openClient(server.url, { clientId: 'tab' })
  const body = { prompt, client_id: 'tab' }
  const answer = await ask(server.url, '/api/prompt', { method: 'POST', body })
  const { prompt_id: id } = answer.json() as { prompt_id: string }
  return { client, id }
}

type Definitions = Record<string, { python_module: string; display_name: string }>

const readDefinitions = async (server: ServerProcess) =>
  (await ask(server.url, '/api/object_info')).json() as Definitions

/** A pack of one node; `body` is that of its `execute`. */
const makePack = (name: string, body: string) => `
  export default ({ defineNode }) => [
    defineNode({
      name: '${name}',
      displayName: '${name}',
      category: 'test',
      inputs: {},
      outputs: [],
      isOutputNode: true,
      async execute(inputs, context) { ${body} }
    })
  ]`

describe('node packs', () => {
  it(
    'the example pack: nodes in TypeScript, scripts for the page, an example workflow',
    { timeout: TIME_LIMIT },
    async () => {
      const data = await makeData({})
      const example = join(ROOT, 'examples/node-packs/marbling')
      await cp(example, join(data, 'custom_nodes/marbling'), { recursive: true })
      const server = await start(data)
      expect((await readDefinitions(server)).MarbledPaper).toMatchObject({
        python_module: 'custom_nodes.marbling',
        display_name: 'Marbled Paper'
      })
      expect((await ask(server.url, '/extensions')).json()).toContain(
        '/extensions/marbling/marbling.js'
      )
      const script = await ask(server.url, '/extensions/marbling/marbling.js')
      expect(script.headers['content-type']).toBe('text/javascript')
      expect((await ask(server.url, '/api/workflow_templates')).json()).toEqual({
        marbling: ['marbled-paper']
      })
      const workflow = '/api/workflow_templates/marbling/marbled-paper.json'
      expect((await ask(server.url, workflow)).json()).toHaveProperty('nodes')

      const inputs = { seed: 1, strokes: 3, width: 16, height: 16, sharpness: 0.5 }
      const { client, id } = await submit(server, {
        1: { class_type: 'MarbledPaper', inputs },
        2: { class_type: 'AverageColour', inputs: { image: ['1', 0], prefix: 'colour ' } }
      })
      await client.waitForMessage('execution_success')
      const history = (await ask(server.url, `/api/history/${id}`)).json() as Record<
        string,
        { outputs: Record<string, { text: string[] }> }
      >
      expect(history[id]!.outputs['2']!.text[0]).toMatch(/^colour [0-9a-f]{6}$/)

      // A second start takes the build of the first.
      const [built] = await readdir(join(data, 'custom_nodes/marbling/.build'))
      server.child.kill('SIGTERM')
      await server.ended
      await start(data)
      expect(await readdir(join(data, 'custom_nodes/marbling/.build'))).toEqual([built])
    }
  )

  it(
    'what cannot be loaded is reported and left out, the rest is there',
    { timeout: TIME_LIMIT },
    async () => {
      const good = makePack('Good', 'return {}')
      const server = await start(
        await makeData({
          'good.mjs': good,
          'throws/index.js': "throw new Error('no licence')",
          'wrong/index.mjs': 'export default 3',
          'none/index.mjs': 'export default () => [{}]',
          'typo/index.ts': 'export default (: => []',
          'python/__init__.py': '',
          'thief/index.mjs': makePack('SaveImage', 'return {}'),
          'switched-off.disabled/index.mjs': makePack('Off', 'return {}'),
          'page only/web/a b.js': ''
        })
      )
      const definitions = await readDefinitions(server)
      expect(definitions.Good?.python_module).toBe('custom_nodes.good')
      expect(definitions.SaveImage?.python_module).toBe('nodes')
      expect(definitions).not.toHaveProperty('Off')
      expect((await ask(server.url, '/extensions')).json()).toContain(
        '/extensions/page%20only/a%20b.js'
      )
      expect((await ask(server.url, '/extensions/page%20only/a%20b.js')).status).toBe(200)
      for (const [pack, reason] of [
        ['throws', 'no licence'],
        ['wrong', 'Its default export is no function'],
        ['none', 'Its default export does not return a list of nodes'],
        ['typo', 'index.ts: '],
        ['python', 'It has neither an index.js'],
        ['thief', 'Its node SaveImage has the name of a built-in one']
      ])
        expect(server.stderr).toContain(`node pack left out pack=${pack} reason="${reason}`)
      expect(server.stderr.match(/node pack left out/g)).toHaveLength(6)
    }
  )

  it(
    'a node that runs for ever can be stopped, and the worker works on',
    { timeout: TIME_LIMIT },
    async () => {
      const data = await makeData({
        'endless.mjs': makePack('Endless', 'await context.progress(0, 1); for (;;);'),
        'good.mjs': makePack('Good', 'return {}')
      })
      const server = await start(data)
      const { client, id } = await submit(server, { 1: { class_type: 'Endless', inputs: {} } })
      await client.waitForMessage('progress')
      const body = { prompt_id: id }
      await ask(server.url, '/api/interrupt', { method: 'POST', body })
      const stopped = await client.waitForMessage('execution_interrupted')
      expect(stopped.data).toMatchObject({ prompt_id: id, node_type: 'Endless' })
      const next = await submit(server, { 1: { class_type: 'Good', inputs: {} } })
      await next.client.waitForMessage('execution_success')
    }
  )

  it(
    'subgraphs that packs bring are listed, and told one by one',
    { timeout: TIME_LIMIT },
    async () => {
      const files = {
        'one/index.mjs': makePack('One', ''),
        'one/subgraphs/Two steps.json': '{ "nodes": [] }',
        'one/subgraphs/notes.txt': 'none',
        'two/web/two.js': '',
        'two/subgraphs/Two steps.json': '{ "nodes": [1] }'
      }
      const read = async ({ url }: ServerProcess, path = '') =>
        (await ask(url, `/api/global_subgraphs${path}`)).json()
      const data = await makeData(files)
      const server = await start(data)
      const listed = (await read(server)) as Record<string, { info: { node_pack: string } }>
      const entry = { source: 'custom_node', name: 'Two steps' }
      const wanted = ['one', 'two'].map((pack) => ({
        ...entry,
        info: { node_pack: `custom_nodes.${pack}` }
      }))
      expect(Object.values(listed)).toEqual(wanted)
      const ids = Object.keys(listed)
      expect(ids.every((id) => /^[0-9a-f]{64}$/.test(id))).toBe(true)
      expect(await read(server, `/${ids[1]}`)).toEqual({ ...wanted[1], data: '{ "nodes": [1] }' })
      for (const id of ['nosuch', '__proto__', '..%2f..%2fuser'])
        expect(await read(server, `/${id}`)).toBeNull()
      await rm(join(data, 'custom_nodes/one/subgraphs/Two steps.json'))
      expect(await read(server, `/${ids[0]}`)).toBeNull()
    }
  )

  it(
    'translations of all packs are told together; a broken file costs no other',
    { timeout: TIME_LIMIT },
    async () => {
      const server = await start(
        await makeData({
          'one/index.mjs': makePack('One', ''),
          'one/locales/de/nodeDefs.json': '{ "One": { "display_name": "Eins" } }',
          'one/locales/de/main.json': '{ "nodeCategories": { "test": "Probe" } }',
          'one/locales/zh/nodeDefs.json': '{ broken',
          'two/web/two.js': '',
          'two/locales/de/nodeDefs.json': '{ "Two": { "display_name": "Zwei" } }',
          'two/locales/de/settings.json': '{ "two_on": { "name": "An" } }'
        })
      )
      expect((await ask(server.url, '/api/i18n')).json()).toEqual({
        de: {
          nodeDefs: { One: { display_name: 'Eins' }, Two: { display_name: 'Zwei' } },
          nodeCategories: { test: 'Probe' },
          settings: { two_on: { name: 'An' } }
        }
      })
    }
  )
})
