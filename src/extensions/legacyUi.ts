import type { useCommandStore } from '@/stores/commandStore'
import type { useExecutionStore } from '@/stores/execution/executionStore'
import type { useWorkflowStore } from '@/stores/workflowStore'
import { ComfyDialog } from './comfyDialog'
import type { LegacySettings } from './legacySettings'

export interface LegacyUiContext {
  readonly settings: LegacySettings
  readonly execution: ReturnType<typeof useExecutionStore>
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly commands: ReturnType<typeof useCommandStore>
}

/** `app.ui` as packs know it from ComfyUI's first interface. */
export class LegacyUi {
  readonly settings: LegacySettings
  readonly dialog = new ComfyDialog()
  /** The menu of old: it is not shown, what packs and scripts press in it works. */
  readonly menuContainer: HTMLElement
  readonly #execution: ReturnType<typeof useExecutionStore>

  constructor(context: LegacyUiContext) {
    this.settings = context.settings
    this.#execution = context.execution
    this.menuContainer = makeMenu(context)
  }

  /** Unfinished prompts of this page. */
  get lastQueueSize(): number {
    const { runningPromptIds, waitingPromptIds } = this.#execution
    return runningPromptIds.length + waitingPromptIds.length
  }
}

/** ComfyUI's ids of the old menu's buttons, and the commands that do the same. */
const BUTTONS = {
  'queue-button': 'Comfy.QueuePrompt',
  'comfy-save-button': 'Comfy.ExportWorkflow',
  'comfy-load-button': 'Comfy.OpenWorkflow',
  'comfy-refresh-button': 'Comfy.RefreshNodeDefinitions',
  'comfy-clear-button': 'Comfy.ClearWorkflow'
} as const

function makeMenu({ commands, workflows }: LegacyUiContext): HTMLElement {
  const menu = document.createElement('div')
  menu.className = 'comfy-menu'
  menu.hidden = true
  for (const [id, command] of Object.entries(BUTTONS))
    menu.append(makeButton({ id }, () => commands.run(command)))
  menu.append(
    makeButton({ className: 'comfy-settings-btn' }, () => commands.run('Comfy.ShowSettingsDialog'))
  )
  const auto = document.createElement('input')
  auto.type = 'checkbox'
  auto.id = 'autoQueueCheckbox'
  // Packs set it without an event, to end what goes on by itself.
  Object.defineProperty(auto, 'checked', {
    get: () => workflows.active?.runMode === 'endless',
    set(isOn: unknown) {
      const runMode = isOn ? 'endless' : 'once'
      if (workflows.activeId) workflows.patchWorkflow(workflows.activeId, { runMode })
    }
  })
  menu.append(auto)
  return menu
}

function makeButton(names: Partial<HTMLButtonElement>, press: () => void): HTMLButtonElement {
  const button = Object.assign(document.createElement('button'), { type: 'button' }, names)
  button.addEventListener('click', press)
  return button
}
