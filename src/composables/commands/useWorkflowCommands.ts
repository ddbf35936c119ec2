import type { WorkflowId } from '@/domain/ids'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useFilePicker } from '../workflow/useFilePicker'
import { useWorkflowTabs } from '../workflow/useWorkflowTabs'
import { WORKFLOW_FILES } from '../workflow/workflowFiles'

/** Commands for the workflow in front, and for what is open. */
export function useWorkflowCommands() {
  const tabs = useWorkflowTabs()
  const workflowStore = useWorkflowStore()
  const pickFiles = useFilePicker(WORKFLOW_FILES, (files) => tabs.openFiles(files))
  const withActive = (action: (id: WorkflowId) => void) => () => {
    if (workflowStore.activeId) action(workflowStore.activeId)
  }
  return {
    'Comfy.NewBlankWorkflow': () => tabs.create(),
    'Comfy.OpenWorkflow': pickFiles,
    'Comfy.SaveWorkflow': withActive((id) => tabs.save(id)),
    'Comfy.SaveWorkflowAs': withActive((id) => tabs.saveAs(id)),
    'Comfy.DuplicateWorkflow': withActive((id) => tabs.duplicate(id)),
    'Comfy.ExportWorkflow': withActive((id) => tabs.exportDocument(id)),
    'Comfy.ExportWorkflowAPI': withActive((id) => tabs.exportApi(id)),
    'Workspace.CloseWorkflow': withActive((id) => tabs.close(id)),
    'Workspace.NextOpenedWorkflow': () => tabs.activateNeighbour(1),
    'Workspace.PreviousOpenedWorkflow': () => tabs.activateNeighbour(-1)
  }
}
