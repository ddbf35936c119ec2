import { inject } from 'vue'
import { t } from '@/i18n/translate'
import { useNoticeStore } from '@/stores/noticeStore'
import { CANVAS_MISSING } from '../canvas/canvasMissing'
import { useMissingPanel } from './useMissingPanel'

/** Shows the list of what the workflow in front lacks, or says that it lacks nothing. */
export function useMissingCommand(): () => void {
  const missing = inject(CANVAS_MISSING, null)
  const notices = useNoticeStore()
  const panel = useMissingPanel()
  return () => {
    const id = missing?.current.value?.workflowId
    if (id) panel.open(id)
    else notices.addNotice({ kind: 'info', title: t('missing.nothing') })
  }
}
