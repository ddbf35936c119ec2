import type { Box } from '../execution/pictureLayout'
import { writeStyle } from './frames'

/** The elements over one node. */
export interface NodeMarks {
  /** Moves them to where the node is, in graph coordinates. */
  place(box: Box): void
  showProgress(progress: { readonly fraction: number; readonly percent: number } | null): void
  /** @param box within the node */
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
  let shown: HTMLImageElement | null = null
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
      const text = `${progress.percent} %`
      if (fill.style.transform === transform && percent.textContent === text) return
      fill.style.transform = transform
      percent.textContent = text
      onWrite()
    },
    showPicture(picture, box) {
      if (shown !== picture) {
        shown?.remove()
        shown = picture
        if (picture) {
          picture.className = 'node-live-preview'
          picture.alt = ''
          root.prepend(picture)
        }
        onWrite()
      }
      if (!picture) return
      writeStyle(picture, 'transform', `translate(${box.x}px, ${box.y}px)`)
      writeStyle(picture, 'width', `${box.width}px`)
      writeStyle(picture, 'height', `${box.height}px`)
    },
    remove() {
      shown?.remove()
      root.remove()
    }
  }
}

function makeElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.className = className
  return element
}
