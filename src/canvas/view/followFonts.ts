import type { Cancel } from '@/domain/time'
import type { WorkflowCanvas } from './workflowCanvas'

/** Draws again when a font has arrived that was missing before. */
export function followFonts(canvas: WorkflowCanvas): Cancel {
  const { fonts } = document as Partial<Pick<Document, 'fonts'>>
  const onLoaded = () => canvas.setDirty(true, true)
  fonts?.addEventListener('loadingdone', onLoaded)
  return () => fonts?.removeEventListener('loadingdone', onLoaded)
}
