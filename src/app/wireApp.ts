import type { Pinia } from 'pinia'
import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import { createCanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { CanvasRoomOptions } from '@/canvas/room/roomState'
import type { WorkflowId } from '@/domain/ids'
import { openAhead } from '@/events/openAhead'
import { createSocketTransport } from '@/events/socketTransport'
import { t } from '@/i18n/translate'
import { createSessionLocks } from '@/services/client/sessionLocks'
import type { Core } from '@/services/core/createCore'
import { createCore } from '@/services/core/createCore'
import type { OpenSession } from '@/services/session/openSession'
import { openSession } from '@/services/session/openSession'
import type { SessionService } from '@/services/session/sessionService'
import { createBroadcastSiblingChannel } from '@/services/siblings/siblingChannel'
import { createBlueprintService } from '@/services/blueprints/blueprintService'
import type { BlueprintService } from '@/services/services'
import { useBlueprintStore } from '@/stores/blueprintStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useMaskEditorStore } from '@/stores/maskEditorStore'
import type { Notice } from '@/stores/noticeStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import type { PageWorld } from './pageWorld'

/** The app's parts, joined but not started. */
export interface WiredApp {
  readonly room: CanvasRoom
  readonly core: Core
  readonly session: SessionService
  readonly blueprints: BlueprintService
}

type EditListener = (workflowId: WorkflowId, byUser: boolean) => void

interface RoomListeners extends Required<
  Pick<CanvasRoomOptions, 'onDocumentPasted' | 'onFilesPasted'>
> {
  readonly onEdit: EditListener
}

/** Joins canvas, core and session. The canvas comes first and tells of edits to whoever is made later. */
export async function wireApp(pinia: Pinia, world: PageWorld): Promise<WiredApp> {
  const listeners = new Set<EditListener>()
  const blueprints = createBlueprintService({
    api: world.api,
    blueprints: useBlueprintStore(pinia),
    dialogs: useDialogStore(pinia),
    notices: useNoticeStore(pinia)
  })
  const room = createRoom(pinia, world, blueprints, {
    onEdit: (id, byUser) => listeners.forEach((listener) => listener(id, byUser)),
    onFilesPasted: (files) => void core.workflows.openFiles(files),
    onDocumentPasted: (document) =>
      void core.workflows
        .openDocument(document, null)
        .catch((error: unknown) => warn(pinia, t('documents.cantOpenPasted'), error))
  })
  const opened = await openSession({
    storage: world.getTabStorage(),
    ...(world.user.id !== null && { databaseName: `parallel-frontend.${world.user.id}` }),
    locks: createSessionLocks(world.clock),
    clock: world.clock,
    onFailure: (error) =>
      warn(
        pinia,
        t('documents.cantKeepDrafts'),
        t('documents.cantKeepDraftsDetail', {
          detail: error instanceof Error ? error.message : String(error)
        })
      )
  })
  const core = createCore({
    ...world,
    pinia,
    graphs: room.graphs,
    transport: openAhead(createTransport(world, opened)),
    channel: createBroadcastSiblingChannel(),
    records: opened.records,
    clientId: opened.id,
    random: Math.random,
    warn: (...told) => console.warn(...told)
  })
  const session = opened.createService({
    ...core.stores,
    graphs: room.graphs,
    onUnsettled: core.reconcile.lookFor,
    onBroken: (name, error, document) =>
      warn(pinia, t('documents.cantRestore', { name }), error, {
        label: t('documents.saveDraft'),
        run: () => world.saveFile(`${name}.json`, JSON.stringify(document))
      }),
    onUnsaved: (name, error) => warn(pinia, t('documents.cantKeepDraft', { name }), error)
  })
  listeners.add((workflowId, byUser) => {
    if (byUser) core.noteEdit(workflowId)
    session.noteEdit(workflowId)
  })
  core.ingest.tap((event) => session.noteEvent(event))
  core.ingest.tap(({ type }) => type === 'succeeded' && room.noteRunEnded())
  return { room, core, session, blueprints }
}

function createRoom(
  pinia: Pinia,
  { api, clock, scheduler }: PageWorld,
  blueprints: BlueprintService,
  { onEdit, ...pasting }: RoomListeners
): CanvasRoom {
  const notices = useNoticeStore(pinia)
  return createCanvasRoom({
    pinia,
    host: {
      api,
      readBlueprint: (type) => blueprints.read(type),
      publishBlueprint: (name, document) =>
        void blueprints
          .publish(name, document)
          .catch((error: unknown) => warn(pinia, t('canvas.publishFailed'), error)),
      editMask(file, locatorId) {
        const workflowId = useWorkflowStore(pinia).activeId
        const node = workflowId ? { workflowId, locatorId } : null
        useMaskEditorStore(pinia).open({ file, node })
      },
      notify: (kind, title, detail) =>
        void notices.addNotice({ kind, title, detail: detail ?? null })
    },
    frames: scheduler,
    clock,
    random: Math.random,
    ...pasting,
    onEdit: (workflowId) => onEdit(workflowId, true),
    onValuesWritten: (workflowId) => onEdit(workflowId, false)
  })
}

function createTransport({ api, clock, page }: PageWorld, { id }: OpenSession) {
  return createSocketTransport({
    getUrl: () => api.socketUrl(id),
    WebSocket,
    clock,
    random: Math.random,
    page
  })
}

function warn(pinia: Pinia, title: string, error: unknown, action: Notice['action'] = null): void {
  const detail = error instanceof Error ? error.message : String(error)
  useNoticeStore(pinia).addNotice({ kind: 'warning', title, detail, action, life: null })
}
