import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const packBrotli = promisify(brotliCompress)
const packGzip = promisify(gzip)

type Encoding = 'br' | 'gzip'

/** Below this, headers and work outweigh what is saved; in bytes. */
const MIN_SIZE = 1024
/** Larger files are sent as they are, in bytes. */
const MAX_SIZE = 16 * 1024 * 1024
/** High enough to be small, low enough to be done within a first visit. */
const BROTLI_QUALITY = 6

/** The best encoding that the client takes; null: as it is. */
export function chooseEncoding(message: IncomingMessage, size: number): Encoding | null {
  if (size < MIN_SIZE || size > MAX_SIZE) return null
  const accepted = new Set(
    String(message.headers['accept-encoding'] ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
      .map((part) => part.split(';')[0])
  )
  if (accepted.has('br')) return 'br'
  return accepted.has('gzip') ? 'gzip' : null
}

async function pack(path: string, encoding: Encoding): Promise<Buffer> {
  const bytes = await readFile(path)
  if (encoding === 'gzip') return packGzip(bytes)
  return packBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
}

interface Packed {
  readonly bytes: Promise<Buffer>
  /** 0 until it is made. */
  size: number
}

/** Compressed forms of the front end's files: made at the first request, kept up to a bound. */
export class CompressedFiles {
  readonly #maxBytes: number
  /** Least recently used first. */
  readonly #made = new Map<string, Packed>()
  #bytes = 0

  /** @param maxBytes kept at most */
  constructor(maxBytes = 32 * 1024 * 1024) {
    this.#maxBytes = maxBytes
  }

  /** @throws when the file can't be read */
  get(
    path: string,
    { mtimeMs, size }: { mtimeMs: number; size: number },
    encoding: Encoding
  ): Promise<Buffer> {
    const key = `${encoding} ${mtimeMs} ${size} ${path}`
    const known = this.#made.get(key)
    const packed = known ?? { bytes: pack(path, encoding), size: 0 }
    this.#made.delete(key)
    this.#made.set(key, packed)
    if (!known) {
      packed.bytes.then(
        (bytes) => this.#account(packed, bytes.length),
        () => this.#made.delete(key)
      )
    }
    return packed.bytes
  }

  #account(packed: Packed, size: number): void {
    packed.size = size
    this.#bytes += size
    for (const [key, oldest] of this.#made) {
      if (this.#bytes <= this.#maxBytes || this.#made.size === 1) return
      this.#made.delete(key)
      this.#bytes -= oldest.size
    }
  }
}
