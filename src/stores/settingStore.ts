import { defineStore } from 'pinia'
import type { ComputedRef } from 'vue'
import { computed, shallowReactive } from 'vue'
import type { Keybinding } from '@/domain/keybindings'
import type { BookmarkLooks } from '@/domain/nodeBookmarks'
import { choosePreferred, READER_TAGS } from '@/i18n/locales'

/** Keys as ComfyUI names them where the meaning is the same; ours begin with `Parallel.`. */
export interface Settings {
  /** Language of the interface, as a tag; those we have no words for are English. */
  'Comfy.Locale': string
  /** A palette's id; `system` for light or dark as the system has it. */
  'Comfy.ColorPalette': string
  /** Palettes of the user's own, by id. */
  'Comfy.CustomColorPalettes': Readonly<Record<string, unknown>>
  'Comfy.Workflow.ConfirmDelete': boolean
  /** Emptying a graph is asked about, though it can be undone. */
  'Comfy.ConfirmClear': boolean
  /** Exporting asks for the file's name. */
  'Comfy.PromptFilename': boolean
  /** `off`, or `after delay`: workflows that have a file are saved a while after an edit. */
  'Comfy.Workflow.AutoSave': string
  /** ms since the last edit. */
  'Comfy.Workflow.AutoSaveDelay': number
  /** Finished jobs that lists show. */
  'Comfy.Queue.MaxHistoryItems': number
  /** Figures of the graph in the canvas's corner. */
  'Comfy.Graph.CanvasInfo': boolean
  /** LiteGraph's numbers: 0 straight, 1 linear, 2 spline, -1 hidden. */
  'Comfy.LinkRenderMode': number
  /** `legacy`: the wheel zooms, a drag of free canvas moves the view; `standard`: the wheel moves, a drag selects. */
  'Comfy.Canvas.NavigationMode': string
  /** Factor of a notch of the wheel; more than 1. */
  'Comfy.Graph.ZoomSpeed': number
  'Comfy.Minimap.Visible': boolean
  /** LiteGraph's numbers: 0 none, 1 circle, 2 arrow. */
  'Comfy.Graph.LinkMarkers': number
  /** What happens when a link is let go on free canvas: `search box`, `context menu` or `no action`. */
  'Comfy.LinkRelease.Action': string
  /** The same with Shift. */
  'Comfy.LinkRelease.ActionShift': string
  /** Ctrl+Shift and a drag up or down zooms. */
  'Comfy.Graph.CtrlShiftZoom': boolean
  /** Below this scale details are left out; 0.1..1. */
  'LiteGraph.Canvas.LowQualityRenderingZoomThreshold': number
  /** A link that is dragged over a node snaps to the slot that fits, and marks it. */
  'Comfy.Node.SnapHighlightsNode': boolean
  /** A press of the middle button on a slot makes a reroute. */
  'Comfy.Node.MiddleClickRerouteNode': boolean
  /** Menus of nodes grow and shrink with the view. */
  'LiteGraph.ContextMenu.Scaling': boolean
  /** px of the graph from a reroute to where its curve bends. */
  'LiteGraph.Reroute.SplineOffset': number
  /** ms after a press in which a small move is none. */
  'Comfy.Pointer.ClickBufferTime': number
  /** px that a click may move and be no drag. */
  'Comfy.Pointer.ClickDrift': number
  /** ms between the two presses of a double click. */
  'Comfy.Pointer.DoubleClickTime': number
  /** How opaque the bodies of nodes are; 0.01..1. */
  'Comfy.Node.Opacity': number
  /** Where icon rail and sidebar are: `left` or `right`. */
  'Comfy.Sidebar.Location': string
  /** `small` leaves out the names of the icon rail. */
  'Comfy.Sidebar.Size': string
  /** px */
  'Comfy.TextareaWidget.FontSize': number
  /** How much more or less a part of a prompt counts with one press of Ctrl+↑ or Ctrl+↓. */
  'Comfy.EditAttention.Delta': number
  /** The browser marks what it takes for misspelt. */
  'Comfy.TextareaWidget.Spellcheck': boolean
  /** `after` a run, or `before` each but the first: when seeds go on to their next value. */
  'Comfy.WidgetControlMode': string
  /** Tips of nodes, slots and fields where the mouse rests. */
  'Comfy.EnableTooltips': boolean
  /** ms that the mouse rests before a tip shows. */
  'LiteGraph.Node.TooltipDelay': number
  /** `None`, or `Show all`: marks of types that are on trial or on their way out. */
  'Comfy.NodeBadge.NodeLifeCycleBadgeMode': string
  /** Which types lists and searches offer. */
  'Comfy.Node.ShowExperimental': boolean
  'Comfy.Node.ShowDeprecated': boolean
  /** Types for those who make nodes are offered too. */
  'Comfy.DevMode': boolean
  /** px of the graph; what is dragged with Shift snaps to it. */
  'Comfy.SnapToGrid.GridSize': number
  /** Everything that is dragged or added snaps, without Shift. */
  'pysssss.SnapToGrid': boolean
  /** Node types, and folders of them: `folder/`, `folder/NodeType`. */
  'Comfy.NodeLibrary.Bookmarks.V2': readonly string[]
  /** How folders of bookmarks look, by their path. */
  'Comfy.NodeLibrary.BookmarksCustomization': BookmarkLooks
  /** Keys the user gave to commands, and defaults the user took away; ComfyUI's form (`domain/keybindings.ts`). */
  'Comfy.Keybinding.NewBindings': readonly Keybinding[]
  'Comfy.Keybinding.UnsetBindings': readonly Keybinding[]
  /** System notification when a job ends and the page is hidden; only where the browser allows them. */
  'Parallel.Notices.System': boolean
  /** Notice in the page when a job ends. */
  'Parallel.Notices.Page': boolean
}

