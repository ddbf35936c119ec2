import { CanvasPointer, LiteGraph, Reroute } from '@comfyorg/litegraph'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { followSpelling } from '@/canvas/widgets/spelling'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'
import { useSettingStore } from '@/stores/settingStore'

let harness: RoomHarness
beforeEach(async () => {
  harness = await createRoomHarness()
})
afterEach(() => harness.dispose())

const read = () => ({
  info: harness.canvas.show_info,
  marker: harness.canvas.linkMarkerShape,
  details: harness.canvas.low_quality_zoom_threshold,
  dragZoom: harness.canvas.dragZoomEnabled,
  bend: Reroute.maxSplineOffset,
  snap: LiteGraph.snap_highlights_node,
  middle: LiteGraph.middle_click_slot_add_default_node,
  menus: LiteGraph.context_menu_scaling,
  clicks: [
    CanvasPointer.bufferTime,
    CanvasPointer.maxClickDrift,
    CanvasPointer.doubleClickTime
  ] as const,
  opacity: harness.canvas.nodeOpacity,
  text: document.body.style.getPropertyValue('--comfy-textarea-font-size')
})

it('holds canvas and clicks to the settings, and to the defaults where a value makes no sense', async () => {
  const { applySettings } = useSettingStore()
  const before = read()
  applySettings({
    'Comfy.Graph.CanvasInfo': true,
    'Comfy.Graph.LinkMarkers': 2,
    'LiteGraph.Canvas.LowQualityRenderingZoomThreshold': 0.3,
    'Comfy.Graph.CtrlShiftZoom': false,
    'LiteGraph.Reroute.SplineOffset': 80,
    'Comfy.Node.SnapHighlightsNode': false,
    'Comfy.Node.MiddleClickRerouteNode': false,
    'LiteGraph.ContextMenu.Scaling': false,
    'Comfy.Pointer.ClickBufferTime': 400,
    'Comfy.Pointer.ClickDrift': 12,
    'Comfy.Pointer.DoubleClickTime': 500,
    'Comfy.TextareaWidget.FontSize': 16,
    'Comfy.Node.Opacity': 0.4
  })
  await nextTick()
  expect(read()).toEqual({
    info: true,
    marker: 2,
    details: 0.3,
    dragZoom: false,
    bend: 80,
    snap: false,
    middle: false,
    menus: false,
    clicks: [400, 12, 500],
    opacity: 0.4,
    text: '16px'
  })
  applySettings({
    'Comfy.Graph.CanvasInfo': 'x',
    'Comfy.Graph.LinkMarkers': 9,
    'LiteGraph.Canvas.LowQualityRenderingZoomThreshold': 'x',
    'Comfy.Graph.CtrlShiftZoom': null,
    'LiteGraph.Reroute.SplineOffset': -1,
    'Comfy.Node.SnapHighlightsNode': null,
    'Comfy.Node.MiddleClickRerouteNode': null,
    'LiteGraph.ContextMenu.Scaling': null,
    'Comfy.Pointer.ClickBufferTime': {},
    'Comfy.Pointer.ClickDrift': 99,
    'Comfy.Pointer.DoubleClickTime': 'soon',
    'Comfy.TextareaWidget.FontSize': 400,
    'Comfy.Node.Opacity': 0
  })
  await nextTick()
  expect(read()).toEqual(before)
})

it('the browser checks the spelling of texts where the user wants that, from the next time they are written in', async () => {
  const field = document.createElement('textarea')
  followSpelling(field)
  expect(field.spellcheck).toBe(false)
  useSettingStore().applySettings({ 'Comfy.TextareaWidget.Spellcheck': true })
  await nextTick()
  field.dispatchEvent(new Event('focus'))
  expect(field.spellcheck).toBe(true)
  useSettingStore().applySettings({ 'Comfy.TextareaWidget.Spellcheck': 'x' })
  await nextTick()
  field.dispatchEvent(new Event('focus'))
  expect(field.spellcheck).toBe(false)
})
