import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COMMANDS } from '@/composables/commands/commandList'
import { searchCommands } from '@/composables/commands/searchCommands'
import type { Commands } from '@/composables/commands/useCommands'
import { useCommands } from '@/composables/commands/useCommands'
import { useConsole } from '@/composables/console/useConsole'
import { useSidebar } from '@/composables/ui/useSidebar'
import { useCommandStore } from '@/stores/commandStore'
import { useExtensionStore } from '@/stores/extensionStore'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let commands: Commands
beforeEach(() => {
  app = createAppHarness()
  commands = app.use(useCommands)
})
afterEach(() => app.unmount())

const find = (text: string, recent?: readonly string[]): readonly string[] =>
  searchCommands(commands.list.value, text, recent).map(({ id }) => id)

describe('the command search', () => {
  it('[B42] reaches every command', () => {
    expect(find('')).toHaveLength(COMMANDS.length)
    for (const { id, label } of commands.list.value) expect([id, find(label)[0]]).toEqual([id, id])
  })

  it('puts what was run last first', () => {
    const ids = find('', ['Comfy.Redo', 'Comfy.Undo'])
    expect(ids.slice(0, 2)).toEqual(['Comfy.Redo', 'Comfy.Undo'])
    expect(new Set(ids).size).toBe(COMMANDS.length)
  })

  it('finds by words in any order, and by the group', () => {
    expect(find('in zoom')).toContain('Comfy.Canvas.ZoomIn')
    expect(find('panels')).toContain('Comfy.ShowSettingsDialog')
    expect(find('zzz')).toEqual([])
  })

  it('finds node packs’ commands, by the pack’s name too', () => {
    useExtensionStore().addCommand({
      id: 'pack.paint',
      label: () => 'Paint it blue',
      run: () => {},
      source: 'The Painters'
    })
    expect(find('blue')).toEqual(['pack.paint'])
    expect(find('painters')).toEqual(['pack.paint'])
  })

  it('[B42] reaches node packs’ panels, which are shown and hidden so', () => {
    const surface = { tooltip: null, icon: null, render: () => {}, destroy: null }
    useExtensionStore().addSidebarTab({ ...surface, id: 'paint', title: 'Paint' })
    useExtensionStore().addBottomTab({ ...surface, id: 'strokes', title: 'Strokes' })
    const sidebar = app.use(useSidebar)
    const bottom = app.use(useConsole)
    expect(find('“Paint”')).toEqual(['Workspace.ToggleSidebarTab.paint'])
    commands.run('Workspace.ToggleSidebarTab.paint')
    expect(sidebar.current.value).toBe('pack:paint')
    commands.run('Workspace.ToggleSidebarTab.paint')
    expect(sidebar.current.value).toBeNull()
    expect(useCommandStore().run('Workspace.ToggleBottomPanelTab.strokes')).toBe(true)
    expect([bottom.isOpen.value, bottom.current.value]).toEqual([true, 'pack:strokes'])
    expect(useCommandStore().run('nobody.has')).toBe(false)
    bottom.close()
  })
})
