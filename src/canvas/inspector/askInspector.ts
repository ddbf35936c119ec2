import type { Cancel } from '@/domain/time'
import type { InspectorPart } from '@/composables/canvas/canvasInspector'

const listeners = new Set<(part: InspectorPart) => void>()

/** A menu of the canvas wants the inspector open. */
export function askInspector(part: InspectorPart): void {
  for (const listener of listeners) listener(part)
}

export function onInspectorAsked(listener: (part: InspectorPart) => void): Cancel {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
