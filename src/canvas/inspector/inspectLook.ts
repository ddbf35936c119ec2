import type { LGraphNode } from '@comfyorg/litegraph'
import { LGraphCanvas, LGraphEventMode, LGraphGroup, RenderShape } from '@comfyorg/litegraph'
import type { InspectedLook, NodeMode, NodeShape } from '@/composables/canvas/canvasInspector'

/** What can have a colour. */
type Coloured = LGraphNode | LGraphGroup

const MODES: Readonly<Record<NodeMode, LGraphEventMode>> = {
  always: LGraphEventMode.ALWAYS,
  mute: LGraphEventMode.NEVER,
  bypass: LGraphEventMode.BYPASS
}
const SHAPES: Readonly<Record<Exclude<NodeShape, 'default'>, RenderShape>> = {
  box: RenderShape.BOX,
  round: RenderShape.ROUND,
  card: RenderShape.CARD
}

/** The value that all have; undefined where they differ. */
function getShared<T, V>(items: readonly T[], read: (item: T) => V): V | undefined {
  const [first, ...others] = items
  if (first === undefined) return undefined
  const value = read(first)
  return others.every((item) => read(item) === value) ? value : undefined
}

/** Name of a colour in the palette; `custom` for another, null for none. */
function getColour(item: Coloured): string | null {
  const { color, bgcolor } = item as { color?: string; bgcolor?: string }
  if (color === undefined && bgcolor === undefined) return null
  const isGroup = item instanceof LGraphGroup
  for (const [name, option] of Object.entries(LGraphCanvas.node_colors))
    if (
      isGroup ? option.groupcolor === color : option.color === color && option.bgcolor === bgcolor
    )
      return name
  return 'custom'
}

function getMode(node: LGraphNode): NodeMode {
  if (node.mode === LGraphEventMode.NEVER) return 'mute'
  return node.mode === LGraphEventMode.BYPASS ? 'bypass' : 'always'
}

function getShape({ shape }: LGraphNode): NodeShape {
  const found = Object.entries(SHAPES).find(([, value]) => value === shape)
  return (found?.[0] as NodeShape | undefined) ?? 'default'
}

/** What nodes and groups have in common. */
export function inspectLook(
  nodes: readonly LGraphNode[],
  groups: readonly LGraphGroup[]
): InspectedLook {
  return {
    mode: getShared(nodes, getMode),
    colour: getShared<Coloured, string | null>([...nodes, ...groups], getColour),
    shape: getShared(nodes, getShape),
    isCollapsed: getShared(nodes, ({ flags }) => flags.collapsed === true),
    isPinned: getShared<Coloured, boolean>([...nodes, ...groups], ({ pinned }) => pinned)
  }
}

/** Colours that can be chosen. */
export function listColours(): { name: string; colour: string }[] {
  return Object.entries(LGraphCanvas.node_colors).map(([name, { groupcolor }]) => ({
    name,
    colour: groupcolor
  }))
}

/** Gives nodes and groups what is named; the rest stays. */
export function applyLook(
  nodes: readonly LGraphNode[],
  groups: readonly LGraphGroup[],
  look: Partial<InspectedLook>
): void {
  const { mode, colour, shape, isCollapsed, isPinned } = look
  if (colour !== undefined) {
    const option = colour === null ? null : (LGraphCanvas.node_colors[colour] ?? null)
    for (const item of [...nodes, ...groups]) item.setColorOption(option)
  }
  if (isPinned !== undefined) for (const item of [...nodes, ...groups]) item.pin(isPinned)
  for (const node of nodes) {
    if (mode !== undefined) node.mode = MODES[mode]
    if (shape !== undefined) Object.assign(node, { shape })
    if (isCollapsed !== undefined && Boolean(node.flags.collapsed) !== isCollapsed) node.collapse()
  }
}
