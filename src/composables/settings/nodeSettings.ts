import type { OwnSetting } from './ownSettings'

const COMMON = { page: 'canvas', group: 'settings.groupNodes' } as const

/** What nodes show and do, and which are offered. */
export const NODE_SETTINGS: readonly OwnSetting[] = [
  {
    ...COMMON,
    id: 'Comfy.WidgetControlMode',
    label: 'settings.controlMode',
    hint: 'settings.controlModeHint',
    field: {
      kind: 'choice',
      choices: [
        { value: 'after', label: 'settings.controlAfter' },
        { value: 'before', label: 'settings.controlBefore' }
      ]
    }
  },
  {
    ...COMMON,
    id: 'Comfy.Node.Opacity',
    label: 'settings.nodeOpacity',
    hint: 'settings.nodeOpacityHint',
    field: { kind: 'slider', min: 0.01, max: 1, step: 0.01 }
  },
  {
    ...COMMON,
    id: 'Comfy.EnableTooltips',
    label: 'settings.tooltips',
    field: { kind: 'toggle' }
  },
  {
    ...COMMON,
    id: 'LiteGraph.Node.TooltipDelay',
    label: 'settings.tooltipDelay',
    field: { kind: 'slider', min: 0, max: 3000, step: 50 }
  },
  {
    ...COMMON,
    id: 'Comfy.NodeBadge.NodeLifeCycleBadgeMode',
    label: 'settings.nodeMarks',
    field: {
      kind: 'choice',
      choices: [
        { value: 'Show all', label: 'settings.marksShown' },
        { value: 'None', label: 'settings.marksHidden' }
      ]
    }
  },
  {
    ...COMMON,
    id: 'Comfy.Node.ShowExperimental',
    label: 'settings.offerExperimental',
    field: { kind: 'toggle' }
  },
  {
    ...COMMON,
    id: 'Comfy.Node.ShowDeprecated',
    label: 'settings.offerDeprecated',
    field: { kind: 'toggle' }
  },
  {
    ...COMMON,
    id: 'Comfy.DevMode',
    label: 'settings.offerDev',
    field: { kind: 'toggle' }
  }
]
