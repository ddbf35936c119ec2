import type {
  Engine,
  EngineEvent,
  EngineJob,
  EngineResult,
  ValidationResult
} from '../../server/engine/engine'
import type { ObjectInfoWire } from '../../src/protocol/nodeDefinition'
import type { ApiPrompt } from '../../src/protocol/prompt'

type Message = readonly [type: string, data: Readonly<Record<string, unknown>>]

/** A run that does nothing but what a test tells it. */
export interface ScriptedRun {
  readonly job: EngineJob
  /** Was it asked to stop? */
  readonly isInterrupted: boolean
  emit(event: EngineEvent): void
  /** To the owner unless said. */
  say(type: string, data: Record<string, unknown>, to?: 'owner' | 'ownerOrAll' | 'everyone'): void
  /** Says the terminal event and ends. */
  succeed(outputs?: Record<string, unknown>): void
  fail(error?: Record<string, unknown>): void
  stop(): void
  /** Ends with a result of the test's own, saying nothing. */
  end(result: EngineResult): void
  /** Breaks the contract: the run rejects. */
  crash(error: Error): void
}

export interface ScriptedEngine extends Engine {
  /** Prompt ids in the order of starting. */
  readonly started: readonly string[]
  readonly freeCount: number
  readonly isClosed: boolean
  /** The run of a prompt, as soon as it is there. */
  getRun(promptId: string): Promise<ScriptedRun>
}

export interface ScriptedEngineOptions {
  readonly capacity?: number
  readonly objectInfo?: ObjectInfoWire
  /** Ends a run at once when it is asked to stop; else the test does. */
  readonly obeysInterrupts?: boolean
  readonly validate?: (prompt: ApiPrompt, targets: readonly string[] | null) => ValidationResult
}

const TIME = 1_790_000_000_000

/** Every node whose class is named `Preview...` or `Save...` is an output; a prompt without one is refused. */
function validateByName(prompt: ApiPrompt, targets: readonly string[] | null): ValidationResult {
  const outputNodeIds = Object.keys(prompt).filter(
    (id) => /^(Preview|Save)/.test(prompt[id]?.class_type ?? '') && (targets?.includes(id) ?? true)
  )
  if (outputNodeIds.length > 0) return { valid: true, outputNodeIds, nodeErrors: {} }
  const message = 'Prompt has no outputs'
  const error = { type: 'prompt_no_outputs', message, details: '', extra_info: {} }
  return { valid: false, error, nodeErrors: {} }
}

function toMeta(outputs: Record<string, unknown>) {
  return Object.fromEntries(
    Object.keys(outputs).map((id) => [
      id,
      { node_id: id, display_node: id, parent_node: null, real_node_id: id }
    ])
  )
}

interface Ending {
  readonly resolve: (result: EngineResult) => void
  readonly reject: (error: Error) => void
}

function createRun(
  job: EngineJob,
  emit: (event: EngineEvent) => void,
  { resolve, reject }: Ending
): ScriptedRun & { interrupt(): void } {
  const messages: Message[] = []
  const id = { prompt_id: job.promptId }
  let isInterrupted = false
  const say = (
    type: string,
    data: Record<string, unknown>,
    to: 'owner' | 'ownerOrAll' | 'everyone' = 'owner'
  ) => {
    if (type.startsWith('execution_')) messages.push([type, data])
    emit({ kind: 'message', type, data, to })
  }
  const end = (status: EngineResult['status'], outputs: Record<string, unknown> = {}) =>
    resolve({ status, outputs, meta: toMeta(outputs), messages })
  return {
    job,
    get isInterrupted() {
      return isInterrupted
    },
    interrupt: () => void (isInterrupted = true),
    emit,
    say,
    succeed(outputs) {
      say('execution_success', { ...id, timestamp: TIME + 9000 })
      end('success', outputs)
    },
    fail(error = {}) {
      const data = { ...id, node_id: '1', node_type: 'Test', executed: [], ...error }
      say('execution_error', { ...data, timestamp: TIME + 9000 })
      end('error')
    },
    stop() {
      const data = { ...id, node_id: '1', node_type: 'Test', executed: [] }
      say('execution_interrupted', { ...data, timestamp: TIME + 9000 }, 'ownerOrAll')
      end('interrupted')
    },
    end: resolve,
    crash: reject
  }
}

/** An engine that keeps the contract and leaves what happens, and when, to the test. */
export function createScriptedEngine(options: ScriptedEngineOptions = {}): ScriptedEngine {
  const { capacity = 1, objectInfo = {}, obeysInterrupts = true } = options
  const runs = new Map<string, ReturnType<typeof createRun>>()
  const waiting = new Map<string, ((run: ScriptedRun) => void)[]>()
  const started: string[] = []
  let freeCount = 0
  let isClosed = false

  function run(job: EngineJob, emit: (event: EngineEvent) => void): Promise<EngineResult> {
    const result = new Promise<EngineResult>((resolve, reject) => {
      const run = createRun(job, emit, { resolve, reject })
      runs.set(job.promptId, run)
      started.push(job.promptId)
      for (const listener of waiting.get(job.promptId) ?? []) listener(run)
      waiting.delete(job.promptId)
    })
    return result.finally(() => runs.delete(job.promptId))
  }

  function interrupt(promptId: string): boolean {
    const run = runs.get(promptId)
    run?.interrupt()
    if (obeysInterrupts) run?.stop()
    return run !== undefined
  }

  return {
    capacity,
    started,
    get freeCount() {
      return freeCount
    },
    get isClosed() {
      return isClosed
    },
    getRun(promptId) {
      const run = runs.get(promptId)
      if (run) return Promise.resolve(run)
      return new Promise((resolve) => {
        waiting.set(promptId, [...(waiting.get(promptId) ?? []), resolve])
      })
    },
    getObjectInfo: () => Promise.resolve(objectInfo),
    validate: (prompt, targets) =>
      Promise.resolve((options.validate ?? validateByName)(prompt, targets)),
    run,
    interrupt,
    free: () => void (freeCount += 1),
    close: () => Promise.resolve(void (isClosed = true))
  }
}
