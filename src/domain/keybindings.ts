import { isRecord } from '@/protocol/guards'
import type { KeyCombo } from './keyCombo'
import { getComboId } from './keyCombo'

/** Keys that run a command, as ComfyUI and node packs write it. */
export interface Keybinding {
  readonly commandId: string
  readonly combo: KeyCombo
  /** Id of the element that must have the keyboard; without one, any. */
  readonly targetElementId?: string
}

/** What a user changed: ComfyUI's `Comfy.Keybinding.NewBindings` and `Comfy.Keybinding.UnsetBindings`. */
export interface KeybindingChanges {
  readonly added: readonly Keybinding[]
  /** Defaults that don't hold. */
  readonly removed: readonly Keybinding[]
}

/** What a setting holds, as far as it is keybindings; it may come from anybody. */
export function readKeybindings(value: unknown): readonly Keybinding[] {
  return Array.isArray(value) ? value.filter(isKeybinding) : []
}

function isKeybinding(value: unknown): value is Keybinding {
  if (!isRecord(value) || typeof value.commandId !== 'string') return false
  const { combo } = value
  return isRecord(combo) && typeof combo.key === 'string' && combo.key !== ''
}

/**
 * What holds. Keys run one command only: the user's choice comes before any default, and of two defaults the first
 * has them.
 */
export function resolveKeybindings(
  defaults: readonly Keybinding[],
  { added, removed }: KeybindingChanges
): readonly Keybinding[] {
  const taken = new Map<string, Keybinding>()
  // Of two that the user chose, the later one.
  for (const binding of added) taken.set(getComboId(binding.combo), binding)
  const kept: Keybinding[] = []
  for (const binding of defaults) {
    const id = getComboId(binding.combo)
    if (taken.has(id) || removed.some((other) => isSame(other, binding))) continue
    taken.set(id, binding)
    kept.push(binding)
  }
  return [...kept, ...added.filter((binding) => taken.get(getComboId(binding.combo)) === binding)]
}

/** Gives keys to a command, and takes them from whoever has them. */
export function addKeybinding(
  defaults: readonly Keybinding[],
  changes: KeybindingChanges,
  binding: Keybinding
): KeybindingChanges {
  const id = getComboId(binding.combo)
  const freed = resolveKeybindings(defaults, changes)
    .filter(({ combo }) => getComboId(combo) === id)
    .reduce((now, holder) => removeKeybinding(defaults, now, holder), changes)
  const isDefault = freed.removed.some((other) => isSame(other, binding))
  if (isDefault && defaults.some((other) => isSame(other, binding)))
    return { ...freed, removed: freed.removed.filter((other) => !isSame(other, binding)) }
  return { ...freed, added: [...freed.added, binding] }
}

/** Takes keys from a command. */
export function removeKeybinding(
  defaults: readonly Keybinding[],
  { added, removed }: KeybindingChanges,
  binding: Keybinding
): KeybindingChanges {
  const isDefault = defaults.some((other) => isSame(other, binding))
  const isRemoved = removed.some((other) => isSame(other, binding))
  return {
    added: added.filter((other) => !isSame(other, binding)),
    removed: isDefault && !isRemoved ? [...removed, binding] : removed
  }
}

/** Gives a command its defaults again, and takes them from whoever has them by now. */
export function resetKeybindings(
  defaults: readonly Keybinding[],
  { added, removed }: KeybindingChanges,
  commandId: string
): KeybindingChanges {
  const own = new Set(
    defaults
      .filter((binding) => binding.commandId === commandId)
      .map(({ combo }) => getComboId(combo))
  )
  return {
    added: added.filter(
      (binding) => binding.commandId !== commandId && !own.has(getComboId(binding.combo))
    ),
    removed: removed.filter((binding) => binding.commandId !== commandId)
  }
}

/** Whether a command has other keys than by default. */
export function isChanged(
  defaults: readonly Keybinding[],
  changes: KeybindingChanges,
  commandId: string
): boolean {
  const list = (bindings: readonly Keybinding[]) =>
    bindings
      .filter((binding) => binding.commandId === commandId)
      .map(({ combo }) => getComboId(combo))
      .sort()
      .join(' ')
  return (
    list(resolveKeybindings(defaults, changes)) !==
    list(resolveKeybindings(defaults, { added: [], removed: [] }))
  )
}

/** Defaults that the user didn't take away, but another command has instead: the user's choice, or an earlier default. */
export function listLostKeybindings(
  defaults: readonly Keybinding[],
  changes: KeybindingChanges
): readonly { readonly binding: Keybinding; readonly holder: string }[] {
  const holders = new Map(
    resolveKeybindings(defaults, changes).map(({ combo, commandId }) => [
      getComboId(combo),
      commandId
    ])
  )
  return defaults.flatMap((binding) => {
    const holder = holders.get(getComboId(binding.combo))
    return holder === undefined || holder === binding.commandId ? [] : [{ binding, holder }]
  })
}

function isSame(one: Keybinding, other: Keybinding): boolean {
  return one.commandId === other.commandId && getComboId(one.combo) === getComboId(other.combo)
}
