import type { Pinia } from 'pinia'
import { effectScope, watch } from 'vue'
import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { PromptId, WorkflowId } from '@/domain/ids'
import type { Cancel } from '@/domain/time'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { AppHost, EventTap, ServerAddress } from './appHost'
import { installGlobals } from './installGlobals'
import { LegacyApi } from './legacyApi'
import { LegacyApp } from './legacyApp'
import type { LegacyEvent } from './legacyDetails'
import { LegacyLens } from './legacyLens'
import { createLensSource } from './lensSource'

export interface ExtensionOptions extends ServerAddress {
  readonly pinia: Pinia
  readonly room: Pick<CanvasRoom, 'getGraph' | 'canvas' | 'graphs' | 'controls'>
  readonly host: AppHost
  /** Where the globals go: `window`. */
  readonly target: object
  readonly tap: EventTap
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
  const app = new LegacyApp({
    host,
    room,
    api,
    execution,
    workflows,
    errors: useExecutionErrorStore(pinia),
    previews: useImagePreviewStore(pinia),
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
    follow(lens, workflows)
  ]
  return { app, api, dispose: () => stops.forEach((stop) => stop()) }
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
