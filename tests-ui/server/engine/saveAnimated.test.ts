import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

/** Three pictures of one colour each. */
const FRAMES = {
  red: {
    class_type: 'EmptyImage',
    inputs: { width: 6, height: 4, batch_size: 1, color: 0xff0000 }
  },
  two: {
    class_type: 'EmptyImage',
    inputs: { width: 6, height: 4, batch_size: 2, color: 0x0000ff }
  },
  all: { class_type: 'ImageBatch', inputs: { image1: ['red', 0], image2: ['two', 0] } }
}

async function save(class_type: string, inputs: Record<string, unknown>) {
  const prompt = {
    ...FRAMES,
    out: {
      class_type,
      inputs: { images: ['all', 0], filename_prefix: `a/${class_type}`, ...inputs }
    }
  }
  const extraData = { extra_pnginfo: { workflow: { id: 'wäh' } } }
  const { result } = await host.run(prompt, { extraData })
  const { images, animated } = result.outputs.out as {
    images: { filename: string; subfolder: string; type: string }[]
    animated: boolean[]
  }
  expect(animated).toEqual([true])
  expect(images).toHaveLength(1)
  expect(images[0]).toMatchObject({ subfolder: 'a', type: 'output' })
  const { filename } = images[0]!
  return { filename, bytes: await readFile(join(host.folders.output, 'a', filename)) }
}

/** The chunks of a PNG by type, in order. */
function listChunks(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

describe('animations', () => {
  it('one picture is none', async () => {
    for (const [class_type, options] of [
      ['SaveAnimatedPNG', { compress_level: 0 }],
      ['SaveAnimatedWEBP', { lossless: true, quality: 0, method: 'fastest' }]
    ] as const) {
      const inputs = { images: ['red', 0], filename_prefix: 'one', fps: 6, ...options }
      const { result } = await host.run({ red: FRAMES.red, out: { class_type, inputs } })
      expect(result.status).toBe('success')
      expect(Object.keys(result.outputs.out!)).toEqual(['images'])
    }
  })

  it('SaveAnimatedWEBP keeps a picture for longer than a minute', async () => {
    const options = {
      filename_prefix: 'a/long',
      fps: 0.01,
      lossless: true,
      quality: 80,
      method: 'default'
    }
    const { bytes } = await save('SaveAnimatedWEBP', options)
    const { delay = [] } = await sharp(bytes, { animated: true }).metadata()
    // Of two equal frames one is made, which lasts as long as a frame can.
    expect(delay.every((time) => time === 100_000)).toBe(true)
  })

  it('SaveAnimatedWEBP writes one file of all frames, with its workflow', async () => {
    const options = { fps: 8, lossless: true, quality: 80, method: 'default' }
    const { filename, bytes } = await save('SaveAnimatedWEBP', options)
    expect(filename).toBe('SaveAnimatedWEBP_00001_.webp')
    const metadata = await sharp(bytes, { animated: true }).metadata()
    // Equal frames in a row become one that lasts longer.
    expect(metadata).toMatchObject({ format: 'webp', width: 6, pageHeight: 4, loop: 0 })
    expect(metadata.delay!.reduce((sum, delay) => sum + delay, 0)).toBe(3 * 125)
    const { data, info } = await sharp(bytes, { animated: true })
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0])
    expect([...data.subarray(-info.channels).subarray(0, 3)]).toEqual([0, 0, 255])
    const exif = metadata.exif!.toString('latin1')
    expect(exif).toContain('prompt:{"red"')
    expect(exif).toContain(String.raw`workflow:{"id":"w\u00e4h"}`)
  })

  it('SaveAnimatedPNG writes a PNG that any reader takes for its first frame', async () => {
    const { filename, bytes } = await save('SaveAnimatedPNG', { fps: 4, compress_level: 9 })
    expect(filename).toBe('SaveAnimatedPNG_00001_.png')
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    expect([...data.subarray(0, 3)]).toEqual([255, 0, 0])
    const chunks = listChunks(bytes)
    expect(chunks.map(({ type }) => type)).toEqual(
      [
        ['IHDR', 'acTL', 'fcTL', 'IDAT', 'comf', 'comf', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND']
      ].flat()
    )
    expect(chunks[1]!.data.readUInt32BE(0)).toBe(3)
    const controls = chunks.filter(({ type }) => type === 'fcTL').map(({ data: bytes }) => bytes)
    expect(controls.map((control) => control.readUInt16BE(20) / control.readUInt16BE(22))).toEqual([
      0.25, 0.25, 0.25
    ])
    const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT')
    expect(numbered.map((chunk) => chunk.data.readUInt32BE(0))).toEqual([0, 1, 2, 3, 4])
    const last = inflateSync(chunks.at(-2)!.data.subarray(4))
    // Filter "up": the first row as it is, then no differences.
    expect([...last.subarray(0, 7)]).toEqual([2, 0, 0, 255, 0, 0, 255])
    expect([...last.subarray(19, 23)]).toEqual([2, 0, 0, 0])
    expect(chunks[4]!.data.toString('latin1')).toMatch(/^prompt\0\{"red"/)
  })
})

describe('LoadImageOutput', () => {
  it('loads what was saved, and refuses what is not there', async () => {
    const options = { fps: 4, compress_level: 1 }
    const { filename } = await save('SaveAnimatedPNG', options)
    const load = (image: string) => ({
      src: { class_type: 'LoadImageOutput', inputs: { image } },
      out: { class_type: 'PreviewImage', inputs: { images: ['src', 0] } }
    })
    const { result } = await host.run(load(`a/${filename} [output]`))
    expect(result.status).toBe('success')
    const refused = await host.engine.validate(load('nothing.png [output]'), null)
    expect(refused).toMatchObject({
      valid: false,
      nodeErrors: { src: { errors: [{ type: 'custom_validation_failed' }] } }
    })
  })
})

describe('MaskPreview', () => {
  it('shows the mask as a grey picture and hands it on', async () => {
    const prompt = {
      m: { class_type: 'SolidMask', inputs: { value: 1, width: 3, height: 2 } },
      out: { class_type: 'MaskPreview', inputs: { mask: ['m', 0] } },
      size: { class_type: 'MaskToImage', inputs: { mask: ['out', 0] } },
      end: { class_type: 'PreviewImage', inputs: { images: ['size', 0] } }
    }
    const { result } = await host.run(prompt)
    const shown = result.outputs.out as { images: { filename: string; type: string }[] }
    expect(shown.images[0]).toMatchObject({ type: 'temp' })
    const picture = sharp(join(host.folders.temp, shown.images[0]!.filename))
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height, info.channels, data[0]]).toEqual([3, 2, 3, 255])
    expect(result.outputs).toHaveProperty('end')
  })
})
