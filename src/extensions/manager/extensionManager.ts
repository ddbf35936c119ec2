import { renderMarkdownNow } from '@/composables/ui/renderMarkdown'
import { isRecord } from '@/protocol/guards'
import type { useCommandStore } from '@/stores/commandStore'
import type { useDialogStore } from '@/stores/dialogStore'
import type { PackSurface, useExtensionStore } from '@/stores/extensionStore'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { RunMode } from '@/stores/workflowStore'
import type { LegacySettings } from '../legacySettings'
import { readSurface } from '../packSurface'
import { ManagerDialogs } from './managerDialogs'
import { ManagerToasts } from './managerToasts'
import type { ManagerWorkflowContext } from './managerWorkflows'
import { ManagerWorkflows } from './managerWorkflows'

export interface ManagerContext extends ManagerWorkflowContext {
  readonly commands: ReturnType<typeof useCommandStore>
  readonly dialogs: ReturnType<typeof useDialogStore>
  readonly extensions: ReturnType<typeof useExtensionStore>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly settings: LegacySettings
}

/** ComfyUI's words for when a workflow submits by itself. */
const MODES: Readonly<Record<string, RunMode>> = {
  disabled: 'once',
  change: 'change',
  instant: 'endless'
}

/** `app.extensionManager`: what packs do to the interface around the graph. */
export class ExtensionManager {
  readonly toast: ManagerToasts
  readonly dialog: ManagerDialogs
  readonly workflow: ManagerWorkflows
  readonly setting: Readonly<{
    get: (id: string) => unknown
    set: (id: string, value: unknown) => Promise<void>
    readonly settings: Readonly<Record<string, unknown>>
  }>
  readonly command: Readonly<{
    readonly commands: readonly object[]
    execute: (id: string) => Promise<void>
    isRegistered: (id: string) => boolean
  }>
  readonly queueSettings: { mode: string; batchCount: number }
  readonly bottomPanel: object
  /** Safe HTML, at once; before the libraries for it have come, the text as it is. */
  renderMarkdownToHtml = (text: unknown): string => renderMarkdownNow(String(text ?? ''))
  readonly #context: ManagerContext

  constructor(context: ManagerContext) {
    this.#context = context
    this.toast = new ManagerToasts(context.notices)
    this.dialog = new ManagerDialogs(context)
    this.workflow = new ManagerWorkflows(context)
    this.setting = makeSetting(context)
    this.command = makeCommand(context)
    this.queueSettings = makeQueueSettings(context)
    this.bottomPanel = makeBottomPanel(context)
  }

  /** Puts a tab into the sidebar; the later one of an id takes the earlier one's place. */
  registerSidebarTab = (tab: unknown): void => {
    const surface = isRecord(tab) ? readSurface(tab) : null
    if (surface) this.#context.extensions.addSidebarTab(surface)
    else console.warn('A sidebar tab without id or render function was left out.', tab)
  }

  unregisterSidebarTab = (id: string): void => this.#context.extensions.removeSidebarTab(id)
  getSidebarTabs = (): readonly PackSurface[] => this.#context.extensions.sidebarTabs
}

function makeSetting({ settings }: ManagerContext): ExtensionManager['setting'] {
  return {
    get: (id) => settings.getSettingValue(id),
    set: (id, value) => settings.setSettingValueAsync(id, value),
    get settings() {
      return settings.settingsLookup
    }
  }
}

function makeCommand({ commands }: ManagerContext): ExtensionManager['command'] {
  const execute = (id: string): Promise<void> =>
    commands.run(id) ? Promise.resolve() : Promise.reject(new Error(`Command ${id} not found`))
  return {
    get commands() {
      return commands.list.map(({ id, label }) => ({ id, label, function: () => execute(id) }))
    },
    execute,
    isRegistered: (id) => commands.list.some((command) => command.id === id)
  }
}

/** Of the workflow in front [B14]. */
function makeQueueSettings({ workflows }: ManagerContext): ExtensionManager['queueSettings'] {
  return {
    get mode() {
      const mode = workflows.active?.runMode
      return Object.keys(MODES).find((name) => MODES[name] === mode) ?? 'disabled'
    },
    set mode(name: string) {
      const runMode = MODES[name]
      if (runMode && workflows.activeId) workflows.patchWorkflow(workflows.activeId, { runMode })
    },
    get batchCount() {
      return workflows.active?.batchCount ?? 1
    },
    set batchCount(batchCount: number) {
      if (workflows.activeId)
        workflows.patchWorkflow(workflows.activeId, { batchCount: Number(batchCount) })
    }
  }
}

function makeBottomPanel({ commands, extensions }: ManagerContext): object {
  const toggle = (id: string): boolean => commands.run(`Workspace.ToggleBottomPanelTab.${id}`)
  return {
    get bottomPanelTabs() {
      return extensions.bottomTabs
    },
    registerBottomPanelTab(tab: unknown): void {
      const surface = isRecord(tab) ? readSurface(tab) : null
      if (surface) extensions.addBottomTab(surface)
    },
    toggleBottomPanelTab: (id: string): void => void toggle(id),
    toggleBottomPanel(): void {
      // A server without a log leaves the packs' own tabs.
      const [tab] = extensions.bottomTabs
      if (!toggle('logs-terminal') && tab) toggle(tab.id)
    }
  }
}
