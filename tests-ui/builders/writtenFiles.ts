import { deflateSync } from 'node:zlib'

/** Files as other programs write them, with texts in the place where each format keeps them. */
type Texts = Readonly<Record<string, string>>

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0))

export function concat(...parts: readonly (Uint8Array | string | readonly number[])[]): Uint8Array {
  const bytes = parts.map((part) =>
    typeof part === 'string' ? latin1(part) : Uint8Array.from(part)
  )
  const whole = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of bytes) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function number(value: number, size: 2 | 4 | 8, isLittle = false): Uint8Array {
  const bytes = Array.from({ length: size }, (_, index) => Math.floor(value / 256 ** index) % 256)
  return Uint8Array.from(isLittle ? bytes : bytes.toReversed())
}

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  return concat(number(data.length, 4), type, data, [0, 0, 0, 0])
}

export function makePng(texts: Texts, kind: 'tEXt' | 'zTXt' | 'iTXt' = 'tEXt'): Uint8Array {
  const chunks = Object.entries(texts).map(([name, text]) => {
    if (kind === 'tEXt') return pngChunk(kind, concat(name, [0], utf8(text)))
    if (kind === 'zTXt') return pngChunk(kind, concat(name, [0, 0], deflateSync(utf8(text))))
    return pngChunk(kind, concat(name, [0, 1, 0], 'en', [0], [0], deflateSync(utf8(text))))
  })
  return concat(
    [0x89],
    'PNG\r\n\x1a\n',
    pngChunk('IHDR', new Uint8Array(13)),
    ...chunks,
    pngChunk('IDAT', new Uint8Array(40)),
    pngChunk('IEND', new Uint8Array())
  )
}

/** A TIFF directory: each text under its tag. */
export function makeExif(texts: Readonly<Record<number, string>>, isLittle = true): Uint8Array {
  const entries = Object.entries(texts)
  const values = entries.map(([, text]) => concat(utf8(text), [0]))
  let at = 8 + 2 + entries.length * 12 + 4
  const rows = entries.map(([tag], index) => {
    const row = concat(
      number(Number(tag), 2, isLittle),
      number(2, 2, isLittle),
      number(values[index]!.length, 4, isLittle),
      number(at, 4, isLittle)
    )
    at += values[index]!.length
    return row
  })
  const start = isLittle ? 'II*\0' : 'MM\0*'
  const count = number(entries.length, 2, isLittle)
  return concat(start, number(8, 4, isLittle), count, ...rows, number(0, 4), ...values)
}

const MAKE = 0x010f
const MODEL = 0x0110

/** As ComfyUI's savers do: `workflow:{...}` and `prompt:{...}`. */
export function makeComfyExif({ workflow, prompt }: Texts, isLittle = true): Uint8Array {
  return makeExif(
    {
      ...(workflow !== undefined && { [MAKE]: `workflow:${workflow}` }),
      ...(prompt !== undefined && { [MODEL]: `prompt:${prompt}` })
    },
    isLittle
  )
}

export function makeJpeg(texts: Texts): Uint8Array {
  const exif = concat('Exif\0\0', makeComfyExif(texts, false))
  return concat([0xff, 0xd8, 0xff, 0xe1], number(exif.length + 2, 2), exif, [0xff, 0xda, 0, 2])
}

export function makeWebp(texts: Texts): Uint8Array {
  const part = (type: string, data: Uint8Array) =>
    concat(type, number(data.length, 4, true), data, data.length % 2 ? [0] : [])
  const body = concat('WEBP', part('VP8 ', new Uint8Array(5)), part('EXIF', makeComfyExif(texts)))
  return concat('RIFF', number(body.length, 4, true), body)
}

function box(type: string | Uint8Array, ...content: readonly (Uint8Array | string)[]): Uint8Array {
  const data = concat(...content)
  return concat(number(data.length + 8, 4), type, data)
}

const VALUE_HEAD = concat([0, 0, 0, 1, 0, 0, 0, 0])

export function makeMp4(texts: Texts): Uint8Array {
  const names = Object.keys(texts)
  const keys = box(
    'keys',
    number(0, 4),
    number(names.length, 4),
    ...names.map((name) => box('mdta', name))
  )
  const items = names.map((name, index) =>
    box(number(index + 1, 4), box('data', VALUE_HEAD, utf8(texts[name]!)))
  )
  const meta = box(
    'meta',
    number(0, 4),
    box('hdlr', new Uint8Array(24)),
    keys,
    box('ilst', ...items)
  )
  return concat(
    box('ftyp', 'isom', number(0, 4)),
    box('mdat', new Uint8Array(20)),
    box('moov', box('mvhd', new Uint8Array(20)), box('udta', meta))
  )
}

