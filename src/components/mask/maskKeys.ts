import type { MaskSettings, MaskTool } from '@/composables/mask/maskSettings'
import { stepSize } from '@/composables/mask/maskSettings'
import type { MaskDrawing } from '@/domain/mask/maskDrawing'

export interface MaskKeyActions {
  edit(change: (drawing: MaskDrawing) => void): void
  settings(): MaskSettings
  save(): void
  zoomIn(): void
  zoomOut(): void
  naturalSize(): void
  fit(): void
}

const TOOL_KEYS: Readonly<Record<string, MaskTool>> = {
  b: 'brush',
  e: 'eraser',
  g: 'fill',
  w: 'colour',
  p: 'paint'
}

/** Keys of the mask editor; Escape is the dialog's own, Space and arrows the stage's. */
export function makeMaskKeys(actions: MaskKeyActions): (event: KeyboardEvent) => void {
  const { edit, settings } = actions
  const harden = (by: number): void => {
    settings().hardness = Math.round(Math.min(1, Math.max(0, settings().hardness + by)) * 100) / 100
  }
  const keys: Readonly<Record<string, () => void>> = {
    '[': () => void (settings().size = stepSize(settings().size, -1)),
    ']': () => void (settings().size = stepSize(settings().size, 1)),
    '{': () => harden(-0.1),
    '}': () => harden(0.1),
    i: () => edit((drawing) => drawing.invert()),
    '+': actions.zoomIn,
    '=': actions.zoomIn,
    '-': actions.zoomOut,
    '0': actions.fit,
    '1': actions.naturalSize
  }
  const withControl: Readonly<Record<string, () => void>> = {
    z: () => edit((drawing) => drawing.undo()),
    y: () => edit((drawing) => drawing.redo()),
    'shift+z': () => edit((drawing) => drawing.redo()),
    s: actions.save
  }
  return (event) => {
    if (isWritten(event.target) || event.altKey) return
    const key = event.key.toLowerCase()
    const isControl = event.ctrlKey || event.metaKey
    const tool = isControl ? undefined : TOOL_KEYS[key]
    const action = isControl
      ? withControl[event.shiftKey ? `shift+${key}` : key]
      : (keys[event.key] ?? keys[key])
    if (!tool && !action) return
    event.preventDefault()
    event.stopPropagation()
    if (tool) settings().tool = tool
    action?.()
  }
}

/** Numbers are typed there, and letters are the field's. */
function isWritten(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && ['number', 'text', 'color'].includes(target.type)
}
