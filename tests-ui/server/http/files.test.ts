import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyPngTexts } from '../../../server/http/files/pngText'
import { encodeForm, type FormPart } from '../../harness/clientHttp'
import { startTestServer, type TestServer, writeFiles } from '../../harness/serverInProcess'

let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.close())

/** A picture of one colour; `alpha` 0..1, left out: without that channel. */
function makePicture(width: number, height: number, alpha?: number) {
  const background = { r: 200, g: 100, b: 50, alpha: alpha ?? 1 }
  const channels = alpha === undefined ? 3 : 4
  return sharp({ create: { width, height, channels, background } })
}

const makePng = (width = 4, height = 4, alpha?: number) =>
  makePicture(width, height, alpha).png().toBuffer()

/** A small file whose header promises more pixels than are unpacked. */
async function makeBomb(): Promise<Buffer> {
  const png = Buffer.from(await makePng())
  for (const place of [16, 20]) png.writeUInt32BE(200_000, place)
  return png
}

const upload = (path: string, parts: readonly FormPart[]) => server.ask(path, encodeForm(parts))
const makeFilePart = (filename: string, value: Buffer | string): FormPart => ({
  name: 'image',
  filename,
  value
})

/** Every file below the data folder and beside it, so that a test can see that nothing else changed. */
async function listAll(): Promise<string[]> {
  const entries = await readdir(server.root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

describe('POST /upload/image', () => {
  it('leaves nothing behind but the file, under the name it says', async () => {
    const before = await listAll()
    const content = Buffer.from('any bytes: sound, film, 3D')
    const answer = await upload('/upload/image', [
      makeFilePart('sound.mp3', content),
      { name: 'subfolder', value: 'takes/first' },
      { name: 'type', value: 'output' }
    ])
    expect(answer.json()).toEqual({ name: 'sound.mp3', subfolder: 'takes/first', type: 'output' })
    const path = join(server.folders.output, 'takes/first/sound.mp3')
    expect(await readFile(path)).toEqual(content)
    expect(await listAll()).toEqual([...before, path].sort())
  })

  it('numbers files of other content, finds those of the same, and overwrites when told', async () => {
    const send = async (content: string, overwrite?: string) => {
      const parts = [makeFilePart('a.b.png', content)]
      const option = overwrite === undefined ? [] : [{ name: 'overwrite', value: overwrite }]
      return ((await upload('/upload/image', [...parts, ...option])).json() as { name: string })
        .name
    }
    expect(await send('one')).toBe('a.b.png')
    expect(await send('two')).toBe('a.b (1).png')
    expect(await send('three', 'false')).toBe('a.b (2).png')
    expect(await send('two')).toBe('a.b (1).png')
    expect(await send('four', '1')).toBe('a.b.png')
    expect(await readFile(join(server.folders.input, 'a.b.png'), 'utf8')).toBe('four')
  })

  it('gives simultaneous uploads of one name a name each', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        upload('/upload/image', [makeFilePart('same.png', `content ${index}`)])
      )
    )
    const names = answers.map((answer) => (answer.json() as { name: string }).name)
    expect(new Set(names).size).toBe(12)
    for (const [index, name] of names.entries()) {
      expect(await readFile(join(server.folders.input, name), 'utf8')).toBe(`content ${index}`)
    }
  })

  it.each([
    ['no file', [{ name: 'type', value: 'input' }]],
    ['a file in another field', [{ name: 'picture', filename: 'a.png', value: 'x' }]],
    ['a file without name', [makeFilePart('', 'x')]],
    ['a reserved name', [makeFilePart('con.png', 'x')]],
    ['a name of dots', [makeFilePart('..', 'x')]],
    ['a name that leads outside', [makeFilePart('../../x/evil.png', 'x')]],
    ['an unknown type', [makeFilePart('a.png', 'x'), { name: 'type', value: 'models' }]],
    ['a folder outside', [makeFilePart('a.png', 'x'), { name: 'subfolder', value: '../..' }]],
    ['an absolute folder', [makeFilePart('a.png', 'x'), { name: 'subfolder', value: '/tmp' }]],
    ['a folder with NUL', [makeFilePart('a.png', 'x'), { name: 'subfolder', value: 'a\0b' }]],
    ['a folder behind a link', [makeFilePart('a.png', 'x'), { name: 'subfolder', value: 'out' }]]
  ])('refuses %s, and keeps nothing', async (_title, parts) => {
    await symlink(server.root, join(server.folders.input, 'out'))
    const before = await listAll()
    expect((await upload('/api/upload/image', parts)).status).toBe(400)
    expect(await listAll()).toEqual(before)
  })

  it.each([
    ['another kind of body', { 'content-type': 'application/json' }, '{}'],
    ['no boundary', { 'content-type': 'multipart/form-data' }, 'x'],
    [
      'a form that breaks off',
      { 'content-type': 'multipart/form-data; boundary=b' },
      '--b\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\nhalf a file'
    ],
    ['noise', { 'content-type': 'multipart/form-data; boundary=b' }, '\r\n\0\0--b--b\r\n']
  ])('refuses %s, and keeps nothing', async (_title, headers, body) => {
    const before = await listAll()
    const answer = await server.ask('/upload/image', { method: 'POST', headers, body })
    expect(answer.status).toBe(400)
    expect(await listAll()).toEqual(before)
  })
})

