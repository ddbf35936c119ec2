import type { PromptId } from '@/domain/ids'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import type { ServerAddress } from './appHost'
import type { LegacyEvent } from './legacyDetails'
import { SafeEventTarget } from './safeEventTarget'

export interface LegacyApiContext extends ServerAddress {
  getClientId(): string | null
  getServerFlags(): Readonly<Record<string, unknown>>
  /** Ends the given prompt, else what the active workflow runs. */
  interrupt(promptId?: PromptId): Promise<void>
}

/** A compiled prompt with the document it was made of, as `app.graphToPrompt` gives it. */
export interface LegacyPrompt {
  readonly output: ApiPrompt
  readonly workflow: WorkflowJson
}

/**
 * `window.api`: the server as node packs reach it. Its functions are plain writable properties, since packs wrap them,
 * and everything that goes through here is called by its name at that moment.
 */
export class LegacyApi extends SafeEventTarget {
  api_host = ''
  api_base: string
  initialClientId: string | null
  user: string | undefined
  readonly #context: LegacyApiContext
  readonly #unheard = new Set<string>()

  constructor(context: LegacyApiContext) {
    super()
    this.#context = context
    this.api_base = context.basePath
    this.initialClientId = context.getClientId()
    if (typeof location !== 'undefined') this.api_host = location.host
  }

  get clientId(): string | null {
    return this.#context.getClientId()
  }

  /** Tells packs of an event; a type nobody listens for is noted once. */
  tell({ type, detail }: LegacyEvent, isCustom = false): void {
    if (isCustom && !this.hasListener(type) && !this.#unheard.has(type)) {
      this.#unheard.add(type)
      console.info(`Nobody listens for messages of type “${type}”.`)
    }
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }

  /** Events that packs send one another. */
  dispatchCustomEvent = (type: string, detail?: unknown): boolean =>
    this.dispatchEvent(new CustomEvent(type, { detail }))

  addCustomEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean
  ): void => this.addEventListener(type, listener, options)

  apiURL = (route: string): string => `${this.api_base}/api${route}`
  fileURL = (route: string): string => `${this.api_base}${route}`
  internalURL = (route: string): string => `${this.api_base}/internal${route}`

  fetchApi = (route: string, init?: RequestInit): Promise<Response> =>
    this.#context.api.fetchApi(route, init)

  /** Posts a prompt that a pack made. @param number -1: before all others; 0: after them; else the queue number */
  queuePrompt = async (number: number, { output, workflow }: LegacyPrompt): Promise<unknown> => {
    const place = number === -1 ? { front: true } : number === 0 ? {} : { number }
    const body = {
      client_id: this.clientId ?? '',
      prompt: output,
      ...place,
      extra_data: { extra_pnginfo: { workflow } }
    }
    return this.#post('/prompt', body)
  }

  interrupt = (promptId?: PromptId): Promise<void> => this.#context.interrupt(promptId)

  getNodeDefs = (): Promise<unknown> => this.#get('/object_info')
  getEmbeddings = (): Promise<unknown> => this.#get('/embeddings')
  getExtensions = (): Promise<unknown> => this.#get('/extensions')
  getSystemStats = (): Promise<unknown> => this.#get('/system_stats')
  getQueue = (): Promise<unknown> => this.#get('/queue')
  getHistory = (max = 200): Promise<unknown> => this.#get(`/history?max_items=${max}`)
  getSettings = (): Promise<unknown> => this.#get('/settings')
  getSetting = (id: string): Promise<unknown> => this.#get(`/settings/${encodeURIComponent(id)}`)
  storeSetting = (id: string, value: unknown): Promise<unknown> =>
    this.#post(`/settings/${encodeURIComponent(id)}`, value ?? null)
  getModels = (folder: string): Promise<unknown> =>
    this.#get(`/models/${encodeURIComponent(folder)}`)

  getUserData = (file: string, init?: RequestInit): Promise<Response> =>
    this.fetchApi(`/userdata/${encodeURIComponent(file)}`, init)
  storeUserData = (
    file: string,
    data: unknown,
    { overwrite = true, stringify = true }: { overwrite?: boolean; stringify?: boolean } = {}
  ): Promise<Response> =>
    this.fetchApi(`/userdata/${encodeURIComponent(file)}?overwrite=${overwrite}`, {
      method: 'POST',
      body: stringify ? JSON.stringify(data) : (data as BodyInit)
    })
  deleteUserData = (file: string): Promise<Response> =>
    this.fetchApi(`/userdata/${encodeURIComponent(file)}`, { method: 'DELETE' })
  listUserDataFullInfo = (folder: string): Promise<unknown> =>
    this.#get(`/userdata?dir=${encodeURIComponent(folder)}&recurse=true&split=false&full_info=true`)

  serverSupportsFeature = (name: string): boolean => this.#context.getServerFlags()[name] === true
  getServerFeature = (name: string, fallback?: unknown): unknown =>
    this.#context.getServerFlags()[name] ?? fallback
  getServerFeatures = (): Readonly<Record<string, unknown>> => this.#context.getServerFlags()

  async #get(route: string): Promise<unknown> {
    return readJson(await this.fetchApi(route, { cache: 'no-store' }), route)
  }

  async #post(route: string, body: unknown): Promise<unknown> {
    const response = await this.fetchApi(route, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body)
    })
    return readJson(response, route)
  }
}

async function readJson(response: Response, route: string): Promise<unknown> {
  if (!response.ok) throw new Error(`${route} answered ${response.status} ${response.statusText}`)
  const text = await response.text()
  return text === '' ? null : (JSON.parse(text) as unknown)
}
