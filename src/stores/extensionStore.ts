import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Keybinding } from '@/domain/keybindings'
import type { SettingField } from '@/domain/settingField'

/** A command that a node pack brings. */
export interface PackCommand {
  readonly id: string
  readonly label: () => string
  readonly run: () => unknown
  /** Name of the extension it came with. */
  readonly source: string
}

/** A panel that a node pack fills: in the sidebar, or at the bottom. */
export interface PackSurface {
  readonly id: string
  readonly title: string
  readonly tooltip: string | null
  /** Classes of an icon font, such as `pi pi-box`. */
  readonly icon: string | null
  readonly render: (container: HTMLElement) => unknown
  readonly destroy: (() => unknown) | null
}

/** A setting that a node pack brings. */
export interface PackSetting {
  readonly id: string
  readonly label: string
  readonly hint: string | null
  /** Page of the settings and part of it: a pack's own, or one of ours by its name in ComfyUI. */
  readonly page: string
  readonly group: string
  readonly defaultValue: unknown
  readonly field: SettingField
}

/** A link that a node pack wants on the page about the app. */
export interface PackBadge {
  readonly label: string
  readonly url: string
  readonly icon: string | null
}

/** What node packs add to the interface. */
export const useExtensionStore = defineStore('extension', () => {
  const commands = shallowRef<readonly PackCommand[]>([])
  const keybindings = shallowRef<readonly Keybinding[]>([])
  const sidebarTabs = shallowRef<readonly PackSurface[]>([])
  const bottomTabs = shallowRef<readonly PackSurface[]>([])
  const toolbar = shallowRef<HTMLElement | null>(null)
  const packs = shallowRef<readonly string[]>([])
  const badges = shallowRef<readonly PackBadge[]>([])
  const settings = shallowRef<readonly PackSetting[]>([])
  return {
    commands,
    /** Keys by default; the user's choice comes before them. */
    keybindings,
    sidebarTabs,
    bottomTabs,
    badges,
    /** The bar in which node packs put buttons. */
    toolbar,
    applyToolbar: (bar: HTMLElement): void => void (toolbar.value = bar),
    /** Names of the extensions that node packs registered. */
    packs,
    addPack: (name: string): void => void (packs.value = [...packs.value, name]),
    /** Those that are shown; packs may have others. */
    settings,
    /** @returns false for an id that is taken */
    addCommand(command: PackCommand): boolean {
      if (commands.value.some(({ id }) => id === command.id)) return false
      commands.value = [...commands.value, command]
      return true
    },
    addKeybinding: (binding: Keybinding): void =>
      void (keybindings.value = [...keybindings.value, binding]),
    /** The later one of an id takes the earlier one's place. */
    addSidebarTab: (tab: PackSurface): void =>
      void (sidebarTabs.value = replaceById(sidebarTabs.value, tab)),
    removeSidebarTab: (id: string): void =>
      void (sidebarTabs.value = sidebarTabs.value.filter((tab) => tab.id !== id)),
    addBottomTab: (tab: PackSurface): void =>
      void (bottomTabs.value = replaceById(bottomTabs.value, tab)),
    addSetting: (setting: PackSetting): void =>
      void (settings.value = replaceById(settings.value, setting)),
    addBadge: (badge: PackBadge): void => void (badges.value = [...badges.value, badge])
  }
})

function replaceById<T extends { readonly id: string }>(list: readonly T[], item: T): readonly T[] {
  const place = list.findIndex(({ id }) => id === item.id)
  return place === -1 ? [...list, item] : list.with(place, item)
}