/** What holds where nobody chose. */
export const SETTING_DEFAULTS: Settings = {
  'Comfy.Locale': choosePreferred(READER_TAGS),
  'Comfy.ColorPalette': 'dark',
  'Comfy.CustomColorPalettes': {},
  'Comfy.Workflow.ConfirmDelete': true,
  'Comfy.ConfirmClear': true,
  'Comfy.PromptFilename': true,
  'Comfy.Workflow.AutoSave': 'off',
  'Comfy.Workflow.AutoSaveDelay': 1000,
  'Comfy.Queue.MaxHistoryItems': 10_000,
  'Comfy.Graph.CanvasInfo': false,
  'Comfy.LinkRenderMode': 2,
  'Comfy.Canvas.NavigationMode': 'legacy',
  'Comfy.Graph.ZoomSpeed': 1.1,
  'Comfy.Minimap.Visible': true,
  'Comfy.Graph.LinkMarkers': 1,
  'Comfy.LinkRelease.Action': 'search box',
  'Comfy.LinkRelease.ActionShift': 'context menu',
  'Comfy.Graph.CtrlShiftZoom': true,
  'LiteGraph.Canvas.LowQualityRenderingZoomThreshold': 0.6,
  'Comfy.Node.SnapHighlightsNode': true,
  'Comfy.Node.MiddleClickRerouteNode': true,
  'LiteGraph.ContextMenu.Scaling': true,
  'LiteGraph.Reroute.SplineOffset': 20,
  'Comfy.Pointer.ClickBufferTime': 150,
  'Comfy.Pointer.ClickDrift': 6,
  'Comfy.Pointer.DoubleClickTime': 300,
  'Comfy.Node.Opacity': 1,
  'Comfy.Sidebar.Location': 'left',
  'Comfy.Sidebar.Size': 'normal',
  'Comfy.TextareaWidget.FontSize': 11,
  'Comfy.TextareaWidget.Spellcheck': false,
  'Comfy.EditAttention.Delta': 0.05,
  'Comfy.WidgetControlMode': 'after',
  'Comfy.EnableTooltips': true,
  'LiteGraph.Node.TooltipDelay': 500,
  'Comfy.NodeBadge.NodeLifeCycleBadgeMode': 'Show all',
  'Comfy.Node.ShowExperimental': true,
  'Comfy.Node.ShowDeprecated': false,
  'Comfy.DevMode': false,
  'Comfy.SnapToGrid.GridSize': 10,
  'pysssss.SnapToGrid': false,
  'Comfy.NodeLibrary.Bookmarks.V2': [],
  'Comfy.NodeLibrary.BookmarksCustomization': {},
  'Comfy.Keybinding.NewBindings': [],
  'Comfy.Keybinding.UnsetBindings': [],
  'Parallel.Notices.System': true,
  'Parallel.Notices.Page': true
}

/** The user's settings: what the server holds, over our defaults. Unknown keys are kept for whoever wrote them. */
export const useSettingStore = defineStore('setting', () => {
  const values = shallowReactive<Record<string, unknown>>({})
  return {
    values: values as Readonly<Record<string, unknown>>,
    getSetting: <K extends keyof Settings>(key: K): Settings[K] => read(values, key),
    /** Value of any key, a node pack's too; undefined when nobody set it. */
    getValue: (key: string): unknown => values[key],
    applySettings: (loaded: Readonly<Record<string, unknown>>) =>
      void Object.assign(values, loaded),
    /** What isn't among these is what nobody chose. */
    replaceSettings(loaded: Readonly<Record<string, unknown>>): void {
      for (const key of Object.keys(values)) if (!Object.hasOwn(loaded, key)) delete values[key]
      Object.assign(values, loaded)
    },
    useSetting: <K extends keyof Settings>(key: K): ComputedRef<Settings[K]> =>
      computed(() => read(values, key))
  }
})

/** What was set, unless it is of a kind that nobody could work with: settings may come from anybody. */
function read<K extends keyof Settings>(
  values: Readonly<Record<string, unknown>>,
  key: K
): Settings[K] {
  const value = values[key]
  const otherwise = SETTING_DEFAULTS[key]
  return isUsable(value, otherwise) ? (value as Settings[K]) : otherwise
}

/** Readers of numbers and switches look for themselves: servers hold `"8"` for 8. */
function isUsable(value: unknown, otherwise: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof otherwise === 'string') return typeof value === 'string'
  return typeof otherwise !== 'object' || Array.isArray(value) === Array.isArray(otherwise)
}
