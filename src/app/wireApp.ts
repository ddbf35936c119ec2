import type { Pinia } from 'pinia'
import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import { createCanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { CanvasRoomOptions } from '@/canvas/room/roomState'
import type { WorkflowId } from '@/domain/ids'
import { createSocketTransport } from '@/events/socketTransport'
import { createSessionLocks } from '@/services/client/sessionLocks'
import type { Core } from '@/services/core/createCore'
import { createCore } from '@/services/core/createCore'
import type { OpenSession } from '@/services/session/openSession'
import { openSession } from '@/services/session/openSession'
import type { SessionService } from '@/services/session/sessionService'
import { createBroadcastSiblingChannel } from '@/services/siblings/siblingChannel'
import { useNoticeStore } from '@/stores/noticeStore'
import type { PageWorld } from './pageWorld'

/** The app's parts, joined but not started. */
export interface WiredApp {
  readonly room: CanvasRoom
  readonly core: Core
  readonly session: SessionService
  readonly opened: OpenSession
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
  const room = createRoom(pinia, world, {
    onEdit: (id, byUser) => listeners.forEach((listener) => listener(id, byUser)),
    onFilesPasted: (files) => void core.workflows.openFiles(files),
    onDocumentPasted: (document) =>
      void core.workflows
        .openDocument(document, null)
        .catch((error: unknown) => warn(pinia, 'What was pasted can’t be opened', error))
  })
  const opened = await openSession({
    storage: sessionStorage,
    locks: createSessionLocks(world.clock),
    clock: world.clock,
    onFailure: (error) => warn(pinia, 'Drafts can’t be kept in this browser', error)
  })
  const core = createCore({
    ...world,
    pinia,
    graphs: room.graphs,
    transport: createTransport(world, opened),
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
    onBroken: (name, error) => warn(pinia, `“${name}” could not be restored`, error),
    onUnsaved: (name, error) => warn(pinia, `The draft of “${name}” could not be kept`, error)
  })
  listeners.add((workflowId, byUser) => {
    if (byUser) core.noteEdit(workflowId)
    session.noteEdit(workflowId)
  })
  core.ingest.tap((event) => session.noteEvent(event))
  return { room, core, session, opened }
}

function createRoom(
  pinia: Pinia,
  { api, clock, scheduler }: PageWorld,
  { onEdit, ...pasting }: RoomListeners
): CanvasRoom {
  const notices = useNoticeStore(pinia)
  return createCanvasRoom({
    pinia,
    host: {
      api,
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

function warn(pinia: Pinia, title: string, error: unknown): void {
  const detail = error instanceof Error ? error.message : String(error)
  useNoticeStore(pinia).addNotice({ kind: 'warning', title, detail, life: null })
}
