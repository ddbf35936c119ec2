import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeEngine, type EngineRun, type TestEngine } from '../../builders/engine'
import { makeEmptyImage, makeNode } from '../../builders/enginePrompt'

let host: TestEngine

beforeEach(async () => {
  host = await makeEngine()
})
afterEach(() => host.dispose())

let colour = 0
const makeSave = (filename_prefix: string, image: Record<string, unknown> = {}) => ({
  src: makeEmptyImage({ color: (colour += 1), ...image }),
  out: makeNode('SaveImage', { images: ['src', 0], filename_prefix })
})

interface SavedImage {
  readonly filename: string
  readonly subfolder: string
  readonly type: string
}

const listSaved = ({ result }: EngineRun) =>
  (result.outputs.out as { images: SavedImage[] }).images.map(({ subfolder, filename }) =>
    join(subfolder, filename)
  )

/** The text chunks of a PNG by keyword. */
async function readText(path: string): Promise<Record<string, unknown>> {
  const bytes = await readFile(path)
  const found: Record<string, unknown> = {}
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) !== 'tEXt') continue
    const [keyword = '', text = ''] = bytes.toString('latin1', at + 8, at + 8 + length).split('\0')
    found[keyword] = JSON.parse(text)
  }
  return found
}

describe('names of saved pictures', () => {
  it('count on from the highest number in the folder, whoever else is in there', async () => {
    await mkdir(join(host.folders.output, 'sub'))
    for (const name of ['pic_00007_.png', 'pic_x_00009_.png', 'pic_2024.png', 'other_00099_.png']) {
      await writeFile(join(host.folders.output, 'sub', name), '')
    }

    const run = await host.run(makeSave('sub/pic', { batch_size: 2 }))

    expect(listSaved(run)).toEqual(['sub/pic_00008_.png', 'sub/pic_00009_.png'])
  })

  it('never meet when several workers save under one prefix at once', async () => {
    const runs = await Promise.all(
      Array.from({ length: 6 }, () => host.run(makeSave('race/pic', { batch_size: 8 })))
    )

    const names = runs.flatMap(listSaved)
    expect(new Set(names).size).toBe(48)
    expect((await readdir(join(host.folders.output, 'race'))).sort()).toEqual(
      Array.from({ length: 48 }, (_, index) => `pic_${String(index + 1).padStart(5, '0')}_.png`)
    )
    const pictures = await Promise.all(
      names.map((name) => sharp(join(host.folders.output, name)).metadata())
    )
    expect(pictures.every(({ width }) => width === 8)).toBe(true)
  })

  it('fill in sizes and dates, and leave alone what the interface fills in', async () => {
    const year = String(new Date().getFullYear())

    const run = await host.run(
      makeSave('%width%x%height%/%year%-%unknown%-%date:yyyy%', { width: 5, height: 6 })
    )

    expect(listSaved(run)).toEqual([`5x6/${year}-%unknown%-%date:yyyy%_00001_.png`])
  })

  it.each(['sub/', './sub', 'x/../sub'])(
    '%s is the file "sub" in the folder itself',
    async (prefix) => {
      expect(listSaved(await host.run(makeSave(prefix)))).toEqual(['sub_00001_.png'])
    }
  )

  it('has no line breaks, as nobody could ask for a picture of such a name', async () => {
    const run = await host.run(makeSave('two\r\nlines/of\ttext'))

    expect(listSaved(run)).toEqual(['two lines/of text_00001_.png'])
  })

  it.each(['../out', '/etc/pic', 'a/../../out', 'nul\0byte', 'link/pic'])(
    '%j is refused',
    async (prefix) => {
      await symlink(host.folders.input, join(host.folders.output, 'link'))

      const run = await host.run(makeSave(prefix))

      expect(run.listMessages('execution_error')).toMatchObject([
        {
          node_id: 'out',
          exception_message: 'Saving image outside the output folder is not allowed.\n'
        }
      ])
      expect(await readdir(host.folders.output)).toEqual(['link'])
    }
  )

  it('a name that the disk refuses is an error without the paths of the machine', async () => {
    const run = await host.run(makeSave('x'.repeat(300)))

    const [error] = run.listMessages('execution_error')
    expect(error).toMatchObject({
      exception_type: 'OSError',
      exception_message: 'ENAMETOOLONG: name too long\n'
    })
    expect(JSON.stringify(error)).not.toContain(host.folders.output)
  })
})

describe('what is in a saved picture', () => {
  it('the prompt, the workflow and every other key of extra_pnginfo, in ASCII', async () => {
    const workflow = { id: 'w', nodes: [], title: 'Grüße 🙂' }
    const prompt = makeSave('meta')

    await host.run(prompt, {
      extraData: { extra_pnginfo: { workflow, note: [1] }, private: 'secret' }
    })

    const path = join(host.folders.output, 'meta_00001_.png')
    expect(await readText(path)).toEqual({ prompt, workflow, note: [1] })
    expect((await readFile(path)).includes('secret')).toBe(false)
    const { width, height, channels } = await sharp(path).metadata()
    expect([width, height, channels]).toEqual([8, 8, 3])
  })

  it.each(['not an object', null, ['list'], 7])(
    'an extra_pnginfo of %j is left out',
    async (extra_pnginfo) => {
      const prompt = makeSave('odd')

      await host.run(prompt, { extraData: { extra_pnginfo } })

      expect(await readText(join(host.folders.output, 'odd_00001_.png'))).toEqual({ prompt })
    }
  )

  it('temporary pictures go to the temporary folder, under a name that no other server takes', async () => {
    const { src } = makeSave('')

    const run = await host.run({ src, out: makeNode('PreviewImage', { images: ['src', 0] }) })

    expect(listSaved(run)).toEqual([
      expect.stringMatching(/^ComfyUI_temp_[a-z]{5}_00001_\.png$/) as unknown
    ])
    expect(await readdir(host.folders.temp)).toEqual(listSaved(run))
  })
})
