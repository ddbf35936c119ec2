import { readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import { loadRecording } from './recording'
import { createReplayAnswers, type LoggedRequest, type ScriptedAnswer } from './replayAnswers'
import { ReplayJobs, type Submission } from './replayJobs'

/** An object is sent as JSON text, a text as it is, bytes as a binary frame. */
export type ScriptedFrame = Readonly<Record<string, unknown>> | string | ArrayBuffer | Uint8Array

/** A socket that is open at the scripted server. */
export interface ScriptedSocket {
  readonly clientId: string
  /** Text frames that the client sent. */
  readonly received: readonly string[]
  send(frame: ScriptedFrame): void
  close(code?: number): void
  /** Drops the connection without a word. */
  terminate(): void
}

export interface ScriptedServerOptions {
  /** A build to serve as ComfyUI does with `--front-end-root`. */
  readonly frontEndRoot?: string
  /** Instead of the recorded definitions. */
  readonly objectInfo?: unknown
  readonly port?: number
  /** Answers that come before the server's own, by method and path without `/api`: `GET /system_stats`. */
  readonly answers?: Readonly<Record<string, (request: LoggedRequest) => ScriptedAnswer>>
}

/** A stock ComfyUI as its clients see it: its answers come from recordings, its frames from the test. */
export interface ScriptedServer {
  readonly url: string
  readonly port: number
  /** Open sockets, oldest first. */
  readonly sockets: readonly ScriptedSocket[]
  readonly requests: readonly LoggedRequest[]
  /** Replaces or adds an answer: `POST /interrupt`. */
  answer(methodAndPath: string, answer: (request: LoggedRequest) => ScriptedAnswer): void
  /** Hears of every prompt before it is taken; an answer refuses it. */
  onPrompt(listener: (submission: Submission) => ScriptedAnswer | void): void
  /** The next prompt that is taken. */
  waitForPrompt(): Promise<Submission>
  /** A socket of this id, or any: open now or the next to open. */
  waitForSocket(clientId?: string): Promise<ScriptedSocket>
  /** To the newest socket of a client, if it is there; null: to all. */
  send(clientId: string | null, frame: ScriptedFrame): void
  /** Something happened to a prompt and no client hears of it; the lists know. */
  note(message: { readonly type: string; readonly data: Readonly<Record<string, unknown>> }): void
  /** Loses a prompt, as a server that was restarted does. */
  forget(promptId: string): void
  /** Sends what a recorded client received of its first prompt, under another prompt id. */
  playRun(clientId: string, recording: string, promptId: string): void
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2'
}

const FEATURES = loadRecording('http-start').entries.flatMap((entry) =>
  entry.kind === 'response' && entry.n === 2 ? [entry.json] : []
)[0]

async function readAll(message: IncomingMessage): Promise<LoggedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  const url = new URL(message.url ?? '/', 'http://localhost')
  return {
    method: message.method ?? 'GET',
    // Internal routes exist only without the prefix.
    path: url.pathname.replace(/^\/api(?=\/(?!internal))/, ''),
    query: url.searchParams,
    headers: message.headers,
    body: Buffer.concat(chunks)
  }
}

async function readStatic(root: string, path: string): Promise<ScriptedAnswer | null> {
  const file = join(root, path === '/' ? 'index.html' : decodeURIComponent(path))
  if (!(await stat(file).catch(() => null))?.isFile()) return null
  const type = TYPES[extname(file)] ?? 'application/octet-stream'
  const caching = /\.(?:html|js|css)$/.test(file) ? { 'cache-control': 'no-store' } : {}
  return { bytes: await readFile(file), headers: { 'content-type': type, ...caching } }
}

function sendAnswer(
  response: ServerResponse,
  { status = 200, headers = {}, json, bytes }: ScriptedAnswer
) {
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  response.writeHead(status, { ...type, ...headers })
  response.end(bytes ?? (json === undefined ? undefined : JSON.stringify(json)))
}

function sendFrame(socket: WebSocket, frame: ScriptedFrame): void {
  if (typeof frame === 'string') socket.send(frame)
  else if (frame instanceof ArrayBuffer || ArrayBuffer.isView(frame))
    socket.send(frame, { binary: true })
  else socket.send(JSON.stringify(frame))
}

function createStatus(remaining: number, sid?: string) {
  const status = { exec_info: { queue_remaining: remaining } }
  return { type: 'status', data: sid === undefined ? { status } : { status, sid } }
}

/** Frames of the first prompt of a recording, with another prompt's id in them. */
function listRunFrames(name: string, promptId: string): ScriptedFrame[] {
  const { entries } = loadRecording(name)
  const first = entries.find(
    (entry) => entry.kind === 'response' && entry.status === 200 && hasPromptId(entry.json)
  )
  const recordedId =
    first?.kind === 'response' ? (first.json as { prompt_id: string }).prompt_id : ''
  return entries.flatMap((entry): ScriptedFrame[] => {
    if (entry.kind !== 'receive' || entry.socket !== 'A') return []
    if (typeof entry.frame !== 'string') {
      const bytes = Buffer.from(entry.frame)
      const at = bytes.indexOf(recordedId)
      if (at >= 0) bytes.write(promptId.padEnd(36).slice(0, 36), at)
      return [bytes]
    }
    return entry.frame.includes(recordedId) ? [entry.frame.replaceAll(recordedId, promptId)] : []
  })
}

