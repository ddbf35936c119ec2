import type { Pinia } from 'pinia'
import { createPinia } from 'pinia'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { toClientId } from '@/domain/ids'
import type { Frame, Transport } from '@/events/transport'
import type { ApiPrompt } from '@/protocol/prompt'
import type { ComfyApi } from '@/services/api/comfyApi'
import type { Core, CorePorts } from '@/services/core/createCore'
import { createCore } from '@/services/core/createCore'
import type { CoreStores } from '@/services/core/coreStores'
import type { PromptRecord, PromptRecords } from '@/services/ports'
import type { WorkflowService } from '@/services/services'
import type { SiblingChannel } from '@/services/siblings/siblingChannel'
import type { ManualClock } from './clock'
import { createManualClock } from './clock'
import { createServerApi } from './coreApi'
import type { TestDocument, TestGraphs } from './coreGraphs'
import { createTestGraphs, makeDocument } from './coreGraphs'
import { ScriptedServer } from './coreServer'
import type { ScriptedTransport } from './coreTransport'
import { createScriptedTransport } from './coreTransport'
import type { ManualScheduler } from './scheduler'
import { createManualScheduler, runFrames } from './scheduler'

export interface CoreOptions {
  /** Shared by the tabs of a test; each gets its own by default. */
  readonly clock?: ManualClock
  readonly server?: ScriptedServer
  readonly clientId?: string
  /** A replay, instead of the scripted connection. */
  readonly transport?: Transport
  /** Another server's interface, such as the real one over recorded answers. */
  readonly api?: ComfyApi
  readonly channel?: SiblingChannel
  readonly records?: PromptRecords
  /** 0 <= x < 1 */
  readonly random?: () => number
  readonly isConnected?: boolean
  /** Also told of edits. */
  readonly onEdit?: (workflowId: WorkflowId) => void
}

/** The real core, with its stores and every knob of its outside. */
export interface CoreHarness extends Omit<Core, 'workflows'>, CoreStores {
  /** `workflows` is the store, since tests look there most. */
  readonly workflowService: WorkflowService
  readonly pinia: Pinia
  readonly clock: ManualClock
  readonly scheduler: ManualScheduler
  readonly server: ScriptedServer
  readonly api: ComfyApi
  /** Does nothing where the test brought its own transport. */
  readonly transport: ScriptedTransport
  readonly graphs: TestGraphs
  readonly records: PromptRecords
  readonly clientId: string
  readonly files: readonly { readonly name: string; readonly content: string }[]
  readonly downloads: readonly string[]
  readonly warnings: readonly string[]
  /** Opens a workflow with a document, in front unless told otherwise. */
  open(name: string, document?: Partial<TestDocument>, inFront?: boolean): Promise<WorkflowId>
  /** Presses Run and waits for the server's answers. @returns ids of the prompts this made, in order */
  run(workflowId: WorkflowId, count?: number): Promise<PromptId[]>
  push(...frames: readonly Frame[]): void
  /** Lets time pass as on a visible page. */
  pass(milliseconds: number): void
  /** Shows what waits for the next frame. */
  frame(): void
  /** Lets promises that wait for nothing but each other settle. */
  settle(): Promise<void>
  /** Ids of all prompts with a state, in order of registration. */
  listPrompts(): PromptId[]
  dispose(): void
}

/** Prompts' records in memory, for tests that keep no session. */
export function createMemoryRecords(): PromptRecords & {
  readonly saved: ReadonlyMap<PromptId, PromptRecord>
  readonly accepted: ReadonlySet<PromptId>
} {
  const saved = new Map<PromptId, PromptRecord>()
  const accepted = new Set<PromptId>()
  return {
    saved,
    accepted,
    savePrompt: (record) => void saved.set(record.promptId, record),
    noteAccepted: (promptId) => void accepted.add(promptId),
    forgetPrompt: (promptId) => void saved.delete(promptId),
    findPrompt: (promptId) => Promise.resolve(saved.get(promptId) ?? null)
  }
}

const SILENT_CHANNEL: SiblingChannel = { post: () => {}, listen: () => () => {} }

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn++) await Promise.resolve()
}

export function createTestCore(options: CoreOptions = {}): CoreHarness {
  const clock = options.clock ?? createManualClock()
  const scheduler = createManualScheduler()
  const server = options.server ?? new ScriptedServer({ clock })
  const transport = createScriptedTransport()
  const clientId = options.clientId ?? 'this-tab'
  const files: { name: string; content: string }[] = []
  const downloads: string[] = []
  const warnings: string[] = []
  const graphs = createTestGraphs(
    (workflowId) => core.stores.workflows.getWorkflow(workflowId)?.name ?? '',
    (workflowId) => {
      core.noteEdit(workflowId)
      options.onEdit?.(workflowId)
    }
  )
  const ports: CorePorts = {
    pinia: createPinia(),
    api: options.api ?? createServerApi(server),
    graphs,
    transport: options.transport ?? transport,
    channel: options.channel ?? SILENT_CHANNEL,
    records: options.records ?? createMemoryRecords(),
    clientId: toClientId(clientId),
    clock,
    scheduler,
    random: options.random ?? makeRandom(),
    saveFile: (name, content) => void files.push({ name, content }),
    download: (url) => void downloads.push(url),
    warn: (message) => void warnings.push(message)
  }
  const core: Core = createCore(ports)
  transport.onConnected = () => server.attach(clientId, transport.push)
  const stop = core.start()
  if (options.isConnected !== false) transport.connect()
  return {
    ...core,
    ...core.stores,
    workflowService: core.workflows,
    ...makeKnobs(core, graphs),
    pinia: ports.pinia,
    clock,
    scheduler,
    server,
    api: ports.api,
    transport,
    graphs,
    records: ports.records,
    clientId,
    files,
    downloads,
    warnings,
    push: transport.push,
    pass: (milliseconds) => runFrames(clock, scheduler, milliseconds),
    frame() {
      clock.runDue()
      scheduler.frame()
    },
    settle,
    dispose: stop
  }
}

function makeKnobs({ stores, workflows, runs }: Core, graphs: TestGraphs) {
  const listPrompts = () => Object.keys(stores.execution.promptStates) as PromptId[]
  return {
    listPrompts,
    async open(name: string, document: Partial<TestDocument> = {}, inFront = true) {
      const before = stores.workflows.activeId
      const made = makeDocument({ prompt: makePrompt(), ...document })
      const workflowId = await workflows.openDocument(made, name)
      if (!inFront && before) workflows.activate(before)
      graphs.getDocument(workflowId)
      return workflowId
    },
    async run(workflowId: WorkflowId, count?: number) {
      const before = new Set(listPrompts())
      await runs.run(workflowId, count === undefined ? {} : { count })
      return listPrompts().filter((promptId) => !before.has(promptId))
    }
  }
}

/** Node 3 samples, node 9 saves: the ids that every workflow has. */
export function makePrompt(seed = 1): ApiPrompt {
  return {
    3: { class_type: 'KSampler', inputs: { seed, steps: 20 }, _meta: { title: 'Sampler' } },
    9: { class_type: 'SaveImage', inputs: { images: ['3', 0] }, _meta: { title: 'Save' } }
  }
}

/** The same numbers in each run of a test. */
export function makeRandom(seed = 1): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
