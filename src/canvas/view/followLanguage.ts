import { watch } from 'vue'
import type { Cancel } from '@/domain/time'
import { readNodeWordsVersion } from '@/i18n/packWords'
import type { WorkflowCanvas } from './workflowCanvas'

/** Draws again when nodes are called something else. */
export function followLanguage(canvas: WorkflowCanvas): Cancel {
  return watch(readNodeWordsVersion, () => canvas.setDirty(true, true))
}
