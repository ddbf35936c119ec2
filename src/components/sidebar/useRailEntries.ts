import type { Component, ComputedRef } from 'vue'
import { computed } from 'vue'
import IconJobs from '~icons/lucide/list-video'
import IconHelp from '~icons/lucide/circle-question-mark'
import IconConsole from '~icons/lucide/square-terminal'
import IconKeys from '~icons/lucide/keyboard'
import IconPack from '~icons/lucide/puzzle'
import IconSettings from '~icons/lucide/settings'
import IconTemplates from '~icons/lucide/layout-template'
import type { CommandId } from '@/composables/commands/commandList'
import { useCommands } from '@/composables/commands/useCommands'
import { useHiddenFeatures } from '@/composables/connection/useHiddenFeatures'
import { useConsole } from '@/composables/console/useConsole'
import { useSidebar } from '@/composables/ui/useSidebar'
import { useActionBar } from '@/composables/workflow/useActionBar'
import { t } from '@/i18n/translate'
import { useExtensionStore } from '@/stores/extensionStore'
import { SIDEBAR_TABS } from './sidebarTabs'

/** A button of the rail; on a phone, a line of its menu. */
export interface RailEntry {
  readonly key: string
  readonly label: string
  readonly icon: Component
  /** Classes of an icon font, instead of the icon. */
  readonly iconClass?: string | null
  readonly tip?: string
  /** Does the same. */
  readonly command?: CommandId
  /** For what shows and hides something; others leave it out. */
  readonly isOpen?: boolean
  /** Id of what it shows. */
  readonly controls?: string
  run(): void
}

export interface RailEntries {
  readonly top: ComputedRef<readonly RailEntry[]>
  readonly bottom: ComputedRef<readonly RailEntry[]>
}

/** What the rail leads to, in its order. */
export function useRailEntries(): RailEntries {
  const commands = useCommands()
  const { isPanelOpen } = useActionBar()
  const panels = usePanelEntries()
  const console = useConsoleEntry()
  const templates = computed((): readonly RailEntry[] =>
    commands.find('Comfy.BrowseTemplates')
      ? [{ ...start('Comfy.BrowseTemplates'), label: t('layout.templates'), icon: IconTemplates }]
      : []
  )
  const start = (command: CommandId) => ({
    key: command,
    command,
    run: () => commands.run(command)
  })
  return {
    top: computed(() => [
      {
        ...start('Workspace.ToggleSidebarTab.queue'),
        label: t('sidebar.jobs'),
        icon: IconJobs,
        isOpen: isPanelOpen.value,
        controls: 'job-panel'
      },
      ...panels.own.value,
      ...templates.value,
      ...panels.packs.value
    ]),
    bottom: computed(() => [
      { ...start('Comfy.ToggleHelpCenter'), label: t('help.title'), icon: IconHelp },
      ...console.value,
      {
        ...start('Workspace.ToggleBottomPanel.Shortcuts'),
        label: t('sidebar.shortcuts'),
        icon: IconKeys
      },
      { ...start('Comfy.ShowSettingsDialog'), label: t('layout.settings'), icon: IconSettings }
    ])
  }
}

/** Not where the server has no log, and no node pack has anything there. */
function useConsoleEntry(): ComputedRef<readonly RailEntry[]> {
  const { isOpen, current, close, toggle } = useConsole()
  const { isHidden } = useHiddenFeatures()
  const extensionStore = useExtensionStore()
  return computed((): readonly RailEntry[] => {
    const [packTab] = extensionStore.bottomTabs
    const isLogHidden = isHidden('log')
    if (isLogHidden && !isOpen.value && !packTab) return []
    const isAway = isLogHidden && packTab && current.value === 'log'
    const shown = isAway ? (`pack:${packTab.id}` as const) : current.value
    return [
      {
        key: 'console',
        label: t('console.title'),
        icon: IconConsole,
        ...(!isLogHidden && { command: 'Workspace.ToggleBottomPanelTab.logs-terminal' }),
        isOpen: isOpen.value,
        controls: 'console-panel',
        run: () => (isOpen.value ? close() : toggle(shown))
      }
    ]
  })
}

function usePanelEntries() {
  const commands = useCommands()
  const sidebar = useSidebar()
  const extensionStore = useExtensionStore()
  return {
    own: computed(() =>
      SIDEBAR_TABS.filter(({ command }) => commands.find(command)).map(
        ({ id, label, icon, command, handle }) => ({
          key: id,
          label: t(label),
          icon,
          command,
          isOpen: sidebar.current.value === id,
          controls: handle,
          run: () => sidebar.toggle(id)
        })
      )
    ),
    packs: computed(() =>
      extensionStore.sidebarTabs.map(({ id, title, tooltip, icon }) => ({
        key: `pack:${id}`,
        label: title,
        icon: IconPack,
        iconClass: icon,
        ...(tooltip && { tip: tooltip }),
        isOpen: sidebar.current.value === `pack:${id}`,
        controls: 'pack-sidebar',
        run: () => sidebar.toggle(`pack:${id}`)
      }))
    )
  }
}
