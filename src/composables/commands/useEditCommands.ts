import type { WorkflowId } from '@/domain/ids'
import { t } from '@/i18n/translate'
import { useDialogStore } from '@/stores/dialogStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'

/** Commands for the graph in front. */
export function useEditCommands() {
  const { canvas } = useServices()
  const workflowStore = useWorkflowStore()
  const noticeStore = useNoticeStore()
  const attempt = useAttempt()
  const step = (action: (id: WorkflowId) => boolean) => () => {
    if (workflowStore.activeId) action(workflowStore.activeId)
  }
  return {
    'Comfy.Undo': step((id) => canvas.undo(id)),
    'Comfy.Redo': step((id) => canvas.redo(id)),
    'Comfy.Canvas.ToggleSelectedNodes.Mute': () => canvas.edit('mute'),
    'Comfy.Canvas.ToggleSelectedNodes.Bypass': () => canvas.edit('bypass'),
    'Comfy.Canvas.ToggleSelected.Pin': () => canvas.edit('pin'),
    'Comfy.Canvas.ToggleSelectedNodes.Collapse': () => canvas.edit('collapse'),
    'Comfy.Graph.GroupSelectedNodes': () => canvas.edit('group'),
    'Comfy.Graph.FitGroupToContents': () => canvas.edit('fitGroup'),
    'Comfy.Graph.ConvertToSubgraph': () => canvas.edit('subgraph'),
    'Comfy.Graph.UnpackSubgraph': () => canvas.edit('unpack'),
    'Comfy.PublishSubgraph': () => {
      if (!canvas.publishSubgraph())
        noticeStore.addNotice({ kind: 'info', title: t('canvas.noSubgraph') })
    },
    'Comfy.Canvas.DeleteSelectedItems': () => canvas.edit('delete'),
    'Comfy.Canvas.SelectAll': () => canvas.act('selectAll'),
    'Comfy.Canvas.CopySelected': () => canvas.act('copy'),
    'Comfy.Canvas.PasteFromClipboard': () => canvas.act('paste'),
    'Comfy.Canvas.PasteFromClipboardWithConnect': () => canvas.act('pasteWithLinks'),
    'Comfy.ClearWorkflow': useClear(),
    'Parallel.SelectNext': () => canvas.act('selectNext'),
    'Parallel.SelectPrevious': () => canvas.act('selectPrevious'),
    'Parallel.OpenMenu': () => canvas.act('openMenu'),
    'Parallel.EnterSubgraph': () => {
      if (!canvas.act('enterSubgraph'))
        noticeStore.addNotice({ kind: 'info', title: t('canvas.noSubgraph') })
    },
    'Comfy.Graph.ExitSubgraph': () => canvas.act('exitSubgraph'),
    'Comfy.Canvas.Resize': () => canvas.edit('resize'),
    ...useArrangeCommands(),
    'Comfy.MaskEditor.OpenMaskEditor': () => {
      if (!canvas.editMask()) noticeStore.addNotice({ kind: 'info', title: t('mask.noPicture') })
    },
    'Comfy.RefreshNodeDefinitions': () =>
      void attempt(t('commands.definitionsFailed'), async () => {
        await canvas.refreshDefinitions()
        noticeStore.addNotice({ kind: 'success', title: t('commands.definitionsRead') })
      })
  }
}

/** Empties the graph on show; asks first, where there is something to lose and the user wants to be asked. */
function useClear() {
  const { canvas } = useServices()
  const [workflowStore, settingStore, dialogStore] = [
    useWorkflowStore(),
    useSettingStore(),
    useDialogStore()
  ]
  const askAndClear = async (): Promise<void> => {
    const { activeId, active } = workflowStore
    const isAsked = !active?.isPristine && settingStore.getSetting('Comfy.ConfirmClear') === true
    const answer = isAsked
      ? await dialogStore.ask({
          title: t('commands.askClear'),
          message: t('commands.askClearMessage'),
          confirmLabel: t('commands.clear'),
          isDestructive: true
        })
      : 'confirm'
    // Another workflow may have come to the front meanwhile.
    if (answer === 'confirm' && workflowStore.activeId === activeId) canvas.act('clear')
  }
  return () => void askAndClear()
}

function useArrangeCommands() {
  const { canvas } = useServices()
  return {
    'Comfy.Canvas.MoveSelectedNodes.Up': () => canvas.edit('moveUp'),
    'Comfy.Canvas.MoveSelectedNodes.Down': () => canvas.edit('moveDown'),
    'Comfy.Canvas.MoveSelectedNodes.Left': () => canvas.edit('moveLeft'),
    'Comfy.Canvas.MoveSelectedNodes.Right': () => canvas.edit('moveRight'),
    'Parallel.Align.Left': () => canvas.edit('alignLeft'),
    'Parallel.Align.Right': () => canvas.edit('alignRight'),
    'Parallel.Align.Top': () => canvas.edit('alignTop'),
    'Parallel.Align.Bottom': () => canvas.edit('alignBottom'),
    'Parallel.Align.Center': () => canvas.edit('alignCenter'),
    'Parallel.Align.Middle': () => canvas.edit('alignMiddle'),
    'Parallel.Distribute.Horizontally': () => canvas.edit('distributeHorizontally'),
    'Parallel.Distribute.Vertically': () => canvas.edit('distributeVertically')
  }
}
