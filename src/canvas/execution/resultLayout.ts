import type { LGraphNode } from '@comfyorg/litegraph'
import { getMediaKind } from '@/composables/viewer/viewerItem'
import type { Box } from './box'
import type { ResultView } from './resultView'
import { getResultView } from './resultView'
import { getWidgets } from '../widgets/widget'
import { CAPTION, GAP, getContentBottom } from './pictureLayout'

/** Height of a sound's player, in graph units. */
const SOUND_HEIGHT = 54
/** Of a text below pictures. */
const TEXT_HEIGHT = 90
/** Least share of a node's free height that pictures keep beside texts. */
const LEAST_SHARE = 0.5
/** Room for pictures that a node gets with its first one. */
export const PICTURE_HEIGHT = 220

/** Where each part of a node's result is, in the node's own coordinates. */
export interface ResultLayout {
  readonly pictures: Box
  readonly pairs: Box
  /** One for each player. */
  readonly players: readonly Box[]
  readonly texts: Box
}

/** Room below a node's widgets that its result would like to have; 0 for none. */
export function getWantedHeight(view: ResultView): number {
  const { pictures, pairs, players, texts } = view
  const sounds = players.filter(isSound).length
  const videos = players.length - sounds
  const large = Math.min(1, pictures.length) + Math.min(1, pairs.length) + videos
  return large * PICTURE_HEIGHT + sounds * SOUND_HEIGHT + (texts.length > 0 ? TEXT_HEIGHT : 0)
}

/** Some fields, such as texts of several lines, take all the height that they get. */
export function hasGrowingField(node: LGraphNode): boolean {
  return getWidgets(node).some(({ computeLayoutSize }) => computeLayoutSize)
}

/** Lays a node out as drawing it would: what its growing fields leave is known then. */
export function layOutFields(node: LGraphNode): void {
  if (!node.graph || !hasGrowingField(node)) return
  node._setConcreteSlots()
  node.arrange()
}

/** The part of a node below its widgets. */
export function getResultArea(node: LGraphNode): Box {
  const top = getContentBottom(node)
  const height = Math.max(0, node.size[1] - top - GAP - CAPTION)
  return { x: GAP, y: top, width: Math.max(0, node.size[0] - 2 * GAP), height }
}

/** The part of it that pictures have. */
export function getPictureArea(node: LGraphNode): Box {
  return layoutResult(node).pictures
}

/** Pictures, comparison and videos share the height that sounds and texts leave. */
export function layoutResult(node: LGraphNode): ResultLayout {
  const view = getResultView(node)
  const area = getResultArea(node)
  const videos = view.players.filter((file) => !isSound(file))
  const hasPairs = view.pairs.length > 0
  const hasPictures = view.pictures.length > 0 || listLarge(view) + view.texts.length === 0
  const large = Number(hasPictures) + Number(hasPairs) + videos.length
  const sounds = (view.players.length - videos.length) * SOUND_HEIGHT
  const free = Math.max(0, area.height - sounds)
  const texts = getTextHeight(view, free, large)
  const each = large > 0 ? (free - texts) / large : 0
  let y = area.y
  const take = (height: number): Box => {
    const box = { ...area, y, height }
    y += height
    return box
  }
  return {
    pictures: take(hasPictures ? each : 0),
    pairs: take(hasPairs ? each : 0),
    players: view.players.map((file) => take(isSound(file) ? SOUND_HEIGHT : each)),
    texts: take(texts)
  }
}

function listLarge({ pairs, players }: ResultView): number {
  return pairs.length + players.length
}

function getTextHeight({ texts }: ResultView, free: number, large: number): number {
  if (texts.length === 0) return 0
  return large > 0 ? Math.min(TEXT_HEIGHT, free * LEAST_SHARE) : free
}

function isSound(file: ResultView['players'][number]): boolean {
  return getMediaKind({ file }) === 'audio'
}
