import type { ScriptedServer } from '../../tests-ui/harness/replayServer'
import type { Submission } from '../../tests-ui/harness/replayJobs'
import { encodePreview } from './frames'

/** State of a node in a snapshot: value, max, and whether it is done. */
export type NodeStep = readonly [value: number, max: number, state?: 'running' | 'finished']

/** One prompt of a scripted server; says what a stock server says of it, when the test wants it said. */
export class ScriptedRun {
  readonly #server: ScriptedServer
  readonly promptId: string
  readonly clientId: string
  readonly submission: Submission

  /** @param clientId to whom it is said; the submitter unless told */
  constructor(server: ScriptedServer, submission: Submission, clientId?: string) {
    this.#server = server
    this.submission = submission
    this.promptId = submission.promptId
    this.clientId = clientId ?? submission.clientId ?? ''
  }

  /** The prompt as it was submitted, by node id. */
  get nodes(): Record<string, { class_type: string; inputs: Record<string, unknown> }> {
    return this.submission.body.prompt as never
  }

  /** The same prompt, of which no client hears from now on; only the server's lists know. */
  unheard(): ScriptedRun {
    const { submission, clientId } = this
    const silent = { ...this.#server, send: () => undefined }
    const run = new ScriptedRun(silent, submission, clientId)
    run.say = (type, data = {}) =>
      this.#server.note({ type, data: { prompt_id: this.promptId, ...data } })
    return run
  }

  /** Any message about this prompt. */
  say(type: string, data: Readonly<Record<string, unknown>> = {}): void {
    this.#server.send(this.clientId, { type, data: { prompt_id: this.promptId, ...data } })
  }

  start(cached: readonly string[] = []): this {
    this.say('execution_start', { timestamp: 1 })
    this.say('execution_cached', { nodes: cached, timestamp: 2 })
    return this
  }

  /** A full snapshot. */
  snapshot(nodes: Readonly<Record<string, NodeStep>>): this {
    const entries = Object.entries(nodes).map(([id, [value, max, state = 'running']]) => [
      id,
      {
        value,
        max,
        state,
        node_id: id,
        prompt_id: this.promptId,
        display_node_id: id,
        parent_node_id: null,
        real_node_id: id
      }
    ])
    this.say('progress_state', { nodes: Object.fromEntries(entries) })
    return this
  }

  /** A node begins. */
  begin(node: string | number): this {
    this.snapshot({ [`${node}`]: [0, 1] as const })
    this.say('executing', { node: `${node}`, display_node: `${node}` })
    return this
  }

  /** A step of a node, in both forms a server sends. */
  step(node: string | number, value: number, max: number): this {
    this.snapshot({ [`${node}`]: [value, max] as const })
    this.say('progress', { node: `${node}`, value, max })
    return this
  }

  executed(node: string | number, output: unknown): this {
    this.say('executed', { node: `${node}`, display_node: `${node}`, output })
    return this
  }

  /** A live preview that names its prompt and node. */
  preview(node: string | number, image: Uint8Array): this {
    this.#server.send(this.clientId, encodePreview(this.promptId, `${node}`, image))
    return this
  }

  succeed(): this {
    this.say('execution_success', { timestamp: 3 })
    return this.#end()
  }

  fail(node: string | number, message = 'out of paint', more: Record<string, unknown> = {}): this {
    this.say('execution_error', {
      node_id: `${node}`,
      node_type: this.nodes[node]?.class_type ?? 'ProbeSteps',
      executed: [],
      exception_message: `${message}\n`,
      exception_type: 'ValueError',
      traceback: ['line 1\n', 'line 2\n'],
      current_inputs: {},
      current_outputs: [],
      timestamp: 3,
      ...more
    })
    return this.#end()
  }

  interrupt(node: string | number): this {
    const node_type = this.nodes[node]?.class_type ?? 'ProbeSteps'
    this.say('execution_interrupted', { node_id: `${node}`, node_type, executed: [], timestamp: 3 })
    return this.#end()
  }

  #end(): this {
    this.#server.send(null, {
      type: 'status',
      data: { status: { exec_info: { queue_remaining: 0 } } }
    })
    this.say('executing', { node: null })
    return this
  }
}
