import { describe, expect, it } from 'vitest'
import type { Keybinding, KeybindingChanges } from '@/domain/keybindings'
import {
  addKeybinding,
  isChanged,
  readKeybindings,
  removeKeybinding,
  resetKeybindings,
  resolveKeybindings
} from '@/domain/keybindings'
import type { KeyPress } from '@/domain/keyCombo'
import { isTextCombo, matchesCombo, readCombo } from '@/domain/keyCombo'

const bind = (commandId: string, keys: string): Keybinding => {
  const parts = keys.split('+')
  const key = parts.pop()!
  const has = (name: string) => parts.includes(name)
  return { commandId, combo: { key, ctrl: has('ctrl'), alt: has('alt'), shift: has('shift') } }
}
const NONE: KeybindingChanges = { added: [], removed: [] }
const DEFAULTS = [
  bind('run', 'ctrl+Enter'),
  bind('pin', 'p'),
  bind('zoom', 'alt+='),
  bind('zoom', 'alt+z')
]

const list = (changes: KeybindingChanges, defaults = DEFAULTS) =>
  resolveKeybindings(defaults, changes).map(({ commandId, combo }) => [commandId, combo.key])

describe('keybindings', () => {
  it('are the defaults where nobody changed any', () => {
    expect(list(NONE)).toEqual([
      ['run', 'Enter'],
      ['pin', 'p'],
      ['zoom', '='],
      ['zoom', 'z']
    ])
  })

  it('give keys to one command only: the user’s choice before a default, the first default before a later one', () => {
    const packs = [...DEFAULTS, bind('pack', 'P'), bind('pack', 'x')]
    expect(list(NONE, packs)).not.toContainEqual(['pack', 'P'])
    expect(list(NONE, packs)).toContainEqual(['pack', 'x'])
    const added = [bind('mine', 'p')]
    expect(list({ added, removed: [] })).not.toContainEqual(['pin', 'p'])
    expect(list({ added, removed: [] })).toContainEqual(['mine', 'p'])
  })

  it('are taken from whoever has them', () => {
    const changes = addKeybinding(DEFAULTS, NONE, bind('run', 'p'))
    expect(changes).toEqual({ added: [bind('run', 'p')], removed: [bind('pin', 'p')] })
    expect(list(changes)).toEqual([
      ['run', 'Enter'],
      ['zoom', '='],
      ['zoom', 'z'],
      ['run', 'p']
    ])
    const back = addKeybinding(DEFAULTS, changes, bind('pin', 'p'))
    expect(back).toEqual(NONE)
  })

  it('are taken away, a default as well as one’s own, and no other of the command', () => {
    const without = removeKeybinding(DEFAULTS, NONE, bind('zoom', 'alt+='))
    expect(without).toEqual({ added: [], removed: [bind('zoom', 'alt+=')] })
    expect(list(without)).toContainEqual(['zoom', 'z'])
    expect(removeKeybinding(DEFAULTS, without, bind('zoom', 'alt+='))).toEqual(without)
    const own = addKeybinding(DEFAULTS, NONE, bind('run', 'F5'))
    expect(removeKeybinding(DEFAULTS, own, bind('run', 'F5'))).toEqual(NONE)
  })

  it('of one command are as by default again, wherever they went, and others’ stay', () => {
    let changes = addKeybinding(DEFAULTS, NONE, bind('run', 'p'))
    changes = addKeybinding(DEFAULTS, changes, bind('pin', 'F2'))
    changes = removeKeybinding(DEFAULTS, changes, bind('run', 'ctrl+Enter'))
    expect(['run', 'pin', 'zoom'].map((id) => isChanged(DEFAULTS, changes, id))).toEqual([
      true,
      true,
      false
    ])
    const pinReset = resetKeybindings(DEFAULTS, changes, 'pin')
    expect(list(pinReset)).toEqual([
      ['pin', 'p'],
      ['zoom', '='],
      ['zoom', 'z']
    ])
    expect(resetKeybindings(DEFAULTS, pinReset, 'run')).toEqual(NONE)
  })

  it('of commands that nobody has here are kept', () => {
    const foreign = { added: [bind('elsewhere', 'F9')], removed: [bind('gone', 'F8')] }
    const changes = addKeybinding(DEFAULTS, foreign, bind('run', 'F7'))
    expect(changes.added).toContainEqual(bind('elsewhere', 'F9'))
    expect(changes.removed).toContainEqual(bind('gone', 'F8'))
  })

  it('are read from what a setting holds, whatever that is', () => {
    const good = {
      commandId: 'a',
      combo: { key: 'x', ctrl: true },
      targetElementId: 'graph-canvas'
    }
    const stored = [good, null, 3, {}, { commandId: 'b' }, { commandId: 'c', combo: { key: '' } }]
    expect(readKeybindings(stored)).toEqual([good])
    expect(readKeybindings('x')).toEqual([])
    expect(readKeybindings(null)).toEqual([])
  })
})

