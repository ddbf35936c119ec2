import { t } from '@/i18n/translate'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useSettingStore } from '@/stores/settingStore'
import type { ComfyApi } from '../api/comfyApi'
import type { SettingService } from '../services'
import type { SettingChannel } from './settingChannel'
import { createSettingCopy } from './settingCopy'

export interface SettingContext {
  readonly api: Pick<ComfyApi, 'getSettings' | 'storeSettings'>
  readonly settings: ReturnType<typeof useSettingStore>
  readonly notices: ReturnType<typeof useNoticeStore>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly channel: SettingChannel
  /** Null on servers with one user. */
  readonly user: string | null
}

type Values = Record<string, unknown>

/** The user's settings: kept by the server, and in the browser for when it can't. */
export class StoredSettings implements SettingService {
  readonly #context: SettingContext
  readonly #copy: ReturnType<typeof createSettingCopy>
  /** What the server has not stored yet. */
  readonly #unsent: Map<string, unknown>
  /** Changed while the server was asked: newer than its answer. */
  readonly #changed = new Set<string>()
  #sending: Promise<void> | null = null
  #isWarned = false

  constructor(context: SettingContext) {
    this.#context = context
    this.#copy = createSettingCopy(context.storage, context.user)
    this.#unsent = new Map(Object.entries(this.#copy.readUnsent()))
    context.channel.listen((changes) => this.#takeFromSibling(changes))
  }

  /** What the browser has applies at once, what the server has as soon as it answers; then it gets what it lacks. */
  async load(): Promise<void> {
    const { settings, api } = this.#context
    settings.applySettings({ ...this.#copy.read(), ...Object.fromEntries(this.#unsent) })
    this.#changed.clear()
    let stored: Readonly<Values>
    try {
      stored = await api.getSettings()
    } catch {
      // A server without settings, or one that is down: the browser's own copy holds.
      return
    }
    const newer = Object.fromEntries(
      [...this.#changed].map((key) => [key, settings.getValue(key)] as const)
    )
    settings.replaceSettings({ ...stored, ...Object.fromEntries(this.#unsent), ...newer })
    this.#copy.write(settings.values)
    await this.sendAgain()
  }

  set(key: string, value: unknown): Promise<void> {
    return this.setMany({ [key]: value })
  }

  async setMany(changes: Readonly<Values>): Promise<void> {
    // As it will come back: plain, and nobody's who may still change it.
    const plain = JSON.parse(JSON.stringify(changes, toNull)) as Values
    const { settings, channel } = this.#context
    settings.applySettings(plain)
    for (const [key, value] of Object.entries(plain)) {
      this.#unsent.set(key, value)
      this.#changed.add(key)
    }
    this.#keep()
    channel.post(plain)
    await this.sendAgain()
  }

  /** Gives the server what it has not stored; what fails again is kept. */
  sendAgain(): Promise<void> {
    this.#sending ??= this.#send().finally(() => (this.#sending = null))
    return this.#sending
  }

  /** One request at a time, with all that came together meanwhile, so that the last value is the one that stays. */
  async #send(): Promise<void> {
    while (this.#unsent.size > 0) {
      const batch = new Map(this.#unsent)
      try {
        await this.#context.api.storeSettings(Object.fromEntries(batch))
      } catch (error) {
        this.#warn(error)
        return
      }
      for (const [key, value] of batch)
        if (Object.is(this.#unsent.get(key), value)) this.#unsent.delete(key)
      this.#isWarned = false
      this.#keep()
    }
  }

  #keep(): void {
    this.#copy.write(this.#context.settings.values)
    this.#copy.writeUnsent(Object.fromEntries(this.#unsent))
  }

  /** The other tab stores it. */
  #takeFromSibling(changes: Readonly<Values>): void {
    for (const key of Object.keys(changes)) {
      this.#unsent.delete(key)
      this.#changed.add(key)
    }
    this.#context.settings.applySettings(changes)
  }

  /** Once, until the server stores something again. */
  #warn(error: unknown): void {
    if (this.#isWarned) return
    this.#isWarned = true
    const detail = error instanceof Error ? error.message : String(error)
    this.#context.notices.addNotice({
      kind: 'warning',
      title: t('settings.keptHere'),
      detail: t('settings.keptHereDetail', { detail })
    })
  }
}

/** JSON leaves out what is undefined; for a setting that is what nobody chose. */
function toNull(_key: string, value: unknown): unknown {
  return value === undefined ? null : value
}
