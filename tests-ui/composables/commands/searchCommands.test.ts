import { describe, expect, it } from 'vitest'
import { COMMANDS } from '@/composables/commands/commandList'
import { searchCommands } from '@/composables/commands/searchCommands'

const find = (text: string): readonly string[] => searchCommands(text).map(({ id }) => id)

describe('the command search', () => {
  it('[B42] reaches every command but the search itself', () => {
    expect(find('')).toHaveLength(COMMANDS.length - 1)
    for (const { id, label } of searchCommands('')) expect([id, find(label)[0]]).toEqual([id, id])
  })

  it('puts what was run last first', () => {
    const ids = searchCommands('', ['Comfy.Redo', 'Comfy.Undo']).map(({ id }) => id)
    expect(ids.slice(0, 2)).toEqual(['Comfy.Redo', 'Comfy.Undo'])
    expect(new Set(ids).size).toBe(COMMANDS.length - 1)
  })

  it('finds by words in any order, and by the group', () => {
    expect(find('in zoom')).toContain('Comfy.Canvas.ZoomIn')
    expect(find('panels')).toContain('Comfy.ShowSettingsDialog')
    expect(find('zzz')).toEqual([])
  })
})
