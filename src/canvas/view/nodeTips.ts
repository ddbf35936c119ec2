import type { INodeInputSlot, INodeOutputSlot, LGraphNode } from '@comfyorg/litegraph'
import { LiteGraph } from '@comfyorg/litegraph'
import type { Cancel, Clock } from '@/domain/time'
import { getInputWord, getNodeDescription, getOutputWord } from '@/i18n/packWords'
import { t } from '@/i18n/translate'
import type { useSettingStore } from '@/stores/settingStore'
import { SETTING_DEFAULTS } from '@/stores/settingStore'
import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import { MissingNode } from '../nodes/missingNode'
import { findEntry } from '../nodes/nodeState'
import type { ComfyWidget } from '../widgets/widget'
import type { WorkflowCanvas } from './workflowCanvas'

/** px from the pointer to its tip, and from the tip to the page's edge. */
const GAP = 14
const EDGE = 8

/** Tells of what the mouse rests on: a node by its title, an input, an output, a field. */
export function followTips(
  canvas: WorkflowCanvas,
  parent: HTMLElement,
  settings: ReturnType<typeof useSettingStore>,
  clock: Clock
): Cancel {
  const tip = document.createElement('div')
  tip.className = 'canvas-tip'
  tip.setAttribute('role', 'tooltip')
  let pending: Cancel | null = null
  const hide = (): void => {
    pending?.()
    pending = null
    tip.remove()
  }
  const onMove = (event: PointerEvent): void => {
    hide()
    if (event.pointerType !== 'mouse' || event.buttons !== 0) return
    if (settings.getSetting('Comfy.EnableTooltips') !== true || !isOnGraph(canvas, event)) return
    pending = clock.after(getDelay(settings), () => {
      const text = describeAt(canvas, event)
      if (text) show(tip, text, event)
    })
  }
  const listeners = {
    pointermove: onMove,
    pointerdown: hide,
    pointerleave: hide,
    wheel: hide,
    keydown: hide
  } as const
  for (const [type, listener] of Object.entries(listeners))
    parent.addEventListener(type, listener as EventListener, { capture: true, passive: true })
  return () => {
    hide()
    for (const [type, listener] of Object.entries(listeners))
      parent.removeEventListener(type, listener as EventListener, true)
  }
}

/** Over the canvas, or a field that lies over it; what else lies there has tips of its own. */
function isOnGraph(canvas: WorkflowCanvas, { target }: PointerEvent): boolean {
  if (target === canvas.canvas) return true
  return target instanceof Element && target.closest('.canvas-widgets') !== null
}

function getDelay(settings: ReturnType<typeof useSettingStore>): number {
  const delay = Number(settings.getSetting('LiteGraph.Node.TooltipDelay'))
  return delay >= 0 ? delay : SETTING_DEFAULTS['LiteGraph.Node.TooltipDelay']
}

function show(tip: HTMLElement, text: string, { clientX, clientY }: PointerEvent): void {
  tip.textContent = text
  document.body.append(tip)
  const { width, height } = tip.getBoundingClientRect()
  const fitsBelow = clientY + GAP + height + EDGE <= window.innerHeight
  const left = Math.min(clientX + GAP, window.innerWidth - width - EDGE)
  const top = fitsBelow ? clientY + GAP : clientY - GAP - height
  tip.style.transform = `translate(${Math.max(EDGE, left)}px, ${Math.max(EDGE, top)}px)`
}

/** What there is to say of a point of the page; empty for nothing. */
function describeAt(canvas: WorkflowCanvas, { clientX, clientY }: PointerEvent): string {
  const { left, top } = canvas.canvas.getBoundingClientRect()
  const [x = 0, y = 0] = canvas.ds.convertCanvasToOffset([clientX - left, clientY - top])
  const node = canvas.graph?.getNodeOnPos(x, y, canvas.visible_nodes)
  return node ? describePart(node, x, y) : ''
}

/** @param x of the graph, as `y` */
export function describePart(node: LGraphNode, x: number, y: number): string {
  if (y < node.pos[1]) return describeNode(node)
  if (node.flags.collapsed) return ''
  const output = node.getOutputOnPos([x, y])
  if (output) return describeOutput(node, output)
  const widget = node.getWidgetOnPos(x, y, true) as ComfyWidget | undefined
  const input = node.getInputOnPos([x, y])
  if (input && !input.widget) return describeInput(node, input)
  if (widget) return getInputWord(node.type, widget.name, 'tooltip') ?? widget.tooltip ?? ''
  return input ? describeInput(node, input) : ''
}

function describeNode(node: Defined): string {
  if (node instanceof MissingNode) return t('nodes.unknownType', { type: node.type })
  return getNodeDescription(node.type) ?? node.nodeData?.description ?? ''
}

/** Slots of a document carry no words; the definition has them. */
function describeInput(node: LGraphNode, { name, type }: INodeInputSlot): string {
  const told = findEntry(node, name)?.spec.options.tooltip
  return join(type, getInputWord(node.type, name, 'tooltip') ?? told)
}

function describeOutput(node: Defined, slot: INodeOutputSlot): string {
  const place = node.outputs.indexOf(slot)
  const told = node.nodeData?.output_tooltips?.[place]
  return join(slot.type, getOutputWord(node.type, place, 'tooltip') ?? told)
}

interface Defined extends LGraphNode {
  readonly nodeData?: NodeDefinitionWire
}

/** The type stands on no slot. */
function join(type: unknown, text: unknown): string {
  const isAny = type === '*' || type === 0 || type === LiteGraph.EVENT
  const words = typeof text === 'string' ? text : ''
  return [isAny ? t('nodes.anyType') : String(type), words].filter(Boolean).join('\n')
}