describe('POST /upload/mask', () => {
  const makeReference = (reference: unknown) => ({
    name: 'original_ref',
    value: JSON.stringify(reference)
  })

  it('gives the original the alpha of the mask, under the name of the mask', async () => {
    await writeFiles(server.folders.input, {
      'sub/photo.jpg': await makePicture(6, 5).jpeg().toBuffer()
    })
    const answer = await upload('/upload/mask', [
      makeFilePart('masked.png', await makePng(6, 5, 0.25)),
      makeReference({ filename: 'photo.jpg', subfolder: 'sub', type: 'input' })
    ])
    expect(answer.json()).toEqual({ name: 'masked.png', subfolder: '', type: 'input' })
    const { data, info } = await sharp(join(server.folders.input, 'masked.png'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 6, height: 5, channels: 4 })
    expect(data[3]).toBe(64)
    expect(Math.abs((data[0] ?? 0) - 200)).toBeLessThan(4)
  })

  it('keeps the workflow that lies in the original', async () => {
    const text = Buffer.from('tEXtworkflow\0{"id":"w1"}', 'latin1')
    const chunk = Buffer.concat([Buffer.alloc(4), text, Buffer.alloc(4)])
    chunk.writeUInt32BE(text.length - 4)
    const png = await makePng(4, 4)
    const original = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
    await writeFiles(server.folders.output, { 'original.png': original })
    await upload('/upload/mask', [
      makeFilePart('m.png', await makePng(4, 4, 0)),
      makeReference({ filename: 'original.png [output]' })
    ])
    const masked = await readFile(join(server.folders.input, 'm.png'))
    expect(masked.includes(text)).toBe(true)
    expect((await sharp(masked).metadata()).hasAlpha).toBe(true)
  })

  it.each([
    ['no reference', undefined, 400],
    ['a reference that is a list', [], 400],
    ['a bad type', { filename: 'photo.png', type: 'models' }, 400],
    ['a path', { filename: '../photo.png', type: 'input' }, 400],
    ['a folder outside', { filename: 'photo.png', subfolder: '../..', type: 'input' }, 403],
    ['a missing original', { filename: 'nosuch.png', type: 'input' }, 404],
    ['an original of another size', { filename: 'large.png', type: 'input' }, 400],
    ['an original that is no picture', { filename: 'text.txt', type: 'input' }, 400],
    ['an original that is huge in memory', { filename: 'bomb.png', type: 'input' }, 400]
  ])('refuses %s, and keeps nothing', async (_title, reference, status) => {
    await writeFiles(server.folders.input, {
      'photo.png': await makePng(),
      'large.png': await makePng(9, 9),
      'bomb.png': await makeBomb(),
      'text.txt': 'x'
    })
    const before = await listAll()
    const parts = [makeFilePart('m.png', await makePng(4, 4, 0))]
    const answer = await upload(
      '/upload/mask',
      reference ? [...parts, makeReference(reference)] : parts
    )
    expect(answer.status).toBe(status)
    expect(await listAll()).toEqual(before)
  })

  it('unpacks nothing of an original whose header says that it does not fit', async () => {
    // It could not be unpacked: most of its pixels are missing.
    const cut = (await makePng(90, 90)).subarray(0, -40)
    await writeFiles(server.folders.input, { 'cut.png': cut })
    const answer = await upload('/upload/mask', [
      makeFilePart('m.png', await makePng(4, 4, 0)),
      makeReference({ filename: 'cut.png', type: 'input' })
    ])
    expect(answer.text).toBe('The mask must have the size of the original')
  })
})

