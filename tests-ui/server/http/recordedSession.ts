import type { RecordingEntry } from '@/events/recording'
import { decodeBinaryFrame } from '@/protocol/decodeBinaryFrame'
import { parseWireJson } from '@/protocol/json'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt } from '@/protocol/prompt'
import { createScriptedEngine, type ScriptedRun } from '../../builders/scriptedEngine'
import type { ClientAnswer } from '../../harness/clientHttp'
import type { TestClient, TextMessage } from '../../harness/clientSocket'
import { listExchanges, loadFixture, loadRecording } from '../../harness/recording'
import { startTestServer, type TestServer } from '../../harness/serverInProcess'

type Entry<Kind extends RecordingEntry['kind']> = Extract<RecordingEntry, { kind: Kind }>

/** What a client received, reduced to what must be equal. */
export type ComparableFrame = string

export interface PlayedSession {
  /** By socket letter: what the recording's client received and what ours did. */
  readonly frames: ReadonlyMap<string, { recorded: ComparableFrame[]; ours: ComparableFrame[] }>
  readonly answers: readonly { request: Entry<'request'>; recorded: unknown; ours: unknown }[]
}

const definitions = loadFixture('object_info.json') as ObjectInfoWire

function isOutputNode(prompt: ApiPrompt, id: string): boolean {
  const classType = prompt[id]?.class_type ?? ''
  return definitions[classType]?.output_node === true
}

function createSessionEngine() {
  return createScriptedEngine({
    obeysInterrupts: false,
    validate: (prompt, targets) => {
      const outputNodeIds = Object.keys(prompt).filter(
        (id) => isOutputNode(prompt, id) && (targets?.includes(id) ?? true)
      )
      if (outputNodeIds.length > 0) return { valid: true, nodeErrors: {}, outputNodeIds }
      const message = 'Prompt has no outputs'
      const error = { type: 'prompt_no_outputs', message, details: '', extra_info: {} }
      return { valid: false, nodeErrors: {}, error }
    }
  })
}

const TO_ALL_WITHOUT_OWNER = new Set(['progress_state', 'progress', 'execution_interrupted'])
const TERMINAL = new Set(['execution_success', 'execution_error', 'execution_interrupted'])

function getRecipients(type: string): 'owner' | 'ownerOrAll' | 'everyone' {
  if (type === 'probe.everybody') return 'everyone'
  return TO_ALL_WITHOUT_OWNER.has(type) ? 'ownerOrAll' : 'owner'
}

/**
 * Volatile values out: times, and numbers of the queue, which depend on what ran before. Sets are sorted.
 * @param rename ids that the recorded server gave, and ours for them
 */
function normalise(value: unknown, rename: ReadonlyMap<string, string>, key = ''): unknown {
  if (typeof value === 'number') {
    if (value > 1e12 && /time/.test(key)) return '<ms>'
    return key === 'number' || key === 'priority' ? '<number>' : value
  }
  if (typeof value === 'string') return rename.get(value) ?? value
  if (Array.isArray(value)) return normaliseList(value, rename, key)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, normalise(inner, rename, name)])
  )
}

function normaliseList(list: unknown[], rename: ReadonlyMap<string, string>, key: string): unknown {
  const items = list.map((item) => normalise(item, rename))
  // A queue item: number, id, prompt, extra data, a set of outputs.
  if (list.length === 5 && typeof list[0] === 'number' && Array.isArray(list[4])) {
    return ['<number>', ...items.slice(1, 4), [...(list[4] as string[])].sort()]
  }
  return key === 'executed' || key === 'nodes' ? items.map(String).sort() : items
}

/** Frames that our server makes out of a recorded session, by playing its engine's part and its clients' part. */
class SessionPlayer {
  readonly #engine = createSessionEngine()
  readonly #recording
  readonly #clients = new Map<string, TestClient>()
  readonly #rename = new Map<string, string>()
  readonly #answers = new Map<number, ClientAnswer>()
  readonly #outputs = new Map<string, Record<string, unknown>>()
  readonly #messages = new Map<string, [string, TextMessage['data']][]>()
  #server: TestServer | null = null

  constructor(name: string) {
    this.#recording = loadRecording(name)
  }

