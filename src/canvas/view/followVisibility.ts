import type { Cancel } from '@/domain/time'
import type { WorkflowCanvas } from './workflowCanvas'

/** Draws what became dirty while the page was hidden. */
export function followVisibility(canvas: WorkflowCanvas): Cancel {
  const onChange = () => {
    if (!document.hidden && (canvas.dirty_canvas || canvas.dirty_bgcanvas)) canvas.requestDraw()
  }
  document.addEventListener('visibilitychange', onChange)
  return () => document.removeEventListener('visibilitychange', onChange)
}
