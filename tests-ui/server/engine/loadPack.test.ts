import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPack } from '../../../server/engine/packs/loadPack'
import { writeFiles } from '../../harness/serverInProcess'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cpf-load-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function load(file: string, text: string, limit?: number) {
  await writeFiles(folder, { [file]: text })
  return loadPack({ name: 'probe', url: pathToFileURL(join(folder, file)).href }, limit)
}

describe('a pack that waits for ever while it is loaded', () => {
  it.each([
    ['at its top level', 'await new Promise(() => {}); export default () => []'],
    ['in its function', 'export default () => new Promise(() => {})']
  ])('%s is given up', async (title, text) => {
    const loading = load(`${title.length}.mjs`, text, 50)
    await expect(loading).rejects.toThrow('It was not loaded within 0.05 seconds.')
  })

  it('is told from one that is only slow', async () => {
    const slow =
      'await new Promise((resume) => { setTimeout(resume, 20) }); export default async () => []'
    expect(await load('slow.mjs', slow)).toEqual([])
  })
})
