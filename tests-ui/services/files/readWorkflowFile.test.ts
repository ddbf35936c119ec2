import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkflowFile } from '@/services/files/readWorkflowFile'
import {
  concat,
  makeAvif,
  makeExif,
  makeFlac,
  makeGlb,
  makeJpeg,
  makeMp3,
  makeMp4,
  makeMp4WithComment,
  makeOpus,
  makePng,
  makeSafetensors,
  makeSvg,
  makeWebm,
  makeWebp,
  number
} from '../../builders/writtenFiles'

const WORKFLOW = { nodes: [], links: [], extra: { note: 'Leuchtturm 灯台 🗼' } }
const PROMPT = { 3: { class_type: 'KSampler', inputs: { text: 'x'.repeat(5_000) } } }
const TEXTS = { workflow: JSON.stringify(WORKFLOW), prompt: JSON.stringify(PROMPT) }

const toFile = (bytes: Uint8Array, name = 'file') => new File([bytes as BlobPart], name)

/** An MP4 with this many bytes of film before its header, which nobody holds; and how many of its bytes were read. */
function countReads(mp4: Uint8Array, gap: number): [File, { bytes: number }] {
  const reads = { bytes: 0 }
  // The first box is the file's type, the second the film: of 20 bytes in the builder.
  const start = 16
  const head = concat(mp4.slice(0, start), number(1, 4), 'mdat', number(gap, 8))
  const tail = mp4.slice(start + 28)
  const size = start + gap + tail.length
  const slice = (from = 0, to = size): Blob => {
    const end = Math.min(to, size)
    const wanted = end - from
    if (wanted > 1_000_000) throw new Error(`${wanted} bytes at once`)
    reads.bytes += Math.max(0, wanted)
    const bytes = Uint8Array.from({ length: Math.max(0, wanted) }, (_, index) => {
      const at = from + index
      return at < head.length ? head[at]! : at >= start + gap ? tail[at - start - gap]! : 0
    })
    return new Blob([bytes])
  }
  return [{ name: 'film.mp4', size, slice } as unknown as File, reads]
}

const MAKERS: readonly (readonly [name: string, make: (texts: typeof TEXTS) => Uint8Array])[] = [
  ['a.png', makePng],
  ['compressed.png', (texts) => makePng(texts, 'zTXt')],
  ['international.png', (texts) => makePng(texts, 'iTXt')],
  ['a.jpg', makeJpeg],
  ['a.webp', makeWebp],
  ['a.avif', makeAvif],
  ['a.mp4', makeMp4],
  ['commented.mp4', makeMp4WithComment],
  ['a.webm', makeWebm],
  ['a.flac', makeFlac],
  ['a.opus', makeOpus],
  ['a.mp3', makeMp3],
  ['a.glb', makeGlb],
  ['a.safetensors', makeSafetensors],
  ['a.latent', makeSafetensors],
  ['a.svg', makeSvg]
]

describe('a file with a workflow', () => {
  it.each(MAKERS)('%s gives document and prompt', async (name, make) => {
    const content = await readWorkflowFile(toFile(make(TEXTS), name))
    expect(content?.workflow).toEqual(WORKFLOW)
    expect(content?.prompt).toEqual(PROMPT)
  })

  it.each(MAKERS)('%s is read as far as it goes when it is cut off', async (name, make) => {
    const bytes = make(TEXTS)
    const lengths = fc.integer({ min: 0, max: bytes.length })
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        const content = await readWorkflowFile(toFile(bytes.slice(0, length), name))
        expect([undefined, null, WORKFLOW]).toContainEqual(content?.workflow)
      }),
      { numRuns: 40 }
    )
  })

  it.each(MAKERS)('%s with any bytes changed throws nothing', async (name, make) => {
    const bytes = make({ workflow: '{"nodes":[]}', prompt: '{}' })
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const broken = bytes.slice()
        for (const [at, value] of changed) broken[at] = value
        await readWorkflowFile(toFile(broken, name))
      }),
      { numRuns: 60 }
    )
  })

  it('may be a film of gigabytes: what is no header is not read', async () => {
    const [film, reads] = countReads(makeMp4(TEXTS), 3 * 1024 ** 3)
    const content = await readWorkflowFile(film)
    expect(content?.workflow).toEqual(WORKFLOW)
    expect(reads.bytes).toBeLessThan(20_000)
  })

  it('is known by its content, not by its name', async () => {
    const content = await readWorkflowFile(toFile(makeWebp(TEXTS), 'renamed.png'))
    expect(content?.workflow).toEqual(WORKFLOW)
  })

  it('may hold what Python writes for no number', async () => {
    const prompt = '{"a": [NaN, 1, -Infinity, "NaN, \\"Infinity", "x"]}'
    const content = await readWorkflowFile(toFile(makePng({ prompt })))
    expect(content?.prompt).toEqual({ a: [null, 1, null, 'NaN, "Infinity', 'x'] })
  })

  it('may hold parameters of another tool', async () => {
    const png = makePng({ parameters: 'a cat\nSteps: 20' })
    expect(await readWorkflowFile(toFile(png))).toEqual({
      workflow: null,
      prompt: null,
      parameters: 'a cat\nSteps: 20'
    })
    const comment = makeExif({ 0x9286: 'ASCII\0\0\0a dog\nSteps: 9' })
    const webp = concat(
      'RIFF',
      number(99, 4, true),
      'WEBP',
      'EXIF',
      number(comment.length, 4, true),
      comment
    )
    expect((await readWorkflowFile(toFile(webp)))?.parameters).toBe('a dog\nSteps: 9')
  })
})

describe('other files', () => {
  it('without a text are empty, of another kind nothing', async () => {
    expect(await readWorkflowFile(toFile(makePng({})))).toEqual({
      workflow: null,
      prompt: null,
      parameters: null
    })
    expect(await readWorkflowFile(toFile(new TextEncoder().encode('{}'), 'a.json'))).toBeNull()
    expect(await readWorkflowFile(toFile(new Uint8Array()))).toBeNull()
  })

  it('forty megabytes of text in a few bytes are refused', { timeout: 30_000 }, async () => {
    const bomb = makePng({ workflow: ' '.repeat(40 * 1024 * 1024) }, 'zTXt')
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect((await readWorkflowFile(toFile(bomb)))?.workflow).toBeNull()
  })

  it('a directory that points at itself ends', async () => {
    const exif = concat(
      'II*\0',
      number(8, 4, true),
      number(1, 2, true),
      number(0x8769, 2, true),
      number(4, 2, true),
      number(1, 4, true),
      number(8, 4, true)
    )
    const webp = concat(
      'RIFF',
      number(99, 4, true),
      'WEBP',
      'EXIF',
      number(exif.length, 4, true),
      exif
    )
    expect((await readWorkflowFile(toFile(webp)))?.workflow).toBeNull()
  })

  it('names that are keys of every object harm nothing', async () => {
    const content = await readWorkflowFile(toFile(makePng({ __proto__x: '1', constructor: '2' })))
    expect(content).toEqual({ workflow: null, prompt: null, parameters: null })
  })
})
