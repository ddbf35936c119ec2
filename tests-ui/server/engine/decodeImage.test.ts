import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolders } from '../../builders/engine'
import { decodeImage } from '../../../server/engine/codec/decodeImage'
import type { EngineFolders } from '../../../server/engine/engine'
import { findAnnotatedFile } from '../../../server/engine/files/annotatedPath'
import { rm } from 'node:fs/promises'

let root: string
let folders: EngineFolders

beforeAll(async () => {
  ;({ root, folders } = await makeFolders())
})
afterAll(() => rm(root, { recursive: true, force: true }))

async function decode(name: string, bytes: Uint8Array) {
  const path = join(folders.input, name)
  await writeFile(path, bytes)
  return decodeImage(path, name)
}

const levels = (data: Float32Array) => [...data].map((value) => Math.round(value * 255))
/** Red left of green, blue below. */
const PIXELS = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30])
const open = () => sharp(PIXELS, { raw: { width: 2, height: 2, channels: 3 } })

describe('pictures as they come', () => {
  it('EXIF orientation turns the picture upright', async () => {
    const raw = { width: 2, height: 1, channels: 3 } as const
    const turned = await sharp(PIXELS.slice(0, 6), { raw })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer()

    const { colour } = await decode('turned.png', turned)

    expect(colour.shape).toEqual([1, 2, 1, 3])
    expect(levels(colour.data)).toEqual([255, 0, 0, 0, 255, 0])
  })

  it('a palette counts as transparency, as in ComfyUI: the mask has the size of the picture', async () => {
    const { alpha } = await decode('palette.png', await open().png({ palette: true }).toBuffer())
    expect(alpha?.shape).toEqual([1, 2, 2])
    expect(levels(alpha!.data)).toEqual([255, 255, 255, 255])
    expect((await decode('plain.png', await open().png().toBuffer())).alpha).toBeNull()
  })

  it('16-bit samples keep their precision', async () => {
    const deep = Uint16Array.from([0, 1, 65_535, 32_768, 257, 12_345])
    const bytes = await sharp(deep, { raw: { width: 2, height: 1, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toBuffer()

    const { colour } = await decode('deep.png', bytes)

    expect([...colour.data]).toEqual([...deep].map((value) => Math.fround(value / 65_535)))
  })

  it('grey is three equal channels', async () => {
    const raw = { width: 2, height: 1, channels: 1 } as const
    const bytes = await sharp(Uint8Array.from([7, 200]), { raw })
      .toColourspace('b-w')
      .png()
      .toBuffer()

    const { colour, alpha } = await decode('grey.png', bytes)

    expect(levels(colour.data)).toEqual([7, 7, 7, 200, 200, 200])
    expect(alpha).toBeNull()
  })

  it('palettes are expanded, their transparency is alpha', async () => {
    const rgba = Uint8Array.from([255, 0, 0, 255, 0, 0, 255, 0])
    const bytes = await sharp(rgba, { raw: { width: 2, height: 1, channels: 4 } })
      .png({ palette: true, colours: 4 })
      .toBuffer()

    const { colour, alpha } = await decode('palette.png', bytes)

    expect(levels(colour.data).slice(0, 3)).toEqual([255, 0, 0])
    expect(levels(alpha!.data)).toEqual([255, 0])
  })

  it('colour under full transparency is kept, not mixed with anything', async () => {
    const rgba = Uint8Array.from([200, 100, 50, 0])
    const bytes = await sharp(rgba, { raw: { width: 1, height: 1, channels: 4 } })
      .png()
      .toBuffer()

    const { colour } = await decode('clear.png', bytes)

    expect(levels(colour.data)).toEqual([200, 100, 50])
  })

  it('all frames of an animation become a batch', async () => {
    const frames = Uint8Array.from([255, 0, 0, 0, 0, 255])
    const bytes = await sharp(frames, { raw: { width: 1, height: 2, channels: 3, pageHeight: 1 } })
      .webp({ lossless: true, loop: 0, delay: [100, 100] })
      .toBuffer()

    const { colour } = await decode('moving.webp', bytes)

    expect(colour.shape).toEqual([2, 1, 1, 3])
    expect(levels(colour.data)).toEqual([255, 0, 0, 0, 0, 255])
  })

  it.each(['jpeg', 'webp', 'tiff'] as const)('reads %s', async (format) => {
    const { colour } = await decode(
      `plain.${format}`,
      await open().toFormat(format, { quality: 100 }).toBuffer()
    )

    expect(colour.shape).toEqual([1, 2, 2, 3])
  })

  it.each([
    ['text.png', Buffer.from('no picture')],
    ['empty.png', Buffer.alloc(0)],
    ['drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')]
  ])('%s is refused by its name, without its path', async (name, bytes) => {
    await expect(decode(name, bytes)).rejects.toThrow(`cannot identify image file '${name}'`)
    await expect(decode(name, bytes)).rejects.not.toThrow(folders.input)
  })

  it('a cut file is refused', async () => {
    const whole = await open().resize(200, 200).png({ compressionLevel: 0 }).toBuffer()

    await expect(decode('cut.png', whole.subarray(0, 5000))).rejects.toThrow("'cut.png'")
  })

  it('a small file that unpacks to more pixels than anyone has memory for is refused before it is unpacked', async () => {
    const bomb = Buffer.from(await open().png().toBuffer())
    bomb.writeUInt32BE(200_000, 16)
    bomb.writeUInt32BE(200_000, 20)

    await expect(decode('bomb.png', bomb)).rejects.toThrow("'bomb.png'")
  })
})

describe('names of input files', () => {
  it('may name another folder, and lead nowhere else', async () => {
    await writeFile(join(folders.output, 'made.png'), '')
    await symlink('/etc', join(folders.input, 'outside'))

    const find = (value: unknown) => findAnnotatedFile(folders, value)
    expect(await find('rgb.png')).toBe(join(folders.input, 'rgb.png'))
    expect(await find('made.png [output]')).toBe(join(folders.output, 'made.png'))
    for (const value of [
      'made.png',
      '../output/made.png',
      '/etc/hostname',
      'outside/hostname',
      '',
      '.',
      'rgb.png\0',
      'x/rgb.png',
      7,
      null
    ]) {
      expect([value, await find(value)]).toEqual([value, null])
    }
  })
})
