import { freemem } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import { EngineError } from '../values/engineError'

/**
 * Bytes that may pass through this thread before it looks for garbage. The main thread has the larger heap, where a
 * collection takes longer, so it looks less often.
 */
const COLLECT_AFTER_BYTES = (isMainThread ? 512 : 128) * 2 ** 20
/** Smaller allocations are not worth asking how much memory is left. */
const LARGE_BYTES = 64 * 2 ** 20
/** Share of the free memory that one allocation may take. */
const LARGEST_SHARE = 0.8

let collectGarbage: (() => void) | null = null
let bytesSinceCollection = 0

/**
 * V8 does not count the bytes of a SharedArrayBuffer as memory of any thread, so dropping large ones never starts a
 * garbage collection and the process grows without bound. We count them ourselves and ask for a collection; in a
 * worker, whose heap is small, that takes a few milliseconds.
 */
function requestCollection(): void {
  if (!collectGarbage) {
    setFlagsFromString('--expose_gc')
    collectGarbage = runInNewContext('gc') as () => void
  }
  collectGarbage()
}

/** Tells the accounting that this thread took hold of shared memory. */
export function noteSharedBytes(bytes: number): void {
  bytesSinceCollection += bytes
}

/** To be called where this thread has just let go of shared memory: between two calls, after an eviction. */
export function collectSharedGarbage(): void {
  if (bytesSinceCollection < COLLECT_AFTER_BYTES) return
  bytesSinceCollection = 0
  requestCollection()
}

/** @throws EngineError `MemoryError` when the memory is not there, before the operating system kills the server */
export function allocateShared(bytes: number): SharedArrayBuffer {
  if (bytes > LARGE_BYTES && bytes > freemem() * LARGEST_SHARE) {
    throw new EngineError(
      'MemoryError',
      `Not enough memory: you tried to allocate ${bytes} bytes (${(bytes / 2 ** 30).toFixed(2)} GiB).`
    )
  }
  noteSharedBytes(bytes)
  return new SharedArrayBuffer(bytes)
}
