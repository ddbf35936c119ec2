import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Keybinding, KeybindingChanges } from '@/domain/keybindings'
import {
  addKeybinding,
  isChanged,
  listLostKeybindings,
  removeKeybinding,
  resetKeybindings
} from '@/domain/keybindings'
import type { KeyCombo } from '@/domain/keyCombo'
import { getComboId } from '@/domain/keyCombo'
import { t } from '@/i18n/translate'
import { useDialogStore } from '@/stores/dialogStore'
import { useCommands } from '../commands/useCommands'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'
import { describeCombo, isMac } from './keyCombo'
import { nameKey } from './keyName'
import { useKeybindings } from './useKeybindings'

/** Keys of a command, one by one as they stand on the keyboard. */
export interface ShownKeys {
  readonly binding: Keybinding
  readonly keys: readonly string[]
}

/** A command with its keys. */
export interface KeybindingRow {
  readonly id: string
  readonly label: string
  readonly group: string
  readonly held: readonly ShownKeys[]
  /** Keys that it has by default, and another command has instead. */
  readonly lost: readonly (ShownKeys & { readonly holder: string })[]
  readonly isChanged: boolean
}

export interface KeybindingEditor {
  /** Every command, ours and node packs'. */
  readonly rows: ComputedRef<readonly KeybindingRow[]>
  readonly isAnyChanged: ComputedRef<boolean>
  /** What a command has these keys is called; null when they are free, or its own. */
  findHolder(combo: KeyCombo, commandId: string): string | null
  /** Gives a command keys, and takes them from whoever has them. */
  add(commandId: string, combo: KeyCombo): void
  remove(binding: Keybinding): void
  reset(commandId: string): void
  /** After asking. */
  resetAll(): void
}

/** Which keys run which command, to be changed; kept as ComfyUI keeps it. */
export function useKeybindingEditor(): KeybindingEditor {
  const { list, find } = useCommands()
  const { defaults, changes, bindings } = useKeybindings()
  const write = useWriting()
  const mac = isMac()
  const show = (binding: Keybinding): ShownKeys => ({
    binding,
    keys: describeCombo(binding.combo, mac)
  })
  const nameOf = (id: string): string => find(id)?.label ?? id
  const lost = computed(() => listLostKeybindings(defaults.value, changes.value))
  const rows = computed(() =>
    list.value.map(({ id, label, group }): KeybindingRow => ({
      id,
      label,
      group,
      held: bindings.value.filter(({ commandId }) => commandId === id).map(show),
      lost: lost.value
        .filter(({ binding }) => binding.commandId === id)
        .map(({ binding, holder }) => ({ ...show(binding), holder: nameOf(holder) })),
      isChanged: isChanged(defaults.value, changes.value, id)
    }))
  )
  return {
    rows,
    isAnyChanged: computed(
      () => changes.value.added.length > 0 || changes.value.removed.length > 0
    ),
    findHolder(combo, commandId) {
      const id = getComboId(combo)
      const holder = bindings.value.find((binding) => getComboId(binding.combo) === id)
      return holder && holder.commandId !== commandId ? nameOf(holder.commandId) : null
    },
    add(commandId, combo) {
      // Keys of the canvas stay the canvas's.
      const like = defaults.value.find((binding) => binding.commandId === commandId)
      const { targetElementId } = like ?? {}
      const binding = { commandId, combo, ...(targetElementId && { targetElementId }) }
      write(addKeybinding(defaults.value, changes.value, binding))
    },
    remove: (binding) => write(removeKeybinding(defaults.value, changes.value, binding)),
    reset: (commandId) => write(resetKeybindings(defaults.value, changes.value, commandId)),
    resetAll: useAskingToReset(write)
  }
}

type Write = (changes: KeybindingChanges) => void

function useWriting(): Write {
  const { settings } = useServices()
  const attempt = useAttempt()
  return ({ added, removed }) =>
    void attempt(t('settings.saveFailed'), () =>
      settings.setMany({
        'Comfy.Keybinding.NewBindings': added,
        'Comfy.Keybinding.UnsetBindings': removed
      })
    )
}

function useAskingToReset(write: Write): () => void {
  const dialogStore = useDialogStore()
  const ask = async (): Promise<void> => {
    const answer = await dialogStore.ask({
      title: t('keys.resetAll'),
      message: t('keys.resetAllHint'),
      confirmLabel: t('settings.reset'),
      isDestructive: true
    })
    if (answer === 'confirm') write({ added: [], removed: [] })
  }
  return () => void ask()
}

/** The rows whose label, id, group or keys begin what is typed, every word of it. */
export function searchKeybindings(
  rows: readonly KeybindingRow[],
  text: string
): readonly KeybindingRow[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(({ label, id, group, held }) => {
    const keys = held.map((shown) => shown.keys.map(nameKey).join('+')).join(' ')
    const said = `${label} ${group} ${id} ${keys}`.toLowerCase()
    return wanted.every((word) => said.includes(word))
  })
}
