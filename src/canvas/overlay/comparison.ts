import type { LGraphNode } from '@comfyorg/litegraph'
import type { OutputFile } from '@/domain/nodeOutput'
import { t } from '@/i18n/translate'
import type { PictureNode } from '../execution/pictureNode'
import { layoutResult } from '../execution/resultLayout'
import type { ComparedPair } from '../execution/resultView'
import { getSlider, setSlider } from '../execution/resultView'
import { makeElement } from './frames'
import type { ResultPart } from './resultElements'
import type { ResultContext } from './resultLayer'

const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -2,
  ArrowRight: 2,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100
}

/** Two pictures over each other; an edge that is dragged, or moved by arrow keys, shows more of one or the other. */
export function createComparison(
  node: PictureNode,
  pairs: readonly ComparedPair[],
  context: ResultContext
): ResultPart {
  const element = makeElement('div', 'node-comparison')
  const [below, above] = [makeElement('img', 'compared-b'), makeElement('img', 'compared-a')]
  const handle = makeElement('div', 'compared-handle')
  element.append(below, above, handle)
  const show = (): void => {
    const percent = getSlider(node)
    above.style.clipPath = `inset(0 ${100 - percent}% 0 0)`
    handle.style.left = `${percent}%`
    handle.setAttribute('aria-valuenow', String(percent))
  }
  const move = (percent: number): void => {
    setSlider(node, percent)
    show()
  }
  describeHandle(handle)
  followPointer(element, move)
  handle.addEventListener('keydown', (event) => {
    const step = KEYS[event.key]
    if (step === undefined) return
    move(getSlider(node) + step)
    event.preventDefault()
    event.stopPropagation()
  })
  show()
  return {
    element,
    update() {
      const pair = pairs[node.imageIndex ?? 0] ?? pairs[0]
      showPicture(above, pair?.a ?? null, context)
      showPicture(below, pair?.b ?? null, context)
      handle.hidden = !pair?.a || !pair.b
      if (handle.hidden) above.style.clipPath = ''
      return layoutResult(node as LGraphNode).pairs
    }
  }
}

function describeHandle(handle: HTMLElement): void {
  handle.tabIndex = 0
  const attributes = {
    role: 'slider',
    'aria-label': t('viewer.compareSlider'),
    'aria-orientation': 'horizontal',
    'aria-valuemin': '0',
    'aria-valuemax': '100'
  }
  for (const [name, value] of Object.entries(attributes)) handle.setAttribute(name, value)
}

function followPointer(element: HTMLElement, move: (percent: number) => void): void {
  const follow = ({ clientX }: PointerEvent): void => {
    const { left, width } = element.getBoundingClientRect()
    if (width > 0) move(((clientX - left) / width) * 100)
  }
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    event.preventDefault()
    element.setPointerCapture(event.pointerId)
    element.querySelector<HTMLElement>('.compared-handle')?.focus()
    follow(event)
  })
  element.addEventListener('pointermove', (event) => {
    if (element.hasPointerCapture(event.pointerId) && event.buttons & 1) follow(event)
  })
}

function showPicture(
  picture: HTMLImageElement,
  file: OutputFile | null,
  { viewUrl }: ResultContext
): void {
  const url = file ? viewUrl(file) : ''
  if (picture.dataset.url === url) return
  picture.dataset.url = url
  picture.hidden = url === ''
  picture.alt = file?.filename ?? ''
  picture.draggable = false
  if (url) picture.src = url
}
