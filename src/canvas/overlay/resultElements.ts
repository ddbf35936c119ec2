import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import type { Box } from '../execution/box'
import { layoutPictures } from '../execution/drawPictures'
import type { PictureNode } from '../execution/pictureNode'
import { layoutResult } from '../execution/resultLayout'
import type { ResultView } from '../execution/resultView'
import { makeClip } from './clipCovered'
import { createComparison } from './comparison'
import { makeElement, writeStyle } from './frames'
import { openMenuOn, passToCanvas, selectWith } from './passToCanvas'
import { createPictureBar } from './pictureBar'
import { createPlayer } from './resultPlayer'
import type { ResultContext } from './resultLayer'

/** The elements of one node's result. */
export interface ResultElements {
  readonly view: ResultView
  readonly root: HTMLElement
  /** Moves them to where the node and its parts are. @param covers boxes that lie over it, in graph coordinates */
  place(covers: readonly Box[]): void
  hide(): void
  isPlaying(): boolean
  dispose(): void
}

/** A part of a result, laid into its box. */
export interface ResultPart {
  readonly element: HTMLElement
  /** Brings it up to date with the node. @returns its box in the node's coordinates; null when it isn't shown */
  update(): Box | null
}

export function createResultElements(
  canvas: LGraphCanvas,
  node: LGraphNode,
  view: ResultView,
  context: ResultContext
): ResultElements {
  const root = makeElement('div', 'node-result')
  const players = view.players.map((file, index) => createPlayer(node, file, index, context))
  const parts: readonly ResultPart[] = [
    ...[...view.moving].map((index) => createMoving(node, view, index, context)),
    ...(view.pairs.length > 0 ? [createComparison(node, view.pairs, context)] : []),
    ...players,
    ...(view.texts.length > 0 ? [createTexts(node, view.texts)] : []),
    ...(Math.max(view.pictures.length, view.pairs.length) > 1 ? [createPictureBar(node, view)] : [])
  ]
  for (const { element } of parts) {
    root.append(element)
    if (element.classList.contains('is-still')) continue
    passToCanvas(element, canvas)
    openMenuOn(element, canvas, node)
    for (const type of ['focus', 'click']) selectWith(element, type, canvas, node)
  }
  return {
    view,
    root,
    place: (covers) => placeParts(node, root, parts, covers),
    hide: () => writeStyle(root, 'display', 'none'),
    isPlaying: () => players.some((player) => player.isPlaying()),
    dispose: () => players.forEach((player) => player.stop())
  }
}

function placeParts(
  node: LGraphNode,
  root: HTMLElement,
  parts: readonly ResultPart[],
  covers: readonly Box[]
): void {
  writeStyle(root, 'display', '')
  for (const { element, update } of parts) {
    const box = update()
    writeStyle(element, 'display', box && box.width > 0 && box.height > 0 ? '' : 'none')
    if (!box) continue
    const { width, height } = box
    const [x, y] = [node.pos[0] + box.x, node.pos[1] + box.y]
    writeStyle(element, 'transform', `translate(${x}px, ${y}px)`)
    writeStyle(element, 'width', `${width}px`)
    writeStyle(element, 'height', `${height}px`)
    writeStyle(element, 'clipPath', makeClip({ x, y, width, height }, covers))
  }
}

/** An animation over the first frame of it that the canvas draws; clicks go through to the canvas. */
function createMoving(
  node: LGraphNode,
  view: ResultView,
  index: number,
  { viewUrl }: ResultContext
): ResultPart {
  const element = makeElement('img', 'node-animation is-still')
  element.alt = ''
  element.src = viewUrl(view.pictures[index]!)
  return {
    element,
    update: () => layoutPictures(node as PictureNode)[index] ?? null
  }
}

function createTexts(node: LGraphNode, texts: readonly string[]): ResultPart {
  const element = makeElement('pre', 'node-text')
  element.tabIndex = 0
  element.textContent = texts.join('\n')
  return { element, update: () => layoutResult(node).texts }
}