function hasPromptId(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'prompt_id' in json
}

/** Sockets, greeted as a stock server does. */
class ReplaySockets {
  readonly open: ScriptedSocket[] = []
  readonly #jobs: ReplayJobs
  readonly #waiting = new Set<(socket: ScriptedSocket) => void>()
  #count = 0

  constructor(jobs: ReplayJobs) {
    this.#jobs = jobs
  }

  accept(socket: WebSocket, wantedId: string): void {
    this.#count += 1
    const clientId = wantedId || this.#count.toString(16).padStart(32, '0')
    const received: string[] = []
    const scripted: ScriptedSocket = {
      clientId,
      received,
      send: (frame) => this.#send(socket, frame),
      close: (code) => socket.close(code),
      terminate: () => socket.terminate()
    }
    socket.on('error', () => undefined)
    socket.on('close', () => void this.open.splice(this.open.indexOf(scripted), 1))
    socket.on('message', (data, isBinary) => {
      if (isBinary) return
      received.push(String(data))
      if (received.length === 1 && received[0]?.includes('"feature_flags"')) {
        scripted.send({ type: 'feature_flags', data: FEATURES })
      }
    })
    this.open.push(scripted)
    scripted.send(createStatus(this.#jobs.remaining, clientId))
    for (const listener of this.#waiting) listener(scripted)
  }

  waitFor(clientId?: string): Promise<ScriptedSocket> {
    const fits = (socket: ScriptedSocket) => clientId === undefined || socket.clientId === clientId
    const known = this.open.findLast(fits)
    if (known) return Promise.resolve(known)
    return new Promise((resolve) => {
      const listener = (socket: ScriptedSocket) => {
        if (!fits(socket)) return
        this.#waiting.delete(listener)
        resolve(socket)
      }
      this.#waiting.add(listener)
    })
  }

  #send(socket: WebSocket, frame: ScriptedFrame): void {
    const text = typeof frame === 'string' ? frame : null
    if (text?.startsWith('{')) this.#learn(text)
    else if (text === null && !(frame instanceof ArrayBuffer) && !ArrayBuffer.isView(frame)) {
      this.#learn(JSON.stringify(frame))
    }
    sendFrame(socket, frame)
  }

  /** A test may send what is no JSON; then there is nothing to learn. */
  #learn(text: string): void {
    try {
      const message = JSON.parse(text) as { type?: unknown; data?: unknown }
      if (typeof message.type !== 'string' || typeof message.data !== 'object') return
      this.#jobs.hear({ type: message.type, data: { ...message.data } })
    } catch {
      // Sent as it is all the same.
    }
  }
}

/** Starts a server for tests that plays a stock ComfyUI 0.33 on a free port. */
export async function startScriptedServer(
  options: ScriptedServerOptions = {}
): Promise<ScriptedServer> {
  const jobs = new ReplayJobs()
  const sockets = new ReplaySockets(jobs)
  const requests: LoggedRequest[] = []
  const overrides = new Map(Object.entries(options.answers ?? {}))
  const promptListeners: ((submission: Submission) => ScriptedAnswer | void)[] = []
  const waitingForPrompt: ((submission: Submission) => void)[] = []
  const sendAll = (frame: ScriptedFrame) => sockets.open.forEach((socket) => socket.send(frame))

  const answer = createReplayAnswers({
    jobs,
    objectInfo: options.objectInfo,
    decide: (submission) => {
      for (const listener of promptListeners) {
        const refusal = listener(submission)
        if (refusal) return refusal
      }
      return null
    },
    onQueueChange: (submission) => {
      sendAll(createStatus(jobs.remaining))
      if (submission) for (const resume of waitingForPrompt.splice(0)) resume(submission)
    }
  })

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readAll(message)
    requests.push(request)
    const { method, path } = request
    const own = overrides.get(`${method} ${path}`)?.(request) ?? answer(request)
    const isRead = method === 'GET' || method === 'HEAD'
    const file =
      !own && isRead && options.frontEndRoot ? await readStatic(options.frontEndRoot, path) : null
    sendAnswer(response, own ?? file ?? { status: isRead ? 404 : 405 })
  }

  const server = createServer((message, response) => {
    handle(message, response).catch(() => response.destroy())
  })
  const upgrades = new WebSocketServer({ noServer: true })
  server.on('upgrade', (message, socket, head) => {
    const url = new URL(message.url ?? '/', 'http://localhost')
    upgrades.handleUpgrade(message, socket, head, (webSocket) => {
      sockets.accept(webSocket, url.searchParams.get('clientId') ?? '')
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const send = (clientId: string | null, frame: ScriptedFrame) => {
    if (clientId === null) sendAll(frame)
    else sockets.open.findLast((socket) => socket.clientId === clientId)?.send(frame)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    sockets: sockets.open,
    requests,
    answer: (methodAndPath, override) => void overrides.set(methodAndPath, override),
    onPrompt: (listener) => void promptListeners.push(listener),
    waitForPrompt: () => new Promise((resolve) => waitingForPrompt.push(resolve)),
    waitForSocket: (clientId) => sockets.waitFor(clientId),
    send,
    note: (message) => jobs.hear(message),
    forget: (promptId) => jobs.forget(promptId),
    playRun(clientId, recording, promptId) {
      for (const frame of listRunFrames(recording, promptId)) send(clientId, frame)
      sendAll(createStatus(jobs.remaining))
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.open.slice()) socket.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
