import type { LabelKey } from '@/i18n/messageTypes'
import type { Settings } from '@/stores/settingStore'
import { NODE_SETTINGS } from './nodeSettings'
import type { OwnPage } from './settingPages'
import { WORKFLOW_SETTINGS } from './workflowSettings'

/** As `SettingField`, with names of messages for what people read. */
type OwnField =
  | { readonly kind: 'toggle' }
  | { readonly kind: 'own' }
  | {
      readonly kind: 'choice'
      readonly choices: readonly { readonly value: string | number; readonly label: LabelKey }[]
    }
  | {
      readonly kind: 'number' | 'slider'
      readonly min: number
      readonly max: number
      readonly step: number
    }

/** A setting of ours as the dialog shows it. */
export interface OwnSetting {
  readonly id: keyof Settings
  readonly page: OwnPage
  readonly group: LabelKey
  readonly label: LabelKey
  readonly hint?: LabelKey
  /** Other words that it is found by. */
  readonly words?: LabelKey
  /** `own`: a component of its own. */
  readonly field: OwnField
}

const TOGGLE: OwnField = { kind: 'toggle' }
const slider = (min: number, max: number, step: number): OwnField => ({
  kind: 'slider',
  min,
  max,
  step
})

/** ComfyUI's words for what a link that is let go does. */
const RELEASE: OwnField = {
  kind: 'choice',
  choices: [
    { value: 'search box', label: 'settings.releaseSearch' },
    { value: 'context menu', label: 'settings.releaseMenu' },
    { value: 'no action', label: 'settings.releaseNothing' }
  ]
}

