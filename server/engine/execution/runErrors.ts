import { WorkerFailure } from '../pool/engineWorker'
import { describeFailure } from '../values/engineError'
import type { InputLists } from '../worker/messages'
import { describeInputs } from './inputLists'

interface FailingNode {
  readonly node_id: string
  readonly node_type: string
  readonly executed: readonly string[]
}

/** The data of `execution_error` messages (protocol.md §1.5). */
export const createErrorData = {
  /** A node threw, or its worker ended: the run is over. */
  failed(node: FailingNode, error: unknown, inputs: InputLists, allIds: readonly string[]) {
    const { message, exceptionType, traceback } = describeFailure(error)
    return {
      ...node,
      exception_message: `${message}\n`,
      exception_type: exceptionType,
      traceback: error instanceof WorkerFailure ? error.traceback : traceback,
      current_inputs: describeInputs(inputs),
      current_outputs: allIds
    }
  },

  /** A blocker with a message reached a node: a notice, the run goes on. */
  blocked: (node: FailingNode, message: string) => ({
    ...node,
    exception_message: `Execution Blocked: ${message}`,
    exception_type: 'ExecutionBlocked',
    traceback: [],
    current_inputs: [],
    current_outputs: []
  })
}
