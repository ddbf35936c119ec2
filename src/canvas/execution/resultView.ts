import type { LGraphNode } from '@comfyorg/litegraph'
import { getMediaKind } from '@/composables/viewer/viewerItem'
import type { NodeOutput, OutputFile } from '@/domain/nodeOutput'
import { getOutputFiles, isOutputFile } from '@/domain/nodeOutput'

/** Two pictures to compare; a list may be shorter than the other. */
export interface ComparedPair {
  readonly a: OutputFile | null
  readonly b: OutputFile | null
}

/** What a node shows of a result, sorted by how it is shown. */
export interface ResultView {
  readonly pictures: readonly OutputFile[]
  /** Which of the pictures are animations. */
  readonly moving: ReadonlySet<number>
  /** Pictures to compare, in the place of a grid. */
  readonly pairs: readonly ComparedPair[]
  /** Videos and sounds. */
  readonly players: readonly OutputFile[]
  /** Texts, and what is of a kind that nobody knows, as text. */
  readonly texts: readonly string[]
}

export const EMPTY_VIEW: ResultView = {
  pictures: [],
  moving: new Set(),
  pairs: [],
  players: [],
  texts: []
}

/** Who shows what: a pack's node takes its result itself, and some nodes have a field for their text. */
export interface ResultTakers {
  readonly isOwnDisplay: boolean
  readonly hasTextField: boolean
}

/** Kinds whose files ComfyUI's nodes make; a pack that takes its result itself shows all others. */
const CORE_KINDS = new Set(['images', 'audio', 'video', 'videos'])
const TEXT_KINDS = new Set(['text', 'string'])
const COMPARED = ['a_images', 'b_images'] as const
/** More of a text than anybody reads in a node. */
const LONGEST_TEXT = 20_000

/** Sorts the files and values of a result by how a node shows them. */
export function readResult(output: NodeOutput, takers: ResultTakers): ResultView {
  const pairs = takers.isOwnDisplay ? [] : listPairs(output)
  const files = getOutputFiles(output)
    .filter(({ kind }) => pairs.length === 0 || !COMPARED.includes(kind as never))
    .filter(({ kind, file }) => !takers.isOwnDisplay || CORE_KINDS.has(kind) || isShown(file))
  const pictures = files.filter(({ file }) => getMediaKind({ file }) === 'image')
  const players = files.filter(
    ({ kind, file }) =>
      ['video', 'audio'].includes(getMediaKind({ file })) &&
      (!takers.isOwnDisplay || CORE_KINDS.has(kind))
  )
  return {
    pictures: pictures.map(({ file }) => file),
    moving: new Set(
      pictures.flatMap(({ kind, file }, index) => (isMoving(output, kind, file) ? [index] : []))
    ),
    pairs,
    players: players.map(({ file }) => file),
    texts: takers.isOwnDisplay ? [] : listTexts(output, takers.hasTextField)
  }
}

function isShown(file: OutputFile): boolean {
  return getMediaKind({ file }) === 'image'
}

/** `animated` has one mark for each file, or one for all. */
function isMoving(output: NodeOutput, kind: string, { filename }: OutputFile): boolean {
  if (kind === 'gifs' || /\.gif$/i.test(filename)) return true
  const { animated } = output
  return kind === 'images' && Array.isArray(animated) && animated.includes(true)
}

function listPairs(output: NodeOutput): ComparedPair[] {
  const [a = [], b = []] = COMPARED.map((kind) => {
    const files = output[kind]
    return Array.isArray(files) ? files.filter(isOutputFile) : []
  })
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => ({
    a: a[index] ?? null,
    b: b[index] ?? null
  }))
}

function listTexts(output: NodeOutput, hasTextField: boolean): string[] {
  return Object.entries(output).flatMap(([kind, value]) => {
    // `animated` only says how the pictures are.
    if (kind === 'animated' || value === null || value === undefined) return []
    const items: unknown[] = Array.isArray(value) ? value : [value]
    if (TEXT_KINDS.has(kind)) return hasTextField ? [] : items.map(toShownText)
    const files = items.filter(isOutputFile)
    const unseen = files.filter((file) => getMediaKind({ file }) === 'other')
    if (files.length > 0) return unseen.map(({ filename }) => `${kind}: ${filename}`)
    return items.length > 0 ? [`${kind}: ${toShownText(value)}`] : []
  })
}

function toShownText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text
}

/** All files of a view, in the order in which they are shown. */
export function listViewFiles({ pictures, pairs, players }: ResultView): OutputFile[] {
  const compared = pairs.flatMap(({ a, b }) => [a, b].filter((file) => file !== null))
  return [...pictures, ...compared, ...players]
}

const views = new WeakMap<LGraphNode, ResultView>()

/** What a node shows now; an empty view while a live preview is in its place. */
export function getResultView(node: LGraphNode): ResultView {
  return views.get(node) ?? EMPTY_VIEW
}

export function setResultView(node: LGraphNode, view: ResultView): void {
  if (view === EMPTY_VIEW) views.delete(node)
  else views.set(node, view)
}

const sliders = new WeakMap<LGraphNode, number>()

/** Where the edge between two compared pictures is, in percent from the left. */
export function getSlider(node: LGraphNode): number {
  return sliders.get(node) ?? 50
}

export function setSlider(node: LGraphNode, percent: number): void {
  sliders.set(node, Math.round(Math.min(100, Math.max(0, percent))))
}
