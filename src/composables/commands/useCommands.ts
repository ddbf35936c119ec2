import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, inject, shallowRef } from 'vue'
import { getCommandLabel } from '@/i18n/packWords'
import { t } from '@/i18n/translate'
import { useCommandStore } from '@/stores/commandStore'
import type { PackSurface } from '@/stores/extensionStore'
import { useExtensionStore } from '@/stores/extensionStore'
import type { ServerFeature } from '@/stores/serverFeatureStore'
import { CANVAS_CONTROLS } from '../canvas/canvasControls'
import { useCanvasSettings } from '../canvas/useCanvasSettings'
import { useHiddenFeatures } from '../connection/useHiddenFeatures'
import { useMissingCommand } from '../missing/useMissingCommand'
import { useConsole } from '../console/useConsole'
import { useVersionReport } from '../help/useVersionReport'
import { useInspectorPanel } from '../inspector/useInspectorPanel'
import { useAttempt } from '../notices/useAttempt'
import { useNodeSearch } from '../nodes/useNodeSearch'
import { useSettingsPage } from '../settings/useSettingsPage'
import { useFocusMode } from '../ui/useFocusMode'
import { usePageDialogs } from '../ui/usePageDialogs'
import { useSidebar } from '../ui/useSidebar'
import { useActionBar } from '../workflow/useActionBar'
import type { CommandId } from './commandList'
import { COMMAND_GROUPS, COMMANDS } from './commandList'
import { useEditCommands } from './useEditCommands'
import { useWorkflowCommands } from './useWorkflowCommands'

/** Commands that stand first in the palette. */
const MOST_RECENT = 5

/** Commands that are there only where the server has what they open. */
const FEATURES: Readonly<Partial<Record<CommandId, ServerFeature>>> = {
  'Comfy.BrowseTemplates': 'templates',
  'Workspace.ToggleSidebarTab.model-library': 'models',
  'Workspace.ToggleBottomPanelTab.logs-terminal': 'log'
}

/** A command as it is listed and looked up: ours, or a node pack's. */
export interface ListedCommand {
  readonly id: string
  readonly label: string
  readonly group: string
  /** Its keys work while text is written, too, unless they are needed for writing. */
  readonly whileTyping: boolean
}

export interface Commands {
  /** In the language in use; without those of what the server lacks. */
  readonly list: ComputedRef<readonly ListedCommand[]>
  find(id: string): ListedCommand | undefined
  /** Runs a command; one that nobody has does nothing. */
  run(id: CommandId | (string & {})): void
  /** Runs a command that somebody looked up, so that it is found sooner next time. */
  choose(id: string): void
  /** What was looked up last, most recent first. */
  readonly recent: Readonly<ShallowRef<readonly string[]>>
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
  const runPackCommand = usePackCommands()
  const panels = usePackPanelCommands()
  const extensionStore = useExtensionStore()
  const { isHidden } = useHiddenFeatures()
  const isOffered = (id: CommandId): boolean => !FEATURES[id] || !isHidden(FEATURES[id])
  const list = computed((): readonly ListedCommand[] => [
    ...COMMANDS.filter(({ id }) => isOffered(id)).map(({ id, label, group, whileTyping }) => ({
      id,
      label: t(label),
      group: t(COMMAND_GROUPS[group]),
      whileTyping
    })),
    ...extensionStore.commands.map(({ id, label, source }) => ({
      id,
      label: getCommandLabel(id) ?? label(),
      group: source,
      whileTyping: true
    })),
    ...panels.value
  ])
  const byId = computed(() => new Map(list.value.map((command) => [command.id, command])))
  const recent = shallowRef<readonly string[]>([])
  const run = (id: string): void => {
    if (Object.hasOwn(commands, id)) commands[id as CommandId]()
    else if (!panels.value.find((panel) => panel.id === id)?.run()) runPackCommand(id)
  }
  useCommandStore().applySource({ list: () => list.value, run })
  return {
    list,
    find: (id) => byId.value.get(id),
    run,
    choose(id) {
      recent.value = [id, ...recent.value.filter((other) => other !== id)].slice(0, MOST_RECENT)
      run(id)
    },
    recent
  }
})

