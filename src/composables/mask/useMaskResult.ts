import type { OutputFile } from '@/domain/nodeOutput'
import { t } from '@/i18n/translate'
import type { MaskTarget } from '@/stores/maskEditorStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { getMarkedName } from '../assets/inputName'
import { useServices } from '../useServices'

/** Gives a masked picture to the node it was drawn for; to a new one when that has none or is gone. */
export function useMaskResult(): (target: MaskTarget, file: OutputFile) => void {
  const { canvas } = useServices()
  const notices = useNoticeStore()
  return ({ node }, file) => {
    if (node && canvas.takePicture(node, file)) return
    const isAdded = canvas.addNode('LoadImage', null, { image: getMarkedName(file) })
    const detail = t('mask.savedAs', { name: getMarkedName(file) })
    if (isAdded && node === null) return
    const title = t(isAdded ? 'mask.nodeGone' : 'assets.noLoader')
    notices.addNotice({ kind: isAdded ? 'info' : 'warning', title, detail })
  }
}
