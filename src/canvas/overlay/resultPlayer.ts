import type { LGraphNode } from '@comfyorg/litegraph'
import { getMediaKind } from '@/composables/viewer/viewerItem'
import type { OutputFile } from '@/domain/nodeOutput'
import { layoutResult } from '../execution/resultLayout'
import { makeElement } from './frames'
import type { ResultPart } from './resultElements'
import type { ResultContext } from './resultLayer'

export interface ResultPlayer extends ResultPart {
  isPlaying(): boolean
  stop(): void
}

/** The browser's own player of a video or a sound. Nothing of it is read before it is played, but its length. */
export function createPlayer(
  node: LGraphNode,
  file: OutputFile,
  index: number,
  { viewUrl }: ResultContext
): ResultPlayer {
  const isVideo = getMediaKind({ file }) === 'video'
  const element = makeElement(isVideo ? 'video' : 'audio', 'node-player')
  Object.assign(element, { controls: true, loop: isVideo, preload: 'metadata' })
  if (isVideo) Object.assign(element, { muted: true, playsInline: true })
  element.setAttribute('aria-label', file.filename)
  element.src = viewUrl(file)
  return {
    element,
    update: () => layoutResult(node).players[index] ?? null,
    isPlaying: () => !element.paused,
    stop() {
      element.pause()
      // The browser would go on reading the file.
      element.removeAttribute('src')
      element.load()
    }
  }
}
