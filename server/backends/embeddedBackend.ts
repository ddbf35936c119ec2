import { describeError, type Log } from '../base/log'
import type { Engine, EngineEvent, EngineJob, EngineResult } from '../engine/engine'
import type { Backend } from './backend'

const TERMINAL = new Set(['execution_success', 'execution_interrupted'])

function isTerminal(event: EngineEvent): boolean {
  if (event.kind !== 'message') return false
  if (event.type === 'execution_error') return event.data.exception_type !== 'ExecutionBlocked'
  return TERMINAL.has(event.type)
}

/** The error of a run that the engine itself could not carry through; it has no node (protocol.md §7.3). */
function failedRun(job: EngineJob, error: unknown): EngineResult {
  const data = {
    prompt_id: job.promptId,
    executed: [],
    exception_message: `${describeError(error)}\n`,
    exception_type: 'EngineFailure',
    traceback: [],
    current_inputs: {},
    current_outputs: [],
    timestamp: Date.now()
  }
  return { status: 'error', outputs: {}, meta: {}, messages: [['execution_error', data]] }
}

/**
 * The engine as a backend. It holds the engine to its contract: a run that rejects ends as an error that its owner
 * hears of, and nothing is heard of a run after its end.
 */
export function createEmbeddedBackend(engine: Engine, log: Log): Backend {
  async function run(job: EngineJob, emit: (event: EngineEvent) => void): Promise<EngineResult> {
    let ended = false
    let terminalSent = false
    const hear = (event: EngineEvent) => {
      if (ended) return
      terminalSent ||= isTerminal(event)
      emit(event)
    }
    try {
      return await engine.run(job, hear)
    } catch (error) {
      log.error('engine failed', { prompt: job.promptId, error: describeError(error) })
      const result = failedRun(job, error)
      for (const [type, data] of terminalSent ? [] : result.messages) {
        emit({ kind: 'message', type, data, to: 'owner' })
      }
      return result
    } finally {
      ended = true
    }
  }

  return {
    get capacity() {
      return engine.capacity
    },
    getObjectInfo: () => engine.getObjectInfo(),
    validate: (prompt, partialTargets) => engine.validate(prompt, partialTargets),
    run,
    interrupt: (promptId) => engine.interrupt(promptId),
    free: () => engine.free(),
    close: () => engine.close()
  }
}
