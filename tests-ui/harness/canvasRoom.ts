import { LiteGraph } from '@comfyorg/litegraph'
import { createPinia, setActivePinia } from 'pinia'
import type { CanvasRoomOptions } from '@/canvas/room/roomState'
import { createCanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { WorkflowCanvas } from '@/canvas/view/workflowCanvas'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import { toWorkflowId } from '@/domain/ids'
import type { NodeReplacements } from '@/domain/nodeReplacement'
import type { OutputFile } from '@/domain/nodeOutput'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowJson } from '@/protocol/prompt'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { readDefinitions } from './canvasWorkflows'
import type { ContextCalls } from './canvasContext'
import { stubCanvasContext } from './canvasContext'
import { createManualClock } from './clock'
import { createManualScheduler } from './scheduler'

let definitions: ObjectInfoWire | undefined

/** The definitions of the fixtures; read once per test file. */
export function getDefinitions(): ObjectInfoWire {
  return (definitions ??= readDefinitions())
}

export interface RoomHarnessOptions extends Partial<
  Pick<CanvasRoomOptions, 'random' | 'onEdit' | 'onDocumentPasted' | 'onFilesPasted'>
> {
  readonly definitions?: ObjectInfoWire
  /** What the server answers at other routes; undefined for nothing. */
  readonly answers?: (route: string) => unknown
  /** What the server says takes the place of types that are gone. */
  readonly replacements?: NodeReplacements
  /** False: no component holds a canvas. */
  readonly isMounted?: boolean
}

/** A canvas room with its stores, and time, frames and uploads in the test's hands. */
export async function createRoomHarness(options: RoomHarnessOptions = {}) {
  const pinia = createPinia()
  setActivePinia(pinia)
  const clock = createManualClock()
  const frames = createManualScheduler()
  const calls: ContextCalls = new Map()
  const restore = stubCanvasContext(calls)
  const notices: string[] = []
  const uploads: File[] = []
  const uploadPlaces: string[] = []
  const fetched: string[] = []
  const blueprints = new Map<string, WorkflowJson>()
  const masks: { file: OutputFile; locatorId: NodeLocatorId }[] = []
  const edits: WorkflowId[] = []
  const room = createCanvasRoom({
    pinia,
    clock,
    frames,
    random: options.random ?? (() => 0),
    ...options,
    onEdit: options.onEdit ?? ((id) => edits.push(id)),
    host: {
      api: {
        viewUrl: ({ filename, subfolder, type }: OutputFile) =>
          `/view?filename=${filename}&subfolder=${subfolder ?? ''}&type=${type ?? ''}`,
        async uploadImage(file, { type = 'input', subfolder = '' } = {}) {
          uploads.push(file)
          uploadPlaces.push(`${type}:${subfolder}/${file.name}`)
          return { filename: file.name, subfolder, type }
        },
        async getNodeReplacements() {
          fetched.push('/node_replacements')
          return options.replacements ?? {}
        },
        fetchApi: async (route) => {
          fetched.push(route)
          const answer: unknown = options.answers?.(route)
          return answer === undefined
            ? new Response(null, { status: 404 })
            : new Response(JSON.stringify(answer))
        }
      },
      readBlueprint: (type) => Promise.resolve(blueprints.get(type) ?? null),
      publishBlueprint: (name, document) => void blueprints.set(name, document),
      editMask: (file, locatorId) => void masks.push({ file, locatorId }),
      notify: (_kind, title) => void notices.push(title)
    }
  })
  const known = options.definitions ?? getDefinitions()
  if (options.replacements) useConnectionStore().applyServerFlags({ node_replacements: true })
  useNodeDefStore().applyDefinitions(known)
  await room.registerDefinitions(known)
  const mounted = options.isMounted === false ? null : mount(room)
  const stores = {
    workflows: useWorkflowStore(),
    execution: useExecutionStore(),
    errors: useExecutionErrorStore(),
    previews: useImagePreviewStore(),
    nodeDefs: useNodeDefStore(),
    connection: useConnectionStore()
  }
  return {
    pinia,
    room,
    clock,
    frames,
    calls,
    notices,
    uploads,
    /** Where each was put: `input:cats/a.png`. */
    uploadPlaces,
    /** Routes that widgets asked for. */
    fetched,
    /** Pictures that the mask editor was opened for. */
    masks,
    /** Kept subgraphs, by name, and what lists offer, by type. */
    blueprints,
    edits,
    stores,
    ...mounted,
    /** Opens a document in a tab of its own and brings it to the front. */
    async open(name: string, document: WorkflowJson | null): Promise<WorkflowId> {
      const id = toWorkflowId(name)
      await room.graphs.openGraph(id, document)
      if (!stores.workflows.getWorkflow(id))
        stores.workflows.addWorkflow({ id, documentId: name, name })
      this.show(id)
      return id
    },
    show(id: WorkflowId): void {
      stores.workflows.activate(id)
      room.graphs.showGraph(id)
    },
    get canvas(): WorkflowCanvas {
      return room.canvas.value!
    },
    /** Lets a gesture with the pointer end. */
    endGesture(): void {
      window.dispatchEvent(new Event('pointerup'))
      clock.runDue()
    },
    dispose(): void {
      mounted?.unmount()
      room.dispose()
      restore()
      for (const type of Object.keys(LiteGraph.registered_node_types))
        if (!(type in known) && /^[0-9a-f-]{36}$/.test(type))
          delete LiteGraph.registered_node_types[type]
    }
  }
}

function mount(room: Awaited<ReturnType<typeof createCanvasRoom>>) {
  const holder = document.createElement('div')
  const element = document.createElement('canvas')
  const overlay = document.createElement('div')
  holder.append(element, overlay)
  document.body.append(holder)
  for (const [key, value] of [
    ['clientWidth', 1200],
    ['clientHeight', 800]
  ] as const)
    Object.defineProperty(element, key, { value, configurable: true })
  const unmountStage = room.mount(element, overlay)
  return {
    element,
    overlay,
    unmount() {
      unmountStage()
      holder.remove()
    }
  }
}

export type RoomHarness = Awaited<ReturnType<typeof createRoomHarness>>