/** A panel of a node pack's has a command of its own, as in ComfyUI. */
function usePackPanelCommands(): ComputedRef<readonly (ListedCommand & { run(): true })[]> {
  const extensionStore = useExtensionStore()
  const sidebar = useSidebar()
  const bottom = useConsole()
  const make = (place: string, { id, title }: PackSurface, toggle: () => void) => ({
    id: `Workspace.Toggle${place}.${id}`,
    label: t('commands.togglePanel', { name: title }),
    group: t(COMMAND_GROUPS.Panels),
    whileTyping: false,
    run(): true {
      toggle()
      return true
    }
  })
  return computed(() => [
    ...extensionStore.sidebarTabs.map((tab) =>
      make('SidebarTab', tab, () => sidebar.toggle(`pack:${tab.id}`))
    ),
    ...extensionStore.bottomTabs.map((tab) =>
      make('BottomPanelTab', tab, () => bottom.toggle(`pack:${tab.id}`))
    )
  ])
}

/** Runs a node pack's command; what it throws is said to the user. */
function usePackCommands(): (id: string) => void {
  const extensionStore = useExtensionStore()
  const attempt = useAttempt()
  return (id) => {
    const command = extensionStore.commands.find((other) => other.id === id)
    if (!command) return
    void attempt(t('commands.failed', { name: command.label() }), async () => {
      await command.run()
    })
  }
}

function useRunCommands() {
  const bar = useActionBar()
  return {
    'Comfy.QueuePrompt': bar.run,
    'Comfy.QueuePromptFront': bar.runFront,
    'Comfy.QueueSelectedOutputNodes': bar.runSelected,
    'Comfy.Interrupt': bar.stopWorkflow,
    'Parallel.StopAll': bar.stopAll,
    'Comfy.ClearPendingTasks': bar.clearPending,
    'Workspace.ToggleSidebarTab.queue': bar.togglePanel
  }
}

function useViewCommands() {
  const controls = inject(CANVAS_CONTROLS, null)
  const settings = useCanvasSettings()
  const focus = useFocusMode()
  return {
    'Comfy.Canvas.ToggleLinkVisibility': settings.toggleLinks,
    'Comfy.Canvas.Lock': () => controls?.setLocked(true),
    'Comfy.Canvas.Unlock': () => controls?.setLocked(false),
    'Comfy.Canvas.ToggleLock': () => controls?.setLocked(!controls.isLocked.value),
    'Workspace.ToggleFocusMode': focus.toggle,
    'Parallel.Links.Spline': () => settings.setLinkStyle('spline'),
    'Parallel.Links.Linear': () => settings.setLinkStyle('linear'),
    'Parallel.Links.Straight': () => settings.setLinkStyle('straight'),
    'Comfy.Canvas.ToggleMinimap': settings.toggleMinimap,
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
  const inspector = useInspectorPanel()
  const bottom = useConsole()
  const settings = useSettingsPage()
  return {
    'Workspace.ToggleBottomPanelTab.logs-terminal': () => bottom.toggle('log'),
    'Parallel.ToggleInspector': inspector.toggle,
    'Parallel.NodeHelp': () => inspector.toggleAt('help'),
    'Parallel.ShowMissing': useMissingCommand(),
    'Workspace.SearchBox.Toggle': () => (search.isOpen.value ? search.close() : search.open()),
    'Workspace.ToggleSidebarTab.workflows': () => sidebar.toggle('workflows'),
    'Workspace.ToggleSidebarTab.assets': () => sidebar.toggle('assets'),
    'Workspace.ToggleSidebarTab.model-library': () => sidebar.toggle('models'),
    'Workspace.ToggleSidebarTab.node-library': () => sidebar.toggle('nodes'),
    'Comfy.BrowseTemplates': () => dialogs.open('templates'),
    'Parallel.CommandPalette': () => dialogs.open('commands'),
    'Comfy.ShowSettingsDialog': () => dialogs.open('settings'),
    'Comfy.ToggleHelpCenter': () => dialogs.open('help'),
    'Comfy.Help.AboutComfyUI': () => settings.openAt('about'),
    'Parallel.CopyVersions': useVersionReport(),
    'Workspace.ToggleBottomPanel.Shortcuts': () => dialogs.open('shortcuts')
  }
}