describe('copyPngTexts', () => {
  it('leaves anything alone that is no PNG or is cut off', async () => {
    const png = await makePng()
    expect(copyPngTexts(Buffer.from('no picture'), png)).toEqual(png)
    expect(copyPngTexts(png, Buffer.from('x'))).toEqual(Buffer.from('x'))
    const cut = png.subarray(0, png.length - 5)
    expect(copyPngTexts(cut, png)).toEqual(png)
  })
})

describe('GET /view', () => {
  const view = (query: string, headers = {}) => server.ask(`/view?${query}`, { headers })

  it('serves a file as it is, with validators and in parts', async () => {
    const png = await makePng(16, 16)
    await writeFiles(server.folders.output, { 'sub/a.png': png })
    const whole = await view('filename=a.png&subfolder=sub')
    expect(whole.body).toEqual(png)
    expect(whole.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'filename="a.png"',
      'accept-ranges': 'bytes'
    })
    expect(whole.headers['cache-control']).toBeUndefined()
    const part = await view('filename=a.png&subfolder=sub', { range: 'bytes=4-9' })
    expect(part.status).toBe(206)
    expect(part.body).toEqual(png.subarray(4, 10))
    expect(part.headers['content-range']).toBe(`bytes 4-9/${png.length}`)
    const beyond = await view('filename=a.png&subfolder=sub', { range: 'bytes=99999-' })
    expect(beyond.status).toBe(416)
    expect(beyond.headers['content-range']).toBe(`bytes */${png.length}`)
    const since = String(whole.headers['last-modified'])
    expect(
      (await view('filename=a.png&subfolder=sub', { 'if-modified-since': since })).status
    ).toBe(304)
  })

  it('drops a folder in front of the name, and takes the folder that the name names', async () => {
    await writeFiles(server.folders.temp, { 'a.txt': 'temp' })
    expect((await view('filename=x/a.txt&type=temp')).text).toBe('temp')
    expect((await view('filename=a.txt%20%5Btemp%5D&type=output')).text).toBe('temp')
    expect((await view('filename=a.txt')).status).toBe(404)
  })

  it.each([
    'page.html',
    'page.htm',
    'page.xhtml',
    'script.js',
    'style.css',
    'feed.xml',
    'SCRIPT.MJS'
  ])('offers %s only for download', async (name) => {
    await writeFiles(server.folders.output, { [name]: '<script>alert(1)</script>' })
    const { headers } = await view(`filename=${name}`)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}"`,
      'x-content-type-options': 'nosniff'
    })
  })

  it('lets an SVG be a picture but no document', async () => {
    await writeFiles(server.folders.output, {
      'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>'
    })
    const { headers } = await view('filename=a.svg')
    expect(headers['content-type']).toBe('image/svg+xml')
    expect(headers['content-disposition']).toBe('attachment; filename="a.svg"')
    expect(headers['content-security-policy']).toMatch(/sandbox/)
  })

  it('writes names into headers so that nothing can be added to them', async () => {
    const name = 'a"b\u00e4 %.png'
    await writeFiles(server.folders.output, { [name]: 'x' })
    const { headers } = await view(`filename=${encodeURIComponent(name)}`)
    expect(headers['content-disposition']).toBe('filename="a%22b%C3%A4 %25.png"')
  })

  it.each([
    ['preview=webp', 'image/webp', 'webp', 4],
    ['preview=webp;50', 'image/webp', 'webp', 4],
    ['preview=jpeg;75', 'image/jpeg', 'jpeg', 3],
    ['preview=jpeg&channel=rgba', 'image/webp', 'webp', 4],
    ['preview=webp&channel=rgb', 'image/webp', 'webp', 3],
    ['preview=bmp', 'image/webp', 'webp', 4],
    ['preview=jpeg;0', 'image/jpeg', 'jpeg', 3],
    ['channel=rgb', 'image/png', 'png', 3],
    ['channel=a', 'image/png', 'png', 4]
  ])('converts for %s', async (query, type, format, channels) => {
    await writeFiles(server.folders.output, { 'a.png': await makePng(20, 10, 0.5) })
    const answer = await view(`filename=a.png&${query}`)
    expect(answer.headers['content-type']).toBe(type)
    expect(await sharp(answer.body).metadata()).toMatchObject({
      format,
      channels,
      width: 20,
      height: 10
    })
  })

  it('gives the alpha on black, and the colours without alpha untouched', async () => {
    await writeFiles(server.folders.output, {
      'a.png': await makePng(2, 2, 0.5),
      'b.png': await makePng(2, 2)
    })
    const pixel = async (query: string) => [
      ...(await sharp((await view(query)).body)
        .raw()
        .toBuffer())
    ]
    expect((await pixel('filename=a.png&channel=a')).slice(0, 4)).toEqual([0, 0, 0, 128])
    expect((await pixel('filename=b.png&channel=a')).slice(0, 4)).toEqual([0, 0, 0, 255])
    expect((await pixel('filename=a.png&channel=rgb')).slice(0, 3)).toEqual([200, 100, 50])
    // A JPEG is lossy, but no darker: the colours below the transparency, not on black.
    const [red = 0] = await pixel('filename=a.png&preview=jpeg;100')
    expect(red).toBeGreaterThan(190)
  })

  it('does not convert again for a client that has the result', async () => {
    await writeFiles(server.folders.output, { 'a.png': await makePng() })
    const { headers } = await view('filename=a.png&preview=webp;50')
    const condition = { 'if-none-match': String(headers.etag) }
    expect((await view('filename=a.png&preview=webp;50', condition)).status).toBe(304)
    expect((await view('filename=a.png&preview=webp;60', condition)).status).toBe(200)
  })

  it.each([
    ['no picture', Buffer.from('text')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a picture that is cut off', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')]
  ])('refuses to convert %s', async (_title, content) => {
    await writeFiles(server.folders.output, { 'a.png': content })
    expect((await view('filename=a.png&preview=webp')).status).toBe(415)
  })

  it(
    'refuses to unpack a picture that is small as a file and huge in memory',
    { timeout: 60_000 },
    async () => {
      const png = await sharp({
        create: { width: 16_000, height: 16_000, channels: 3, background: '#000000' },
        limitInputPixels: false
      })
        .png({ compressionLevel: 9 })
        .toBuffer()
      expect(png.length).toBeLessThan(2_000_000)
      await writeFiles(server.folders.output, { 'bomb.png': png })
      expect((await view('filename=bomb.png&preview=webp')).status).toBe(415)
      expect((await view('filename=bomb.png')).status).toBe(200)
    }
  )

  it('serves neither folders nor links that lead out', async () => {
    await mkdir(join(server.folders.output, 'folder'))
    await writeFile(join(server.root, 'secret.txt'), 'secret')
    await symlink(join(server.root, 'secret.txt'), join(server.folders.output, 'link.txt'))
    await symlink(server.root, join(server.folders.output, 'out'))
    expect((await view('filename=folder')).status).toBe(404)
    expect((await view('filename=link.txt')).status).toBe(403)
    expect((await view('filename=secret.txt&subfolder=out')).status).toBe(403)
  })

  it.each([
    ['filename=', 400],
    ['filename=/etc/passwd', 400],
    ['filename=a%00.png', 400],
    ['filename=a.png&type=', 400],
    ['filename=a.png&type=__proto__', 400],
    ['filename=a.png&subfolder=/etc', 403],
    ['filename=passwd&subfolder=..%2f..%2f..%2fetc', 403],
    ['filename=blake3:0123', 404]
  ])('refuses %s with %i', async (query, status) => {
    expect((await view(query)).status).toBe(status)
  })
})
