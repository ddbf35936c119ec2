import { LGraphNode, LiteGraph } from '@comfyorg/litegraph'
import { mendGroupMenu } from '../menus/groupMenu'
import { keepUnknownNodes } from '../nodes/createNode'
import { registerVirtualNodes } from '../nodes/registerVirtualNodes'
import type { DomWidgetOptions } from '../widgets/domWidget'
import { addDomWidget } from '../widgets/domWidget'
import { replaceNumberEditor } from '../widgets/numberWidgets'
import { makeContextMenuCallable } from './contextMenu'
import { drawLessFromAfar } from './farNodes'
import { guardGraphlessNodes } from './graphlessGuards'
import { layOutVisibleWidgets } from './hiddenWidgets'
import { showLinkedValues } from './linkedValues'
import { keepRoomForResults } from './resultRoom'
import { showTranslatedNames } from './translatedNames'

let isSetUp = false

/** Prepares LiteGraph's global objects, once per page and before node packs load (docs/litegraph.md, the traps). */
export function setupLiteGraph(): void {
  if (isSetUp) return
  isSetUp = true
  applyHabits()
  makeContextMenuCallable()
  mendGroupMenu()
  guardGraphlessNodes()
  keepRoomForResults()
  layOutVisibleWidgets()
  drawLessFromAfar()
  replaceNumberEditor()
  keepUnknownNodes()
  registerVirtualNodes()
  showTranslatedNames()
  showLinkedValues()
  Object.assign(LGraphNode.prototype, {
    // Bars lie over the canvas, so that a step of progress draws nothing.
    drawProgressBar() {},
    addDOMWidget(
      this: LGraphNode,
      name: string,
      type: string,
      element: HTMLElement,
      options?: DomWidgetOptions
    ) {
      return addDomWidget(this, name, type, element, options)
    }
  })
}

/** Where ComfyUI's ways differ from LiteGraph's. */
function applyHabits(): void {
  Object.assign(LiteGraph, {
    alt_drag_do_clone_nodes: true,
    ctrl_alt_click_do_break_link: true,
    middle_click_slot_add_default_node: true,
    // The page has a search of its own (followSearch.ts).
    release_link_on_empty_shows_menu: false,
    dialog_close_on_mouse_leave: false,
    search_hide_on_mouse_leave: false,
    search_filter_enabled: false,
    context_menu_scaling: true,
    // The view is part of a document (`extra.ds`), and written by us: LiteGraph would give every graph the canvas's.
    saveViewportWithGraph: false,
    // Node packs ask; this is the classic canvas.
    vueNodesMode: false,
    NODE_BYPASS_BGCOLOR: '#FF00FF',
    NODE_FONT: "'Inter Variable', Inter, Arial, sans-serif",
    GROUP_FONT: "'Inter Variable', Inter, Arial, sans-serif"
  })
  LGraphNode.keepAllLinksOnBypass = true
}
