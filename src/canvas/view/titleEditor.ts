import type { LGraphCanvas, LGraphGroup, LGraphNode } from '@comfyorg/litegraph'
import { t } from '@/i18n/translate'
import type { Cancel } from '@/domain/time'
import { changeGraph } from '../menus/changeGraph'
import { writeStyle } from '../overlay/frames'
import type { Titled, TitleTarget } from './titleTarget'
import { toTitleTarget } from './titleTarget'

/** A field in the place of a title. Enter, or a press elsewhere, takes the name over; Escape leaves the old one. */
export class TitleEditor {
  readonly #canvas: LGraphCanvas
  readonly #overlay: HTMLElement
  #target: TitleTarget | null = null
  #input: HTMLInputElement | null = null

  constructor(canvas: LGraphCanvas, overlay: HTMLElement) {
    this.#canvas = canvas
    this.#overlay = overlay
  }

  open(item: Titled): void {
    this.close()
    const target = toTitleTarget(item)
    const input = document.createElement('input')
    input.type = 'text'
    input.className = 'canvas-title-editor'
    input.setAttribute('aria-label', t('inspector.name'))
    input.dataset.testid = 'canvas-title-editor'
    input.value = target.title
    input.addEventListener('blur', () => this.#accept())
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close()
      else if (event.key === 'Enter') this.#accept()
      // What is typed is no command.
      event.stopPropagation()
    })
    this.#target = target
    this.#input = input
    this.#overlay.append(input)
    this.follow()
    input.focus()
    input.select()
  }

  /** The canvas was drawn: the field stays at its title. */
  follow(): void {
    const input = this.#input
    const target = this.#target
    if (!input || !target) return
    if (target.graph !== this.#canvas.graph) return this.close()
    const { x, y, width, height } = target.getBox()
    const { ds } = this.#canvas
    const [left = 0, top = 0] = ds.convertOffsetToCanvas([x, y])
    writeStyle(input, 'transform', `translate(${left}px, ${top}px)`)
    writeStyle(input, 'width', `${Math.max(60, width * ds.scale)}px`)
    writeStyle(input, 'height', `${Math.max(18, height * ds.scale)}px`)
    writeStyle(input, 'fontSize', `${Math.max(11, 14 * ds.scale)}px`)
  }

  close(): void {
    const input = this.#input
    if (!input) return
    const hadFocus = document.activeElement === input
    this.#input = null
    this.#target = null
    input.remove()
    if (hadFocus) this.#canvas.canvas.focus()
  }

  #accept(): void {
    const target = this.#target
    const title = this.#input?.value.trim() ?? ''
    this.close()
    if (target && title !== '' && title !== target.title)
      changeGraph(this.#canvas, () => target.rename(title))
  }
}

/** What LiteGraph tells of a double press. */
interface DoublePress {
  readonly subType: string
  readonly originalEvent: { readonly canvasY: number }
  readonly node?: LGraphNode
  readonly group?: LGraphGroup
}

const ASKED = 'canvas:rename'

/** Opens the field in the place of an item's title; a menu wants it, or a slot of a border was pressed twice. */
export function askTitle(canvas: LGraphCanvas, item: Titled): void {
  canvas.canvas.dispatchEvent(new CustomEvent(ASKED, { detail: item }))
}

/** The rest of a group is free canvas (followSearch.ts). */
export function isOnTitle(group: LGraphGroup, { canvasY }: { readonly canvasY: number }): boolean {
  return canvasY <= group.pos[1] + group.titleHeight
}

/** Double presses on the title of a node or a group rename it, and so do their menus. */
export function followTitles(element: HTMLCanvasElement, editor: TitleEditor): Cancel {
  const onCanvasEvent = (event: Event) => {
    const { detail } = event as CustomEvent<DoublePress>
    const { subType, node, group, originalEvent } = detail
    if (subType === 'group-double-click' && group && isOnTitle(group, originalEvent))
      editor.open(group)
    else if (subType === 'node-double-click' && node && originalEvent.canvasY < node.pos[1])
      editor.open(node)
  }
  const onAsked = ({ detail }: Event & { detail?: Titled }) => {
    if (detail) editor.open(detail)
  }
  element.addEventListener('litegraph:canvas', onCanvasEvent)
  element.addEventListener(ASKED, onAsked)
  return () => {
    element.removeEventListener('litegraph:canvas', onCanvasEvent)
    element.removeEventListener(ASKED, onAsked)
    editor.close()
  }
}
