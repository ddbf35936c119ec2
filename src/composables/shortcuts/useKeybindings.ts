import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Keybinding, KeybindingChanges } from '@/domain/keybindings'
import { readKeybindings, resolveKeybindings } from '@/domain/keybindings'
import type { KeyCombo } from '@/domain/keyCombo'
import { useExtensionStore } from '@/stores/extensionStore'
import { useSettingStore } from '@/stores/settingStore'
import type { CommandId } from '../commands/commandList'
import { COMMANDS } from '../commands/commandList'
import { describeCombo, describeForAria, isMac } from './keyCombo'

const CANVAS_ID = 'graph-canvas'
const OWN: readonly Keybinding[] = COMMANDS.flatMap(({ id, combos, onCanvas }) =>
  (combos as readonly KeyCombo[]).map((combo) => ({
    commandId: id,
    combo,
    ...(onCanvas && { targetElementId: CANVAS_ID })
  }))
)

export interface Keybindings {
  /** Ours, then the node packs'. */
  readonly defaults: ComputedRef<readonly Keybinding[]>
  readonly changes: ComputedRef<KeybindingChanges>
  /** What holds. */
  readonly bindings: ComputedRef<readonly Keybinding[]>
  /** The keys that are shown for a command, one by one; none when it has none. */
  getKeys(commandId: CommandId | (string & {})): readonly string[]
  /** The same for `aria-keyshortcuts`. */
  getAriaKeys(commandId: CommandId): string | undefined
}

/** Which keys run which command: the defaults, and what the user made of them. */
export const useKeybindings = createSharedComposable((): Keybindings => {
  const extensionStore = useExtensionStore()
  const settingStore = useSettingStore()
  const mac = isMac()
  const defaults = computed(() => [...OWN, ...extensionStore.keybindings])
  const changes = computed(() => ({
    added: readKeybindings(settingStore.getSetting('Comfy.Keybinding.NewBindings')),
    removed: readKeybindings(settingStore.getSetting('Comfy.Keybinding.UnsetBindings'))
  }))
  const bindings = computed(() => resolveKeybindings(defaults.value, changes.value))
  const find = (id: string) => bindings.value.find(({ commandId }) => commandId === id)?.combo
  return {
    defaults,
    changes,
    bindings,
    getKeys(commandId) {
      const combo = find(commandId)
      return combo ? describeCombo(combo, mac) : []
    },
    getAriaKeys(commandId) {
      const combo = find(commandId)
      return combo && describeForAria(combo, mac)
    }
  }
})
