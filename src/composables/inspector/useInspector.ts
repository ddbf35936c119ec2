import type { ComputedRef } from 'vue'
import { computed, inject, onBeforeUnmount, onMounted } from 'vue'
import type { CanvasInspector, Inspection } from '../canvas/canvasInspector'
import { CANVAS_INSPECTOR } from '../canvas/canvasInspector'

/** Nothing is selected: what is inspected is the subgraph on show. */
export function isBorderOnly({ count, group, border }: Inspection): boolean {
  return count === 0 && group === null && border !== null
}

/** The selection and edits of it, kept in step while the component is there; null where there is no canvas. */
export function useInspector(): {
  readonly inspection: ComputedRef<Inspection | null>
  readonly edits: CanvasInspector | null
} {
  const inspector = inject(CANVAS_INSPECTOR, null)
  let stop = (): void => {}
  onMounted(() => (stop = inspector?.watch() ?? stop))
  onBeforeUnmount(() => stop())
  return { inspection: computed(() => inspector?.current.value ?? null), edits: inspector }
}
