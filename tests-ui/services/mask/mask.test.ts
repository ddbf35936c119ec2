import { describe, expect, it } from 'vitest'
import type { OutputFile } from '@/domain/nodeOutput'
import { ApiError } from '@/services/api/comfyApi'
import { loadMask } from '@/services/mask/loadMask'
import { saveMask } from '@/services/mask/saveMask'
import { makePicture, pack, plainCodec } from '../../harness/plainCodec'
import { makeApi } from '../api/fakeServer'

const SOURCE: OutputFile = { filename: 'a.png', subfolder: 'in', type: 'input' }

/** A server that keeps what is uploaded, and gives the pictures it was told of. */
function makeServer(pictures: Readonly<Record<string, Blob>> = {}) {
  const uploads: { route: string; file: File; original: OutputFile | null }[] = []
  const keep = (route: string, file: File, subfolder: string, original: OutputFile | null) => {
    uploads.push({ route, file, original })
    return Promise.resolve({ filename: file.name, subfolder, type: 'input' })
  }
  return {
    uploads,
    uploadImage: (file: File, { subfolder = '' } = {}) => keep('image', file, subfolder, null),
    uploadMask: (file: File, original: OutputFile, subfolder: string) =>
      keep('mask', file, subfolder, original),
    readFile({ filename }: OutputFile, channel?: 'rgb' | 'a'): Promise<Blob> {
      const found = pictures[`${filename} ${channel ?? ''}`.trim()]
      return found ? Promise.resolve(found) : Promise.reject(new ApiError('gone', 404))
    }
  }
}

const GREY = makePicture(2, 1, [9, 9, 9, 255])
const HALF = { ...GREY, data: new Uint8ClampedArray([0, 0, 0, 0, 0, 0, 0, 155]) }

describe('loadMask', () => {
  it('takes the mask from the picture’s alpha: transparent is masked', async () => {
    const server = makeServer({ 'a.png rgb': pack(GREY), 'a.png a': pack(HALF) })
    const { pixels, source } = await loadMask(server, plainCodec, SOURCE)
    expect([...pixels.mask]).toEqual([255, 100])
    expect([...pixels.picture.subarray(0, 3)]).toEqual([9, 9, 9])
    expect([pixels.paint, source]).toEqual([null, SOURCE])
  })

  it('finds the layers of what ComfyUI’s editor or ours drew: the picture without paint, and the paint', async () => {
    const file = {
      filename: 'clipspace-painted-masked-7.png',
      subfolder: 'clipspace',
      type: 'input'
    }
    const paint = makePicture(2, 1, [1, 2, 3, 200])
    const server = makeServer({
      'clipspace-mask-7.png rgb': pack(GREY),
      'clipspace-mask-7.png a': pack(HALF),
      'clipspace-paint-7.png': pack(paint)
    })
    const { pixels, source } = await loadMask(server, plainCodec, file)
    expect(source.filename).toBe('clipspace-mask-7.png')
    expect([...pixels.paint!]).toEqual([...paint.data])
    expect([...pixels.mask]).toEqual([255, 100])
  })

  it('takes the picture as it is when its layers are gone', async () => {
    const file = {
      filename: 'clipspace-painted-masked-7.png',
      subfolder: 'clipspace',
      type: 'input'
    }
    const name = file.filename
    const server = makeServer({ [`${name} rgb`]: pack(GREY), [`${name} a`]: pack(HALF) })
    expect((await loadMask(server, plainCodec, file)).source).toEqual(file)
  })

  it('says so when the picture is gone', async () => {
    await expect(loadMask(makeServer(), plainCodec, SOURCE)).rejects.toMatchObject({ status: 404 })
  })
})

describe('saveMask', () => {
  const drawing = {
    width: 2,
    height: 1,
    picture: GREY.data,
    mask: new Uint8ClampedArray([255, 100]),
    paint: null
  }
  const readFile = async (file: File | undefined) => (await plainCodec.decode(file!)).data

  it('uploads ComfyUI’s four files, alpha being the mask’s inverse, and gives the last', async () => {
    const server = makeServer()
    const painted = { ...drawing, paint: makePicture(2, 1, [255, 0, 0, 255]).data }
    const saved = await saveMask(server, plainCodec, painted, SOURCE, 7)
    expect(server.uploads.map(({ route, file }) => `${route} ${file.name}`)).toEqual([
      'mask clipspace-mask-7.png',
      'image clipspace-paint-7.png',
      'image clipspace-painted-7.png',
      'mask clipspace-painted-masked-7.png'
    ])
    expect(saved).toEqual({
      filename: 'clipspace-painted-masked-7.png',
      subfolder: 'clipspace',
      type: 'input'
    })
    const [mask, , flat, both] = server.uploads
    expect([...(await readFile(mask?.file))]).toEqual([9, 9, 9, 0, 9, 9, 9, 155])
    expect([...(await readFile(flat?.file))]).toEqual([255, 0, 0, 255, 255, 0, 0, 255])
    expect([...(await readFile(both?.file))]).toEqual([255, 0, 0, 0, 255, 0, 0, 155])
    expect([mask?.original, both?.original?.filename]).toEqual([SOURCE, 'clipspace-painted-7.png'])
  })

  it('keeps the server’s own colours when nothing was painted', async () => {
    const server = makeServer()
    await saveMask(server, plainCodec, drawing, SOURCE, 8)
    expect(server.uploads.at(-1)?.original).toEqual(SOURCE)
    expect(Math.max(...(await readFile(server.uploads[1]?.file)))).toBe(0)
  })
})

describe('the mask’s requests', () => {
  it('name the original as ComfyUI does, and ask for colours and alpha apart', async () => {
    const { api, requests } = makeApi({
      'POST /api/upload/mask': {
        json: { name: 'm (1).png', subfolder: 'clipspace', type: 'input' }
      },
      'GET /api/view': { text: 'bytes' }
    })
    const file = new File(['x'], 'm.png')
    expect(await api.uploadMask(file, SOURCE, 'clipspace')).toEqual({
      filename: 'm (1).png',
      subfolder: 'clipspace',
      type: 'input'
    })
    const body = requests[0]?.body as FormData
    expect(JSON.parse(String(body.get('original_ref')))).toEqual(SOURCE)
    expect([body.get('type'), body.get('subfolder')]).toEqual(['input', 'clipspace'])
    await api.readFile(SOURCE, 'a')
    expect(requests[1]?.path).toBe('/api/view?filename=a.png&subfolder=in&type=input&channel=a')
    await expect(makeApi().api.readFile(SOURCE)).rejects.toMatchObject({ status: 404 })
  })
})
