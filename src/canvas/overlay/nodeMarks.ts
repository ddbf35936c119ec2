import type { Box } from '../execution/box'
import { makeElement, writeStyle } from './frames'

/** The elements over one node. */
export interface NodeMarks {
  /** Moves them to where the node is, in graph coordinates. */
  place(box: Box): void
  showProgress(progress: { readonly fraction: number; readonly percent: number } | null): void
  /** @param box within the node, which the picture fits into */
  showPicture(picture: HTMLImageElement | null, box: Box): void
  remove(): void
}

/** @param onWrite called for each change of what is shown */
export function createNodeMarks(layer: HTMLElement, onWrite: () => void): NodeMarks {
  const root = makeElement('div', 'node-marks')
  const bar = makeElement('div', 'node-bar')
  const fill = makeElement('div', 'node-bar-fill')
  const percent = makeElement('span', 'node-percent')
  bar.append(fill)
  const previews = createPreviews(root, onWrite)
  layer.append(root)
  return {
    place({ x, y, width, height }) {
      writeStyle(root, 'transform', `translate(${x}px, ${y}px)`)
      writeStyle(root, 'width', `${width}px`)
      writeStyle(root, 'height', `${height}px`)
    },
    showProgress(progress) {
      if (!progress) {
        bar.remove()
        percent.remove()
        return
      }
      if (!bar.isConnected) root.append(bar, percent)
      const transform = `scaleX(${progress.fraction})`
      const text = `${progress.percent}%`
      if (fill.style.transform === transform && percent.textContent === text) return
      fill.style.transform = transform
      percent.textContent = text
      onWrite()
    },
    showPicture: previews.show,
    remove() {
      previews.remove()
      root.remove()
    }
  }
}

/** One live preview after the other. */
function createPreviews(root: HTMLElement, onWrite: () => void) {
  let shown: HTMLImageElement | null = null
  /** What is to be shown once it is loaded. */
  let next: HTMLImageElement | null = null
  const swap = (picture: HTMLImageElement | null): void => {
    next = null
    if (shown === picture) return
    shown?.remove()
    if (shown && picture) picture.style.cssText = shown.style.cssText
    shown = picture
    if (picture) {
      picture.className = 'node-live-preview'
      picture.alt = ''
      // Shown with the very frame in which it takes the place of the one before.
      picture.decoding = 'sync'
      root.prepend(picture)
    }
    onWrite()
  }
  /** The one before stays until the new one can be seen: nothing flashes between two. */
  const swapWhenLoaded = (picture: HTMLImageElement): void => {
    if (next === picture) return
    next = picture
    picture.addEventListener('load', () => next === picture && swap(picture), { once: true })
  }
  return {
    show(picture: HTMLImageElement | null, { x, y, width, height }: Box): void {
      if (picture && shown && shown !== picture && !picture.complete) swapWhenLoaded(picture)
      else swap(picture)
      if (!shown) return
      writeStyle(shown, 'transform', `translate(${x}px, ${y}px)`)
      writeStyle(shown, 'width', `${width}px`)
      writeStyle(shown, 'height', `${height}px`)
    },
    remove(): void {
      next = null
      shown?.remove()
    }
  }
}
