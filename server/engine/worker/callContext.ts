import { encodePreview, PREVIEW_SIZE, type EncodedPreview } from '../codec/encodeImage'
import type { EngineFolders } from '../engine'
import type { NodeContext, PreviewPicture } from '../nodes/nodeType'
import { InterruptedError } from '../values/engineError'
import type { CallScene, WorkerNews } from './messages'
import { ProgressThrottle } from './progressThrottle'

/** What the contexts of a worker share. */
export interface WorkerSurroundings {
  readonly folders: EngineFolders
  readonly interruptFlag: Int32Array
}

async function encode(preview: PreviewPicture): Promise<EncodedPreview> {
  const { images, item = 0, isResult = false } = preview
  return encodePreview(images, item, preview.format ?? 'JPEG', isResult ? null : PREVIEW_SIZE)
}

/**
 * The contexts for all calls of one node: they share the throttle, and differ in the index of the call.
 *
 * @param tell hands news to the main thread
 */
export function createContexts(
  { folders, interruptFlag }: WorkerSurroundings,
  scene: CallScene,
  tell: (news: WorkerNews) => void
): (callIndex: number) => NodeContext {
  const throttle = new ProgressThrottle(() => performance.now())

  function throwIfInterrupted() {
    if (Atomics.load(interruptFlag, 0) !== 0) throw new InterruptedError()
  }

  async function progress(value: number, max: number, preview?: PreviewPicture) {
    throwIfInterrupted()
    const shown = preview && (scene.previewsWanted || preview.isResult === true)
    if (!throttle.isWanted(value, max, shown === true)) return
    const picture = shown ? await encode(preview) : null
    throwIfInterrupted()
    tell({ kind: 'progress', value, max, preview: picture })
  }

  return (callIndex) => ({
    ...scene,
    callIndex,
    folders,
    throwIfInterrupted,
    progress,
    text: (text) => tell({ kind: 'text', text }),
    sendEvent: (type, data, to) => tell({ kind: 'event', type, data, to })
  })
}
