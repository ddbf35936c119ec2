import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { installExtensions } from '@/app/installExtensions'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { toClientId } from '@/domain/ids'
import { createCore } from '@/services/core/createCore'
import type { LegacyApi } from '@/extensions/legacyApi'
import type { LegacyApp } from '@/extensions/legacyApp'
import type { WorkflowJson } from '@/protocol/prompt'
import { useSettingStore } from '@/stores/settingStore'
import { createRoomHarness } from './canvasRoom'
import { createMemoryRecords, makeRandom, settle } from './core'
import { createServerApi } from './coreApi'
import { ScriptedServer } from './coreServer'
import { createScriptedTransport } from './coreTransport'
import { runFrames } from './scheduler'

/** What packs and scripts find on the page. */
export interface PackGlobals {
  readonly app: LegacyApp
  readonly api: LegacyApi
  readonly graph: LGraph | null
  readonly comfyAPI: { readonly app: { app: unknown }; readonly api: { api: unknown } }
}

/** A node with what packs read of it. */
export type PackNode = LGraphNode & { imgs?: HTMLImageElement[] }

const CLIENT = 'this-tab'

/** The page's globals over the real core and canvas, with a scripted server at the other end. */
export async function createExtensionsHarness() {
  const harness = await createRoomHarness({ onEdit: (id) => core.noteEdit(id) })
  const { pinia, room, clock, frames: scheduler } = harness
  const server = new ScriptedServer({ clock })
  const requests: { readonly route: string; readonly init: RequestInit | undefined }[] = []
  const answers = new Map<string, unknown>()
  const api = {
    ...createServerApi(server),
    async fetchApi(route: string, init?: RequestInit) {
      requests.push({ route, init })
      return new Response(JSON.stringify(answers.get(route) ?? {}))
    }
  }
  const transport = createScriptedTransport()
  const core = createCore({
    pinia,
    api,
    graphs: room.graphs,
    transport,
    channel: { post: () => {}, listen: () => () => {} },
    records: createMemoryRecords(),
    clientId: toClientId(CLIENT),
    clock,
    scheduler,
    random: makeRandom(),
    saveFile: () => {},
    download: () => {},
    warn: () => {}
  })
  transport.onConnected = () => server.attach(CLIENT, transport.push)
  const stop = core.start()
  transport.connect()
  const world = { api, baseUrl: 'http://127.0.0.1:8288/' }
  const store = {
    set: (key: string, value: unknown) =>
      Promise.resolve(useSettingStore(pinia).applySettings({ [key]: value }))
  }
  const extensions = installExtensions({ pinia, world, room, core, store })
  const globals = window as unknown as PackGlobals
  const listPrompts = () => Object.keys(core.stores.execution.promptStates) as PromptId[]
  return {
    ...harness,
    core,
    server,
    transport,
    requests,
    answers,
    app: globals.app,
    api: globals.api,
    globals,
    get activeId(): WorkflowId {
      return core.stores.workflows.activeId!
    },
    nodeOf: (id: number) => globals.app.graph!.getNodeById(id) as PackNode,
    /** Presses Run in a workflow. @returns its prompt */
    async run(workflowId: WorkflowId): Promise<PromptId> {
      const before = new Set(listPrompts())
      await core.runs.run(workflowId, {})
      return listPrompts().find((promptId) => !before.has(promptId))!
    },
    async load(document: WorkflowJson, name: string): Promise<WorkflowId> {
      await globals.app.loadGraphData(document, true, true, name)
      return core.stores.workflows.activeId!
    },
    /** Brings a tab to the front; those who follow it hear of that. */
    async activate(workflowId: WorkflowId): Promise<void> {
      core.workflows.activate(workflowId)
      await settle()
    },
    pass: (milliseconds: number) => runFrames(clock, scheduler, milliseconds),
    dispose(): void {
      extensions.dispose()
      stop()
      harness.dispose()
    }
  }
}

export type ExtensionsHarness = Awaited<ReturnType<typeof createExtensionsHarness>>