  async play(): Promise<PlayedSession> {
    this.#server = await startTestServer({ engine: this.#engine })
    try {
      for (const entry of this.#recording.entries) await this.#step(entry)
      await this.#catchUp()
      return { frames: this.#compareFrames(), answers: this.#compareAnswers() }
    } finally {
      await this.#server.close()
    }
  }

  async #step(entry: RecordingEntry): Promise<void> {
    if (entry.kind === 'open') await this.#open(entry)
    else if (entry.kind === 'send') await this.#send(entry)
    else if (entry.kind === 'close') this.#clients.get(entry.socket)?.close()
    else if (entry.kind === 'request') await this.#request(entry)
    else if (entry.kind === 'receive') await this.#drive(entry)
  }

  async #send({ socket, json }: Entry<'send'>): Promise<void> {
    const client = this.#clients.get(socket)
    client?.send(JSON.stringify(json))
    // What is submitted next goes another way: the flags must be known by then.
    await client?.waitForMessage('feature_flags')
  }

  async #open({ socket, path }: Entry<'open'>): Promise<void> {
    const id = new URL(path, 'http://x').searchParams.get('clientId')
    const client = await this.#server!.openClient(id === null ? {} : { clientId: id })
    this.#clients.set(socket, client)
    const recorded = this.#listRecorded(socket)[0]
    const sid = recorded && 'data' in recorded ? recorded.data.sid : null
    if (id === null && typeof sid === 'string') this.#rename.set(sid, client.clientId)
  }

  /** Asks for the recorded prompt id, so that ids are the same on both sides. */
  async #request({ n, method, path, headers, body }: Entry<'request'>): Promise<void> {
    const recordedId = this.#findPromptId(n)
    const renamed = body === undefined ? undefined : this.#renameAll(body)
    const ours = recordedId === null ? renamed : { ...(renamed as object), prompt_id: recordedId }
    const request = {
      method,
      ...(headers && { headers }),
      ...(ours !== undefined && { body: ours })
    }
    this.#answers.set(n, await this.#server!.ask(path, request))
  }

  #renameAll(value: unknown): unknown {
    let text = JSON.stringify(value)
    for (const [from, to] of this.#rename) text = text.replaceAll(from, to)
    return JSON.parse(text) as unknown
  }

  #findPromptId(n: number): string | null {
    const response = this.#recording.entries.find(
      (entry) => entry.kind === 'response' && entry.n === n
    )
    const json = response?.kind === 'response' ? response.json : null
    const id = (json as { prompt_id?: unknown } | null | undefined)?.prompt_id
    return typeof id === 'string' ? id : null
  }

  /** Lets the engine say what the recorded server said, once for all sockets that heard it. */
  async #drive({ socket, frame }: Entry<'receive'>): Promise<void> {
    if (socket !== 'A') return
    if (typeof frame !== 'string') {
      const run = await this.#getOnlyRun()
      playBinary(run, frame)
      return
    }
    const { type, data } = parseWireJson(frame) as TextMessage
    if (type === 'status') await this.#endOwnerless(getRemaining(data))
    const isOurs = type === 'status' || type === 'feature_flags' || data.node === null
    if (isOurs) return
    const run =
      typeof data.prompt_id === 'string'
        ? await this.#engine.getRun(data.prompt_id)
        : await this.#getOnlyRun()
    if (type === 'executed' && typeof data.node === 'string' && data.output !== null) {
      const outputs = this.#outputs.get(run.job.promptId) ?? {}
      this.#outputs.set(run.job.promptId, { ...outputs, [data.node]: data.output })
    }
    if (type.startsWith('execution_')) this.#keepMessage(run.job.promptId, type, data)
    run.say(type, data, getRecipients(type))
    const isBlocked = data.exception_type === 'ExecutionBlocked'
    if (TERMINAL.has(type) && !isBlocked) this.#end(run, type)
  }

  #keepMessage(promptId: string, type: string, data: TextMessage['data']): void {
    this.#messages.set(promptId, [...(this.#messages.get(promptId) ?? []), [type, data]])
  }

  #end(run: ScriptedRun, type: string): void {
    const { promptId } = run.job
    const recorded = this.#findHistory(promptId)
    const outputs = recorded?.outputs ?? this.#outputs.get(promptId) ?? {}
    const status =
      type === 'execution_success'
        ? 'success'
        : type === 'execution_error'
          ? 'error'
          : 'interrupted'
    run.end({
      status,
      outputs,
      meta: recorded?.meta ?? {},
      messages: recorded?.status.messages ?? this.#messages.get(promptId) ?? []
    })
  }

  #findHistory(promptId: string) {
    type History = Record<
      string,
      {
        outputs: Record<string, unknown>
        meta: Record<string, unknown>
        status: { messages: [string, Record<string, unknown>][] }
      }
    >
    for (const { request, response } of listExchanges(this.#recording)) {
      if (!request.path.startsWith('/api/history')) continue
      const entry = (response.json as History | undefined)?.[promptId]
      if (entry) return entry
    }
    return null
  }

  #getOnlyRun(): Promise<ScriptedRun> {
    return this.#engine.getRun(this.#engine.started.at(-1) ?? '')
  }

  /** The end of a prompt without client id is heard by nobody: the count of the queue tells it. */
  async #endOwnerless(remaining: number): Promise<void> {
    const isOwnerless = this.#recording.header.name === 'no-client-id'
    if (!isOwnerless || remaining > 0 || this.#engine.started.length === 0) return
    this.#end(await this.#getOnlyRun(), 'execution_success')
  }

  /** Waits until each client has heard a last word of ours. */
  async #catchUp(): Promise<void> {
    for (const [letter, client] of this.#clients) {
      const expected = this.#listRecorded(letter).length
      if (client.frames.length >= expected) continue
      await client.waitFor(() => client.frames.length >= expected)
    }
  }

  #listRecorded(letter: string): (TextMessage | ArrayBuffer)[] {
    return this.#recording.entries.flatMap((entry) => {
      if (entry.kind !== 'receive' || entry.socket !== letter) return []
      return [
        typeof entry.frame === 'string' ? (parseWireJson(entry.frame) as TextMessage) : entry.frame
      ]
    })
  }

  #compareFrames(): PlayedSession['frames'] {
    return new Map(
      [...this.#clients].map(([letter, client]) => [
        letter,
        {
          recorded: this.#listRecorded(letter).map((frame) => this.#toComparable(frame)),
          ours: client.frames.map((frame) =>
            this.#toComparable(
              frame.kind === 'message' ? frame.message : toArrayBuffer(frame.bytes)
            )
          )
        }
      ])
    )
  }

  #toComparable(frame: TextMessage | ArrayBuffer): ComparableFrame {
    if (frame instanceof ArrayBuffer) return JSON.stringify(describeBinary(frame))
    // What the server can do is told at /features, and compared there.
    if (frame.type === 'feature_flags') return 'feature_flags'
    return JSON.stringify(normalise(frame, this.#rename))
  }

  #compareAnswers(): PlayedSession['answers'] {
    return listExchanges(this.#recording).map(({ request, response }) => {
      const ours = this.#answers.get(request.n)
      return {
        request,
        recorded: normalise(
          { status: response.status, type: response.type, json: response.json ?? null },
          this.#rename
        ),
        ours: normalise(
          {
            status: ours?.status,
            type: ours?.headers['content-type'] ?? '',
            json: ours && ours.body.length > 0 ? ours.json() : null
          },
          this.#rename
        )
      }
    })
  }
}

