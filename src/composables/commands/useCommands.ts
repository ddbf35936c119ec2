import { createSharedComposable } from '@vueuse/core'
import type { ShallowRef } from 'vue'
import { inject, shallowRef } from 'vue'
import { CANVAS_CONTROLS } from '../canvas/canvasControls'
import { useNodeSearch } from '../nodes/useNodeSearch'
import { usePageDialogs } from '../ui/usePageDialogs'
import { useSidebar } from '../ui/useSidebar'
import { useActionBar } from '../workflow/useActionBar'
import type { CommandId } from './commandList'
import { useEditCommands } from './useEditCommands'
import { useWorkflowCommands } from './useWorkflowCommands'

/** Commands that stand first in the palette. */
const MOST_RECENT = 5

export interface Commands {
  run(id: CommandId): void
  /** Runs a command that somebody looked up, so that it is found sooner next time. */
  choose(id: CommandId): void
  /** What was looked up last, most recent first. */
  readonly recent: Readonly<ShallowRef<readonly CommandId[]>>
}

/** What the keys and the command palette do. Made first by the page's outermost component. */
export const useCommands = createSharedComposable((): Commands => {
  const commands: Readonly<Record<CommandId, () => void>> = {
    ...useRunCommands(),
    ...useWorkflowCommands(),
    ...useEditCommands(),
    ...useViewCommands(),
    ...usePanelCommands()
  }
  const recent = shallowRef<readonly CommandId[]>([])
  const run = (id: CommandId): void => commands[id]()
  return {
    run,
    choose(id) {
      recent.value = [id, ...recent.value.filter((other) => other !== id)].slice(0, MOST_RECENT)
      run(id)
    },
    recent
  }
})

function useRunCommands() {
  const bar = useActionBar()
  return {
    'Comfy.QueuePrompt': bar.run,
    'Comfy.QueuePromptFront': bar.runFront,
    'Comfy.Interrupt': bar.stopWorkflow,
    'Parallel.StopAll': bar.stopAll,
    'Comfy.ClearPendingTasks': bar.clearPending,
    'Workspace.ToggleSidebarTab.queue': bar.togglePanel
  }
}

function useViewCommands() {
  const controls = inject(CANVAS_CONTROLS, null)
  return {
    'Comfy.Canvas.ZoomIn': () => controls?.zoomIn(),
    'Comfy.Canvas.ZoomOut': () => controls?.zoomOut(),
    'Comfy.Canvas.ResetView': () => controls?.resetZoom(),
    'Comfy.Canvas.FitView': () => controls?.fit()
  }
}

function usePanelCommands() {
  const sidebar = useSidebar()
  const dialogs = usePageDialogs()
  const search = useNodeSearch()
  return {
    'Workspace.SearchBox.Toggle': () => (search.isOpen.value ? search.close() : search.open()),
    'Workspace.ToggleSidebarTab.workflows': () => sidebar.toggle('workflows'),
    'Workspace.ToggleSidebarTab.assets': () => sidebar.toggle('assets'),
    'Workspace.ToggleSidebarTab.node-library': () => sidebar.toggle('nodes'),
    'Comfy.BrowseTemplates': () => dialogs.open('templates'),
    'Parallel.CommandPalette': () => dialogs.open('commands'),
    'Comfy.ShowSettingsDialog': () => dialogs.open('settings'),
    'Workspace.ToggleBottomPanel.Shortcuts': () => dialogs.open('shortcuts')
  }
}
