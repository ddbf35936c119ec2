import { t } from '@/i18n/translate'

/** Bytes that a compressed text may grow to: a small file must not fill the memory. */
const MAX_BYTES = 32 * 1024 * 1024

/** Unpacks zlib data. @throws RangeError when it is broken or grows beyond what any workflow needs */
export async function inflate(
  bytes: Uint8Array,
  format: CompressionFormat = 'deflate'
): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream(format))
  const reader = stream.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await readPart(reader)
    if (done) break
    parts.push(value)
    length += value.length
    if (length > MAX_BYTES) {
      await reader.cancel()
      throw new RangeError(t('services.tooMuchText'))
    }
  }
  return join(parts, length)
}

async function readPart(
  reader: ReadableStreamDefaultReader<Uint8Array>
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read()
  } catch (error) {
    throw new RangeError(t('services.brokenText'), { cause: error })
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
