import { expect, it } from 'vitest'
import { readWorkflowFile } from '@/services/files/readWorkflowFile'
import { concat, makePng, number } from '../../builders/writtenFiles'

const toFile = (bytes: Uint8Array, name = 'file') => new File([bytes as BlobPart], name)
const utf8 = (text: string) => new TextEncoder().encode(text)
const EMPTY = { workflow: null, prompt: null, parameters: null }

/** ms in which a hostile file of any kind is done with. */
const SOON = 5_000

async function readSoon(bytes: Uint8Array, name?: string) {
  const started = performance.now()
  const content = await readWorkflowFile(toFile(bytes, name))
  expect(performance.now() - started).toBeLessThan(SOON)
  return content
}

it('a hundred megabytes of other metadata hide no workflow', { timeout: 60_000 }, async () => {
  const chunk = (data: Uint8Array) =>
    concat(number(data.length, 4), 'tEXt', data, new Uint8Array(4))
  const junk = new Uint8Array(100 * 1024 * 1024).fill(65)
  junk.set(utf8('Comment\0'))
  const png = new Blob([
    concat([0x89], 'PNG\r\n\x1a\n') as BlobPart,
    number(junk.length, 4) as BlobPart,
    'tEXt',
    junk as BlobPart,
    new Uint8Array(4) as BlobPart,
    chunk(utf8('workflow\0{"nodes":[]}')) as BlobPart
  ])
  const content = await readSoon(new Uint8Array(await png.arrayBuffer()))
  expect(content?.workflow).toEqual({ nodes: [] })
})

it('a workflow of more megabytes than any has is not read', { timeout: 60_000 }, async () => {
  const data = new Uint8Array(100 * 1024 * 1024).fill(32)
  data.set(utf8('workflow\0'))
  const png = new Blob([
    concat([0x89], 'PNG\r\n\x1a\n') as BlobPart,
    number(data.length, 4) as BlobPart,
    'tEXt',
    data as BlobPart,
    new Uint8Array(4) as BlobPart
  ])
  expect(await readSoon(new Uint8Array(await png.arrayBuffer()))).toEqual(EMPTY)
})

it('entries that all point at the same megabytes are read once', { timeout: 60_000 }, async () => {
  const count = 60_000
  const at = 8 + 2 + count * 12 + 4
  const size = 4 * 1024 * 1024
  const row = concat(
    number(0x010f, 2, true),
    number(2, 2, true),
    number(size, 4, true),
    number(at, 4, true)
  )
  const rows = new Uint8Array(count * 12)
  for (let index = 0; index < count; index++) rows.set(row, index * 12)
  const exif = new Blob([
    concat('II*\0', number(8, 4, true), number(count, 2, true)) as BlobPart,
    rows as BlobPart,
    new Uint8Array(4 + size) as BlobPart
  ])
  const head = concat('RIFF', number(9, 4, true), 'WEBP', 'EXIF', number(exif.size, 4, true))
  const webp = await new Blob([head as BlobPart, exif]).arrayBuffer()
  expect(await readSoon(new Uint8Array(webp))).toEqual(EMPTY)
})

it.each([
  ['zeros without end', `workflow\0${'\0'.repeat(1_000_000)}x`],
  ['brackets without end', `workflow\0${'['.repeat(1_000_000)}`],
  ['quotes without end', `workflow\0${'\\"'.repeat(500_000)}NaN\\`],
  ['numbers that are none', `workflow\0[${'NaN,'.repeat(300_000)}`]
])('%s take no time', { timeout: 60_000 }, async (_what, text) => {
  const data = utf8(text)
  const png = concat([0x89], 'PNG\r\n\x1a\n', number(data.length, 4), 'tEXt', data, [0, 0, 0, 0])
  expect((await readSoon(png))?.workflow).toBeNull()
})

it('metadata that begins a hundred thousand times takes no time', { timeout: 60_000 }, async () => {
  for (const part of ['<metadata', '<metadata>', '<metadata><![CDATA['])
    expect(await readSoon(utf8(part.repeat(100_000)), 'a.svg')).toEqual(EMPTY)
})

it('a length that no file has is no length', async () => {
  const huge = concat(number(2 ** 32 - 1, 4, true), [0, 0, 0, 0x7f], '{}')
  expect(await readSoon(huge, 'a.safetensors')).toEqual(EMPTY)
  const glb = concat(
    'glTF',
    number(2, 4, true),
    number(40, 4, true),
    [255, 255, 255, 255],
    'JSON{}'
  )
  expect(await readSoon(glb, 'a.glb')).toEqual(EMPTY)
})

it('of two texts of one name the first counts', async () => {
  const [first, second] = [makePng({ workflow: '{"a":1}' }), makePng({ workflow: '{"a":2}' })]
  const both = concat(first.slice(0, -12), second.slice(8))
  expect((await readSoon(both))?.workflow).toEqual({ a: 1 })
})
