import { CanvasPointer, LiteGraph, Reroute } from '@comfyorg/litegraph'
import { effectScope, watchEffect } from 'vue'
import type { Cancel } from '@/domain/time'
import type { useSettingStore } from '@/stores/settingStore'
import type { Settings } from '@/stores/settingStore'
import { SETTING_DEFAULTS } from '@/stores/settingStore'
import { showNodeMarks } from '../nodes/nodeMark'
import { showControlTime } from '../setup/translatedNames'
import { checkSpelling } from '../widgets/spelling'
import type { WorkflowCanvas } from './workflowCanvas'

const { HIDDEN_LINK, STRAIGHT_LINK, LINEAR_LINK, SPLINE_LINK } = LiteGraph
const LINK_MODES = new Set<unknown>([HIDDEN_LINK, STRAIGHT_LINK, LINEAR_LINK, SPLINE_LINK])

/** ComfyUI's name, which node packs' style sheets know. */
const TEXT_SIZE = '--comfy-textarea-font-size'

/** Holds the canvas to the user's settings, also when they change. What the server holds may be anything. */
export function followSettings(
  canvas: WorkflowCanvas,
  settings: ReturnType<typeof useSettingStore>
): Cancel {
  const scope = effectScope(true)
  scope.run(() => {
    watchEffect(() => {
      const mode = settings.getSetting('Comfy.LinkRenderMode')
      canvas.links_render_mode = LINK_MODES.has(mode)
        ? mode
        : SETTING_DEFAULTS['Comfy.LinkRenderMode']
      canvas.setDirty(true, true)
    })
    watchEffect(() => {
      const size = Number(settings.getSetting('Comfy.SnapToGrid.GridSize'))
      LiteGraph.CANVAS_GRID_SIZE = size >= 1 ? size : SETTING_DEFAULTS['Comfy.SnapToGrid.GridSize']
    })
    watchEffect(() => {
      const mode = settings.getSetting('Comfy.Canvas.NavigationMode')
      LiteGraph.canvasNavigationMode = mode === 'standard' ? 'standard' : 'legacy'
    })
    watchEffect(() => {
      const speed = Number(settings.getSetting('Comfy.Graph.ZoomSpeed'))
      canvas.zoom_speed = speed > 1 ? speed : SETTING_DEFAULTS['Comfy.Graph.ZoomSpeed']
    })
    watchEffect(() => {
      showNodeMarks(settings.getSetting('Comfy.NodeBadge.NodeLifeCycleBadgeMode') !== 'None')
      showControlTime(settings.getSetting('Comfy.WidgetControlMode') === 'before')
      canvas.setDirty(true)
    })
    watchEffect(() => {
      LiteGraph.alwaysSnapToGrid = settings.getSetting('pysssss.SnapToGrid') === true
    })
    followLook(canvas, settings)
    followPointer(canvas, settings)
  })
  return () => scope.stop()
}

type SettingStore = ReturnType<typeof useSettingStore>
type NumberKey = { [K in keyof Settings]: Settings[K] extends number ? K : never }[keyof Settings]

/** A number of the user's within what makes sense, else the default. */
function getNumber(settings: SettingStore, key: NumberKey, min: number, max: number): number {
  const value = Number(settings.getSetting(key))
  return value >= min && value <= max ? value : SETTING_DEFAULTS[key]
}

function followLook(canvas: WorkflowCanvas, settings: SettingStore): void {
  watchEffect(() => {
    canvas.show_info = settings.getSetting('Comfy.Graph.CanvasInfo') === true
    canvas.linkMarkerShape = getNumber(settings, 'Comfy.Graph.LinkMarkers', 0, 2)
    canvas.low_quality_zoom_threshold = getNumber(
      settings,
      'LiteGraph.Canvas.LowQualityRenderingZoomThreshold',
      0.1,
      1
    )
    Reroute.maxSplineOffset = getNumber(settings, 'LiteGraph.Reroute.SplineOffset', 0, 400)
    canvas.setDirty(true, true)
  })
  watchEffect(() => {
    canvas.nodeOpacity = getNumber(settings, 'Comfy.Node.Opacity', 0.01, 1)
    canvas.setDirty(true, true)
  })
  watchEffect(() => {
    const size = getNumber(settings, 'Comfy.TextareaWidget.FontSize', 8, 24)
    document.body.style.setProperty(TEXT_SIZE, `${size}px`)
  })
  watchEffect(() => checkSpelling(settings.getSetting('Comfy.TextareaWidget.Spellcheck') === true))
}

function followPointer(canvas: WorkflowCanvas, settings: SettingStore): void {
  const isOn = (key: keyof Settings) => settings.getSetting(key) !== false
  watchEffect(() => {
    canvas.dragZoomEnabled = isOn('Comfy.Graph.CtrlShiftZoom')
    LiteGraph.snap_highlights_node = isOn('Comfy.Node.SnapHighlightsNode')
    LiteGraph.middle_click_slot_add_default_node = isOn('Comfy.Node.MiddleClickRerouteNode')
    LiteGraph.context_menu_scaling = isOn('LiteGraph.ContextMenu.Scaling')
    CanvasPointer.bufferTime = getNumber(settings, 'Comfy.Pointer.ClickBufferTime', 0, 1000)
    CanvasPointer.maxClickDrift = getNumber(settings, 'Comfy.Pointer.ClickDrift', 0, 20)
    CanvasPointer.doubleClickTime = getNumber(settings, 'Comfy.Pointer.DoubleClickTime', 100, 1000)
  })
}
