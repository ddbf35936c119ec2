import type { KeyCombo } from './keyCombo'

export type ShortcutId =
  | 'run'
  | 'runFront'
  | 'stop'
  | 'save'
  | 'open'
  | 'newWorkflow'
  | 'closeWorkflow'
  | 'nextWorkflow'
  | 'previousWorkflow'
  | 'jobs'
  | 'workflows'
  | 'settings'

export interface Shortcut {
  readonly id: ShortcutId
  readonly label: string
  readonly group: 'Run' | 'Workflows' | 'Panels'
  readonly combo: KeyCombo
  /** Works while text is written, too. */
  readonly whileTyping: boolean
}

const shortcut = (
  id: ShortcutId,
  group: Shortcut['group'],
  label: string,
  combo: KeyCombo
): Shortcut => ({ id, group, label, combo, whileTyping: combo.mod === true })

/** The page's keys; ComfyUI's own where it has one. The canvas has keys besides, which are its own. */
export const SHORTCUTS: readonly Shortcut[] = [
  shortcut('run', 'Run', 'Run', { key: 'enter', mod: true }),
  shortcut('runFront', 'Run', 'Run before everything queued', {
    key: 'enter',
    mod: true,
    shift: true
  }),
  shortcut('stop', 'Run', 'Stop this workflow', { key: 'enter', mod: true, alt: true }),
  shortcut('newWorkflow', 'Workflows', 'New workflow', { key: 'KeyN', alt: true }),
  shortcut('open', 'Workflows', 'Open a file', { key: 'o', mod: true }),
  shortcut('save', 'Workflows', 'Save', { key: 's', mod: true }),
  shortcut('closeWorkflow', 'Workflows', 'Close this workflow', { key: 'KeyW', alt: true }),
  shortcut('nextWorkflow', 'Workflows', 'Next workflow', { key: 'pagedown', alt: true }),
  shortcut('previousWorkflow', 'Workflows', 'Previous workflow', { key: 'pageup', alt: true }),
  shortcut('jobs', 'Panels', 'Show or hide the jobs', { key: 'q' }),
  shortcut('workflows', 'Panels', 'Show or hide the workflows', { key: 'w' }),
  shortcut('settings', 'Panels', 'Settings', { key: ',', mod: true })
]