describe('a combination of keys', () => {
  const press = (given: Partial<KeyPress>): KeyPress => ({
    key: '',
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...given
  })

  it.each([
    [
      { key: 'm', altKey: true, code: 'KeyM' },
      { key: 'm', alt: true }
    ],
    // A Mac’s Alt writes other signs.
    [
      { key: 'µ', altKey: true, code: 'KeyM' },
      { key: 'm', alt: true }
    ],
    [
      { key: 'Dead', altKey: true, code: 'KeyN' },
      { key: 'n', alt: true }
    ],
    // A Russian and a Greek keyboard.
    [
      { key: 'я', ctrlKey: true, code: 'KeyZ' },
      { key: 'z', ctrl: true }
    ],
    [{ key: 'ς', code: 'KeyW' }, { key: 'w' }],
    // A French keyboard says what is written, not where.
    [
      { key: 'a', code: 'KeyQ', ctrlKey: true },
      { key: 'a', ctrl: true }
    ],
    [
      { key: 'Z', code: 'KeyZ', metaKey: true, shiftKey: true },
      { key: 'z', ctrl: true, shift: true }
    ],
    [
      { key: '+', code: 'Equal', altKey: true, shiftKey: true },
      { key: '+', alt: true, shift: true }
    ],
    [
      { key: 'Enter', code: 'Enter', ctrlKey: true },
      { key: 'enter', ctrl: true }
    ]
  ])('%o is %o', (given, combo) => {
    expect(matchesCombo(combo, press(given))).toBe(true)
    const read = readCombo(press(given))!
    expect(matchesCombo(read, press(given))).toBe(true)
  })

  it('is no other', () => {
    expect(matchesCombo({ key: 'q' }, press({ key: 'q', shiftKey: true }))).toBe(false)
    expect(matchesCombo({ key: 'q' }, press({ key: 'a', code: 'KeyQ' }))).toBe(false)
    expect(matchesCombo({ key: 'q', ctrl: true }, press({ key: 'q' }))).toBe(false)
  })

  it('is none while modifiers alone are held, or the browser doesn’t tell', () => {
    for (const key of ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Process', 'Unidentified'])
      expect(readCombo(press({ key }))).toBeNull()
    expect(readCombo(press({ key: 'P', shiftKey: true }))).toEqual({
      key: 'p',
      ctrl: false,
      alt: false,
      shift: true
    })
  })

  it('is left to a text field when that needs it', () => {
    for (const combo of [
      { key: 'q' },
      { key: 'Enter' },
      { key: 'a', ctrl: true },
      { key: 'ArrowLeft', ctrl: true },
      { key: 'ArrowLeft', alt: true }
    ])
      expect([combo, isTextCombo(combo)]).toEqual([combo, true])
    for (const combo of [{ key: 'F5' }, { key: 'Enter', ctrl: true }, { key: 'b', ctrl: true }])
      expect([combo, isTextCombo(combo)]).toEqual([combo, false])
  })
})