function getRemaining(data: TextMessage['data']): number {
  const { status } = data as { status: { exec_info: { queue_remaining: number } } }
  return status.exec_info.queue_remaining
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function describeBinary(frame: ArrayBuffer) {
  const decoded = decodeBinaryFrame(new Uint8Array(frame), {
    supports_progress_text_metadata: true
  })
  // Our server names the prompt to clients that can read it; released ones never do.
  if (decoded.type === 'binary.text') return { ...decoded, promptId: null }
  if (!('image' in decoded)) return decoded
  return { ...decoded, image: Buffer.from(decoded.image).toString('base64') }
}

function playBinary(run: ScriptedRun, frame: ArrayBuffer): void {
  const decoded = decodeBinaryFrame(new Uint8Array(frame), {})
  if (decoded.type === 'binary.text') {
    run.emit({ kind: 'text', nodeId: decoded.nodeId, text: decoded.text })
    return
  }
  if (!('image' in decoded)) throw new Error(`no preview: ${decoded.type}`)
  const metadata = 'metadata' in decoded ? decoded.metadata : null
  const nodeId = metadata?.node_id ?? '1'
  run.emit({
    kind: 'preview',
    nodeId,
    displayNodeId: metadata?.display_node_id ?? nodeId,
    parentNodeId: metadata?.parent_node_id ?? null,
    realNodeId: metadata?.real_node_id ?? nodeId,
    mime: decoded.mime === 'image/png' ? 'image/png' : 'image/jpeg',
    bytes: new Uint8Array(decoded.image)
  })
}

/** Plays a recorded session against our server, with an engine that says what the recorded one said. */
export function playRecordedSession(name: string): Promise<PlayedSession> {
  return new SessionPlayer(name).play()
}
