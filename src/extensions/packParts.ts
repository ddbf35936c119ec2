import { readKeybindings } from '@/domain/keybindings'
import { isRecord } from '@/protocol/guards'
import type { useExtensionStore } from '@/stores/extensionStore'
import type { LegacySettings } from './legacySettings'
import type { PackSettingParams } from './packSetting'
import { readSurface } from './packSurface'

/** What an extension brings besides its hooks; it may hold anything. */
export interface PackParts {
  readonly name: string
  readonly settings?: unknown
  readonly commands?: unknown
  readonly keybindings?: unknown
  readonly aboutPageBadges?: unknown
  readonly bottomPanelTabs?: unknown
}

const listRecords = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : []

/** Takes settings, commands, keys, badges and tabs of the panel at the bottom of an extension that is registered. */
export function takeParts(
  parts: PackParts,
  store: ReturnType<typeof useExtensionStore>,
  settings: LegacySettings
): void {
  store.addPack(parts.name)
  for (const params of listRecords(parts.settings))
    if (typeof params.id === 'string') settings.addSetting(params as unknown as PackSettingParams)
  for (const { id, label, function: run } of listRecords(parts.commands)) {
    if (typeof id !== 'string' || typeof run !== 'function') continue
    const read = typeof label === 'function' ? (label as () => unknown) : () => label
    store.addCommand({
      id,
      label: () => String(read() ?? id),
      run: () => (run as () => unknown)(),
      source: parts.name
    })
  }
  for (const binding of readKeybindings(parts.keybindings)) store.addKeybinding(binding)
  for (const { label, url, icon } of listRecords(parts.aboutPageBadges))
    if (typeof label === 'string' && typeof url === 'string')
      store.addBadge({ label, url, icon: typeof icon === 'string' ? icon : null })
  for (const tab of listRecords(parts.bottomPanelTabs)) {
    const surface = readSurface(tab)
    if (surface) store.addBottomTab(surface)
  }
}
