import type { WorkflowId } from '@/domain/ids'
import { useNoticeStore } from '@/stores/noticeStore'
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
    'Comfy.Canvas.ToggleSelectedNodes.Pin': () => canvas.edit('pin'),
    'Comfy.Canvas.ToggleSelectedNodes.Collapse': () => canvas.edit('collapse'),
    'Comfy.Graph.GroupSelectedNodes': () => canvas.edit('group'),
    'Comfy.Graph.ConvertToSubgraph': () => canvas.edit('subgraph'),
    'Comfy.Graph.UnpackSubgraph': () => canvas.edit('unpack'),
    'Comfy.RefreshNodeDefinitions': () =>
      void attempt('Could not read the node definitions', async () => {
        await canvas.refreshDefinitions()
        noticeStore.addNotice({ kind: 'success', title: 'Node definitions read anew' })
      })
  }
}
