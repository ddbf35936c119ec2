import { effectScope, watch } from 'vue'
import type { Cancel } from '@/domain/time'
import type { RoomState } from './roomState'

/** Knows which state of each workflow is saved, so that undoing back to it takes the mark of unsaved edits away. */
export function watchSaved({ stores, live }: RoomState): Cancel {
  const scope = effectScope(true)
  scope.run(() =>
    watch(
      () =>
        stores.workflows.order.filter(
          (id) => stores.workflows.getWorkflow(id)?.isModified === false
        ),
      (clean) => {
        for (const id of clean) {
          const history = live.get(id)?.history
          if (history && !history.isSaved) history.markSaved()
        }
      },
      { flush: 'sync' }
    )
  )
  return () => scope.stop()
}
