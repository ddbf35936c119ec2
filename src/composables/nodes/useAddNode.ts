import { t } from '@/i18n/translate'
import { useNoticeStore } from '@/stores/noticeStore'
import { useServices } from '../useServices'
import { useRecentNodes } from './useRecentNodes'

/** Puts a node on the graph in front: at a point of the page, else in the middle of the view. */
export function useAddNode(): (
  classType: string,
  at: { readonly x: number; readonly y: number } | null
) => void {
  const { canvas } = useServices()
  const recent = useRecentNodes()
  const noticeStore = useNoticeStore()
  return (classType, at) => {
    if (canvas.addNode(classType, at)) recent.note(classType)
    else
      noticeStore.addNotice({ kind: 'warning', title: t('nodes.addFailed', { name: classType }) })
  }
}
