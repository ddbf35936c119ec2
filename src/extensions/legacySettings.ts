import { effectScope, watch } from 'vue'
import type { Cancel } from '@/domain/time'
import type { SettingService } from '@/services/services'
import type { useExtensionStore } from '@/stores/extensionStore'
import type { useSettingStore } from '@/stores/settingStore'
import { SETTING_DEFAULTS } from '@/stores/settingStore'
import type { PackSettingParams } from './packSetting'
import { getDefault, readPackSetting } from './packSetting'

export interface LegacySettingContext {
  readonly settings: ReturnType<typeof useSettingStore>
  readonly store: Pick<SettingService, 'set'>
  readonly extensions: ReturnType<typeof useExtensionStore>
}

/** `app.ui.settings` as node packs know it: the user's settings, ours and theirs. */
export class LegacySettings extends EventTarget {
  /** Every setting by id; packs read it and put an `onChange` of their own on ours. */
  readonly settingsLookup: Record<string, PackSettingParams>
  readonly #context: LegacySettingContext

  constructor(context: LegacySettingContext) {
    super()
    this.#context = context
    this.settingsLookup = Object.fromEntries(
      Object.entries(SETTING_DEFAULTS).map(([id, defaultValue]) => [
        id,
        { id, name: id, type: 'hidden', defaultValue }
      ])
    )
  }

  /** What the user has set. */
  get settingsValues(): Readonly<Record<string, unknown>> {
    return { ...this.#context.settings.values }
  }

  /** Takes a setting of a pack, and tells it what holds. @returns its value, to be read and written */
  addSetting(params: PackSettingParams): { value: unknown } {
    const { id } = params
    const isKnown = Object.hasOwn(this.settingsLookup, id)
    // A pack that is loaded twice, or brings a setting of ours, replaces nothing.
    if (!isKnown) {
      this.settingsLookup[id] = params
      const shown = readPackSetting(params)
      if (shown) this.#context.extensions.addSetting(shown)
      this.#tell(params, this.getSettingValue(id), undefined)
    }
    const read = (): unknown => this.getSettingValue(id)
    const write = (value: unknown): void => void this.setSettingValueAsync(id, value)
    return {
      get value() {
        return read()
      },
      set value(next) {
        write(next)
      }
    }
  }

  /** @param otherwise where nobody set it and it has no default */
  getSettingValue(id: string, otherwise?: unknown): unknown {
    const params = this.settingsLookup[id]
    return this.#context.settings.getValue(id) ?? (params && getDefault(params)) ?? otherwise
  }

  setSettingValue(id: string, value: unknown): void {
    void this.setSettingValueAsync(id, value)
  }

  async setSettingValueAsync(id: string, value: unknown): Promise<void> {
    await this.#context.store.set(id, value)
  }

  /** Tells packs of changes, whoever made them. */
  follow(): Cancel {
    const scope = effectScope(true)
    const { settings } = this.#context
    scope.run(() =>
      watch(
        () => ({ ...settings.values }),
        (now, before) => {
          for (const id of new Set([...Object.keys(now), ...Object.keys(before)]))
            if (!Object.is(now[id], before[id])) this.#note(id, before[id])
        }
      )
    )
    return () => scope.stop()
  }

  #note(id: string, before: unknown): void {
    const params = this.settingsLookup[id]
    const value = this.getSettingValue(id)
    const previous = before ?? (params && getDefault(params))
    if (params) this.#tell(params, value, previous)
    this.dispatchEvent(
      new CustomEvent(`${id}.change`, { detail: { value, previousValue: previous } })
    )
  }

  /** A fault of one pack costs no other its turn [B43]. */
  #tell(params: PackSettingParams, value: unknown, before: unknown): void {
    try {
      params.onChange?.(value, before)
    } catch (error) {
      console.error(`The setting ${params.id} failed to take its value.`, error)
    }
  }
}