/** All texts as one JSON object in the comment, as VideoHelperSuite writes them. */
export function makeMp4WithComment(texts: Texts): Uint8Array {
  const item = box(latin1('\xa9cmt'), box('data', VALUE_HEAD, utf8(JSON.stringify(texts))))
  const meta = box('meta', number(0, 4), box('hdlr', new Uint8Array(24)), box('ilst', item))
  return concat(box('ftyp', 'isom', number(0, 4)), box('moov', box('udta', meta)))
}

export function makeAvif(texts: Texts): Uint8Array {
  const item = concat(number(0, 4), makeComfyExif(texts))
  return concat(box('ftyp', 'avif', number(0, 4)), box('meta', number(0, 4)), box('mdat', item))
}

function element(id: readonly number[], data: Uint8Array): Uint8Array {
  return concat(id, [0x08], number(data.length, 4).slice(), data)
}

export function makeWebm(texts: Texts): Uint8Array {
  const tags = Object.entries(texts).map(([name, text]) =>
    element(
      [0x73, 0x73],
      element(
        [0x67, 0xc8],
        concat(element([0x45, 0xa3], utf8(name)), element([0x44, 0x87], utf8(text)))
      )
    )
  )
  const segment = element([0x12, 0x54, 0xc3, 0x67], concat(...tags))
  // Of unknown length, as streamed files are.
  return concat(
    element([0x1a, 0x45, 0xdf, 0xa3], new Uint8Array(4)),
    [0x18, 0x53, 0x80, 0x67, 0xff],
    segment
  )
}

function vorbis(texts: Texts): Uint8Array {
  const comments = Object.entries(texts).map(([name, text]) => {
    const bytes = utf8(`${name}=${text}`)
    return concat(number(bytes.length, 4, true), bytes)
  })
  return concat(number(4, 4, true), 'Lavf', number(comments.length, 4, true), ...comments)
}

export function makeFlac(texts: Texts): Uint8Array {
  const comments = vorbis(texts)
  const size = number(comments.length, 4).slice(1)
  return concat('fLaC', [0, 0, 0, 34], new Uint8Array(34), [0x84], size, comments)
}

export function makeOpus(texts: Texts): Uint8Array {
  const page = (packet: Uint8Array) => {
    const full = Math.floor(packet.length / 255)
    // A page has 255 segments at most; a long packet goes on over several.
    const pages: Uint8Array[] = []
    const segments = [...Array.from({ length: full }, () => 255), packet.length % 255]
    for (let at = 0, offset = 0; at < segments.length; at += 255) {
      const table = segments.slice(at, at + 255)
      const length = table.reduce((sum, size) => sum + size, 0)
      pages.push(
        concat(
          'OggS',
          new Uint8Array(22),
          [table.length],
          table,
          packet.subarray(offset, offset + length)
        )
      )
      offset += length
    }
    return concat(...pages)
  }
  return concat(
    page(concat('OpusHead', new Uint8Array(11))),
    page(concat('OpusTags', vorbis(texts)))
  )
}

export function makeMp3(texts: Texts): Uint8Array {
  const synchsafe = (value: number) =>
    Uint8Array.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f))
  const frames = Object.entries(texts).map(([name, text]) => {
    const data = concat([3], name, [0], utf8(text))
    return concat('TXXX', synchsafe(data.length), [0, 0], data)
  })
  const body = concat(...frames)
  return concat('ID3', [4, 0, 0], synchsafe(body.length), body, [0xff, 0xfb])
}

export function makeGlb(texts: Texts): Uint8Array {
  const json = utf8(JSON.stringify({ asset: { version: '2.0', extras: texts } }))
  const chunk = concat(number(json.length, 4, true), 'JSON', json)
  return concat('glTF', number(2, 4, true), number(12 + chunk.length, 4, true), chunk)
}

export function makeSafetensors(texts: Texts): Uint8Array {
  const header = utf8(JSON.stringify({ __metadata__: texts, a: { dtype: 'F32' } }))
  return concat(number(header.length, 8, true), header, new Uint8Array(64))
}

export function makeSvg({ workflow = 'null', prompt = 'null' }: Texts): Uint8Array {
  const json = `{"workflow":${workflow},"prompt":${prompt}}`
  return utf8(`<svg><metadata><![CDATA[${json}]]></metadata><script>alert(1)</script></svg>`)
}
