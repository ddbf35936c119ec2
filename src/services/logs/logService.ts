import { watch } from 'vue'
import type { ClientId } from '@/domain/ids'
import type { LogPiece } from '@/domain/logLines'
import type { Cancel } from '@/domain/time'
import type { useConnectionStore } from '@/stores/connectionStore'
import type { useLogStore } from '@/stores/logStore'
import type { useServerFeatureStore } from '@/stores/serverFeatureStore'
import type { ComfyApi } from '../api/comfyApi'
import type { IngestTap } from '../ingest/executionIngest'
import type { LogService } from '../services'

export interface LogContext {
  readonly api: Pick<ComfyApi, 'getLog' | 'followLog'>
  readonly connection: ReturnType<typeof useConnectionStore>
  readonly logs: ReturnType<typeof useLogStore>
  readonly features: ReturnType<typeof useServerFeatureStore>
  readonly tap: (listener: IngestTap) => Cancel
}

/** The server's log into its store, as long as it is looked at; read anew after each reconnect. */
export class FollowedLog implements LogService {
  readonly #context: LogContext
  #end: Cancel | null = null
  /** What came while the log was being read; null at other times. */
  #meanwhile: LogPiece[] | null = null

  constructor(context: LogContext) {
    this.#context = context
  }

  follow(): void {
    if (this.#end) return
    const { connection, tap } = this.#context
    const endTap = tap((event) => {
      if (event.type === 'logs') this.#take(event.entries)
    })
    const endWatch = watch(
      () => connection.phase,
      (phase) => void (phase === 'connected' && this.read())
    )
    this.#end = () => {
      endTap()
      endWatch()
      this.#ask(false).catch(() => {})
    }
    void this.read()
  }

  leave(): void {
    this.#end?.()
    this.#end = null
  }

  async read(): Promise<void> {
    const { api, logs, features } = this.#context
    if (logs.phase !== 'ready') logs.applyPhase('loading')
    const meanwhile: LogPiece[] = []
    this.#meanwhile = meanwhile
    try {
      // Before it is read, so that nothing falls between.
      await this.#ask(true)
      const pieces = await api.getLog()
      if (this.#meanwhile !== meanwhile) return
      features.applyLook('log', pieces !== null)
      logs.applyPhase(pieces ? 'ready' : 'missing')
      if (pieces) logs.replacePieces([...pieces, ...leaveOut(meanwhile, pieces)])
    } catch {
      if (this.#meanwhile === meanwhile) logs.applyPhase('failed')
    } finally {
      if (this.#meanwhile === meanwhile) this.#meanwhile = null
    }
  }

  #take(pieces: readonly LogPiece[]): void {
    if (this.#meanwhile) this.#meanwhile.push(...pieces)
    else if (this.#context.logs.phase === 'ready') this.#context.logs.addPieces(pieces)
  }

  async #ask(isOn: boolean): Promise<void> {
    const { api, connection } = this.#context
    const id: ClientId | null = connection.clientId
    if (id) await api.followLog(id, isOn)
  }
}

/** Without what the others hold already. */
function leaveOut(pieces: readonly LogPiece[], held: readonly LogPiece[]): LogPiece[] {
  const known = new Set(held.map(({ time, message }) => `${time} ${message}`))
  return pieces.filter(({ time, message }) => !known.has(`${time} ${message}`))
}