/** In the order in which they are shown. */
export const OWN_SETTINGS: readonly OwnSetting[] = [
  {
    id: 'Comfy.Locale',
    page: 'general',
    group: 'common.language',
    label: 'common.language',
    words: 'settings.wordsLanguage',
    field: { kind: 'own' }
  },
  {
    id: 'Parallel.Notices.Page',
    page: 'general',
    group: 'settings.whenJobEnds',
    label: 'settings.pageNotices',
    hint: 'settings.pageNoticesHint',
    words: 'settings.wordsNotices',
    field: TOGGLE
  },
  {
    id: 'Parallel.Notices.System',
    page: 'general',
    group: 'settings.whenJobEnds',
    label: 'settings.systemNotices',
    hint: 'settings.systemNoticesHint',
    words: 'settings.wordsNotices',
    field: { kind: 'own' }
  },
  {
    id: 'Comfy.Workflow.ConfirmDelete',
    page: 'general',
    group: 'layout.workflows',
    label: 'settings.askBeforeDelete',
    hint: 'settings.askBeforeDeleteHint',
    field: TOGGLE
  },
  ...WORKFLOW_SETTINGS,
  {
    id: 'Comfy.Canvas.NavigationMode',
    page: 'canvas',
    group: 'settings.groupNavigation',
    label: 'settings.navigation',
    hint: 'settings.navigationHint',
    field: {
      kind: 'choice',
      choices: [
        { value: 'legacy', label: 'settings.navigationDrag' },
        { value: 'standard', label: 'settings.navigationSelect' }
      ]
    }
  },
  {
    id: 'Comfy.Graph.ZoomSpeed',
    page: 'canvas',
    group: 'settings.groupNavigation',
    label: 'settings.zoomSpeed',
    hint: 'settings.zoomSpeedHint',
    field: slider(1.01, 2.5, 0.01)
  },
  {
    id: 'Comfy.Graph.CtrlShiftZoom',
    page: 'canvas',
    group: 'settings.groupNavigation',
    label: 'settings.dragZoom',
    field: TOGGLE
  },
  {
    id: 'Comfy.LinkRenderMode',
    page: 'canvas',
    group: 'settings.groupLinks',
    label: 'settings.linkStyle',
    field: {
      kind: 'choice',
      choices: [
        { value: 0, label: 'settings.linksStraight' },
        { value: 1, label: 'settings.linksLinear' },
        { value: 2, label: 'settings.linksSpline' },
        { value: -1, label: 'settings.linksHidden' }
      ]
    }
  },
  {
    id: 'Comfy.Graph.LinkMarkers',
    page: 'canvas',
    group: 'settings.groupLinks',
    label: 'settings.linkMarkers',
    field: {
      kind: 'choice',
      choices: [
        { value: 0, label: 'settings.markerNone' },
        { value: 1, label: 'settings.markerCircle' },
        { value: 2, label: 'settings.markerArrow' }
      ]
    }
  },
  {
    id: 'Comfy.LinkRelease.Action',
    page: 'canvas',
    group: 'settings.groupLinks',
    label: 'settings.release',
    hint: 'settings.releaseHint',
    field: RELEASE
  },
  {
    id: 'Comfy.LinkRelease.ActionShift',
    page: 'canvas',
    group: 'settings.groupLinks',
    label: 'settings.releaseShift',
    field: RELEASE
  },
  {
    id: 'LiteGraph.Reroute.SplineOffset',
    page: 'canvas',
    group: 'settings.groupLinks',
    label: 'settings.rerouteOffset',
    hint: 'settings.rerouteOffsetHint',
    field: slider(0, 400, 5)
  },
  {
    id: 'Comfy.Node.SnapHighlightsNode',
    page: 'canvas',
    group: 'settings.groupLinks',
    label: 'settings.snapLink',
    hint: 'settings.snapLinkHint',
    field: TOGGLE
  },
  {
    id: 'Comfy.Node.MiddleClickRerouteNode',
    page: 'canvas',
    group: 'settings.groupLinks',
    label: 'settings.middleClick',
    field: TOGGLE
  },
  {
    id: 'pysssss.SnapToGrid',
    page: 'canvas',
    group: 'settings.groupGrid',
    label: 'settings.alwaysSnap',
    hint: 'settings.alwaysSnapHint',
    field: TOGGLE
  },
  {
    id: 'Comfy.SnapToGrid.GridSize',
    page: 'canvas',
    group: 'settings.groupGrid',
    label: 'settings.gridSize',
    field: slider(1, 500, 1)
  },
  {
    id: 'Comfy.Minimap.Visible',
    page: 'canvas',
    group: 'settings.groupShown',
    label: 'settings.minimap',
    field: TOGGLE
  },
  {
    id: 'Comfy.Graph.CanvasInfo',
    page: 'canvas',
    group: 'settings.groupShown',
    label: 'settings.canvasInfo',
    hint: 'settings.canvasInfoHint',
    field: TOGGLE
  },
  {
    id: 'LiteGraph.Canvas.LowQualityRenderingZoomThreshold',
    page: 'canvas',
    group: 'settings.groupShown',
    label: 'settings.lowQuality',
    hint: 'settings.lowQualityHint',
    field: slider(0.1, 1, 0.05)
  },
  {
    id: 'LiteGraph.ContextMenu.Scaling',
    page: 'canvas',
    group: 'settings.groupShown',
    label: 'settings.menuScaling',
    field: TOGGLE
  },
  ...NODE_SETTINGS,
  {
    id: 'Comfy.EditAttention.Delta',
    page: 'canvas',
    group: 'settings.groupNodes',
    label: 'settings.weightStep',
    hint: 'settings.weightStepHint',
    field: slider(0.01, 0.5, 0.01)
  },
  {
    id: 'Comfy.Pointer.ClickDrift',
    page: 'canvas',
    group: 'settings.groupPointer',
    label: 'settings.clickDrift',
    hint: 'settings.clickDriftHint',
    field: slider(0, 20, 1)
  },
  {
    id: 'Comfy.Pointer.ClickBufferTime',
    page: 'canvas',
    group: 'settings.groupPointer',
    label: 'settings.clickBuffer',
    hint: 'settings.clickBufferHint',
    field: slider(0, 1000, 25)
  },
  {
    id: 'Comfy.Pointer.DoubleClickTime',
    page: 'canvas',
    group: 'settings.groupPointer',
    label: 'settings.doubleClick',
    hint: 'settings.doubleClickHint',
    field: slider(100, 1000, 50)
  },
  {
    id: 'Comfy.ColorPalette',
    page: 'appearance',
    group: 'palettes.title',
    label: 'palettes.title',
    words: 'settings.wordsScheme',
    field: { kind: 'own' }
  },
  {
    id: 'Comfy.Sidebar.Location',
    page: 'appearance',
    group: 'settings.groupPage',
    label: 'settings.sidebarSide',
    field: {
      kind: 'choice',
      choices: [
        { value: 'left', label: 'settings.sideLeft' },
        { value: 'right', label: 'settings.sideRight' }
      ]
    }
  },
  {
    id: 'Comfy.Sidebar.Size',
    page: 'appearance',
    group: 'settings.groupPage',
    label: 'settings.sidebarSize',
    field: {
      kind: 'choice',
      choices: [
        { value: 'normal', label: 'settings.sidebarNormal' },
        { value: 'small', label: 'settings.sidebarSmall' }
      ]
    }
  },
  {
    id: 'Comfy.TextareaWidget.FontSize',
    page: 'appearance',
    group: 'settings.groupPage',
    label: 'settings.textSize',
    field: slider(8, 24, 1)
  },
  {
    id: 'Comfy.TextareaWidget.Spellcheck',
    page: 'appearance',
    group: 'settings.groupPage',
    label: 'settings.spellcheck',
    field: TOGGLE
  }
]
