import type { Pinia } from 'pinia'
import { effectScope, watch } from 'vue'
import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { PromptId, WorkflowId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'
import type { SettingService } from '@/services/services'
import { useCommandStore } from '@/stores/commandStore'
import { useConnectionStore } from '@/stores/connectionStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExtensionStore } from '@/stores/extensionStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { AppHost, EventTap, ServerAddress } from './appHost'
import { installGlobals } from './installGlobals'
import { LegacyApi } from './legacyApi'
import { LegacyApp } from './legacyApp'
import type { LegacyEvent } from './legacyDetails'
import { LegacyLens } from './legacyLens'
import { LegacyMenu } from './legacyMenu'
import { LegacySettings } from './legacySettings'
import { LegacyUi } from './legacyUi'
import { createLensSource } from './lensSource'
import { ExtensionManager } from './manager/extensionManager'
import { takeParts } from './packParts'

export interface ExtensionOptions extends ServerAddress {
  readonly pinia: Pinia
  readonly room: Pick<CanvasRoom, 'getGraph' | 'canvas' | 'graphs' | 'controls' | 'undo' | 'redo'>
  readonly host: AppHost
  /** Where the globals go: `window`. */
  readonly target: object
  readonly tap: EventTap
  /** Where settings of packs are written. */
  readonly store: Pick<SettingService, 'set'>
}

export interface Extensions {
  readonly app: LegacyApp
  readonly api: LegacyApi
  /** Ends the flow of events. */
  dispose(): void
}

/** What custom node packs see of the app: globals, and events as they know them. */
export function createExtensions(options: ExtensionOptions): Extensions {
  const { pinia, host, room } = options
  const execution = useExecutionStore(pinia)
  const workflows = useWorkflowStore(pinia)
  const connection = useConnectionStore(pinia)
  const api = new LegacyApi({
    api: options.api,
    basePath: options.basePath,
    getClientId: () => connection.clientId,
    getServerFlags: () => connection.serverFlags,
    interrupt: (promptId) => host.interrupt(promptId ? [promptId] : listActivePrompts())
  })
  const listActivePrompts = (): readonly PromptId[] =>
    workflows.activeId ? execution.getWorkflowRunningPromptIds(workflows.activeId) : []
  const store = useExtensionStore(pinia)
  const settings = new LegacySettings({
    settings: useSettingStore(pinia),
    store: options.store,
    extensions: store
  })
  const face = createFace(options, settings)
  const app = new LegacyApp({
    host,
    room,
    api,
    execution,
    workflows,
    errors: useExecutionErrorStore(pinia),
    previews: useImagePreviewStore(pinia),
    ...face,
    takeParts: (parts) => takeParts(parts, store, settings),
    fitView: () => room.controls.fit()
  })
  installGlobals(options.target, app, api)
  const lens = new LegacyLens(createLensSource(execution, workflows), {
    dispatch: (event, isCustom) => api.tell(event, isCustom),
    dispatchToAll: (event, promptId, workflowId) =>
      api.dispatchToAll(toScopedEvent(event, promptId, workflowId))
  })
  const stops = [
    options.tap((event, ownership) => lens.handle(event, ownership)),
    follow(lens, workflows),
    settings.follow(),
    face.dispose
  ]
  return { app, api, dispose: () => stops.forEach((stop) => stop()) }
}

/** What packs know of the interface: `app.ui`, `app.menu` and `app.extensionManager`. */
function createFace({ pinia, room }: ExtensionOptions, settings: LegacySettings) {
  const [workflows, commands, extensions] = [
    useWorkflowStore(pinia),
    useCommandStore(pinia),
    useExtensionStore(pinia)
  ]
  const ui = new LegacyUi({ settings, execution: useExecutionStore(pinia), workflows, commands })
  document.body.append(ui.menuContainer)
  const menu = new LegacyMenu()
  extensions.applyToolbar(menu.element)
  const manager = new ExtensionManager({
    workflows,
    commands,
    extensions,
    settings,
    graphs: room.graphs,
    undo: (id) => room.undo(id),
    redo: (id) => room.redo(id),
    dialogs: useDialogStore(pinia),
    notices: useNoticeStore(pinia)
  })
  const stop = manager.workflow.follow()
  return {
    ui,
    menu,
    manager,
    dispose(): void {
      stop()
      ui.menuContainer.remove()
    }
  }
}

/** Details that are objects say whose they are. */
function toScopedEvent(
  { type, detail }: LegacyEvent,
  promptId: PromptId,
  workflowId: WorkflowId | null
): CustomEvent {
  const isPlain = typeof detail === 'object' && detail !== null && !(detail instanceof Blob)
  const scoped = isPlain ? { ...detail, prompt_id: promptId, workflow_id: workflowId } : detail
  return new CustomEvent(type, { detail: scoped })
}

/** The lens follows the tab in front, and forgets closed ones. */
function follow(lens: LegacyLens, workflows: ReturnType<typeof useWorkflowStore>): Cancel {
  const scope = effectScope(true)
  scope.run(() => {
    // After the graph was switched: packs look nodes up in the one in front.
    watch(
      () => workflows.activeId,
      (id) => lens.activate(id),
      { flush: 'post' }
    )
    watch(
      () => workflows.order,
      (now, before) => {
        for (const id of before) if (!now.includes(id)) lens.forgetWorkflow(id)
      }
    )
  })
  return () => scope.stop()
}
