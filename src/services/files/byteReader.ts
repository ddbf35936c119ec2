import { t } from '@/i18n/translate'

/** Reads numbers and texts out of a file's bytes; what lies beyond the end is an error that callers turn into "nothing". */
export class ByteReader {
  readonly #view: DataView
  readonly #bytes: Uint8Array
  isLittle: boolean
  position: number

  constructor(bytes: Uint8Array, isLittle = false, position = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.isLittle = isLittle
    this.position = position
  }

  get length(): number {
    return this.#bytes.length
  }

  get remaining(): number {
    return this.#bytes.length - this.position
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1))
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), this.isLittle)
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), this.isLittle)
  }

  /** As a number: sizes of files fit. */
  u64(): number {
    return Number(this.#view.getBigUint64(this.#advance(8), this.isLittle))
  }

  /** @throws RangeError beyond the end */
  take(length: number): Uint8Array {
    const start = this.#advance(length)
    return this.#bytes.subarray(start, start + length)
  }

  /** Bytes as Latin-1, which names of parts are. */
  ascii(length: number): string {
    return decodeLatin1(this.take(length))
  }

  skip(length: number): void {
    this.#advance(length)
  }

  #advance(length: number): number {
    const start = this.position
    if (length < 0 || start + length > this.#bytes.length)
      throw new RangeError(t('services.endsTooEarly'))
    this.position = start + length
    return start
  }
}

const UTF8 = new TextDecoder()

export function decodeUtf8(bytes: Uint8Array): string {
  return UTF8.decode(bytes)
}

/** Each byte as the character of that number; browsers take the encoding of this name for Windows' own. */
export function decodeLatin1(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += PART)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + PART)))
  return parts.join('')
}

/** Characters that a function call takes without harm. */
const PART = 8_192

/** Splits at the first zero byte; no zero leaves the second part empty. */
export function splitAtZero(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const at = bytes.indexOf(0)
  return at === -1 ? [bytes, new Uint8Array()] : [bytes.subarray(0, at), bytes.subarray(at + 1)]
}
