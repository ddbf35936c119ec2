import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import ConsolePanel from '@/components/console/ConsolePanel.vue'
import TemplatesDialog from '@/components/dialogs/TemplatesDialog.vue'
import ModelSidebar from '@/components/models/ModelSidebar.vue'
import { useRailEntries } from '@/components/sidebar/useRailEntries'
import { useCommands } from '@/composables/commands/useCommands'
import { useConsole } from '@/composables/console/useConsole'
import { usePageDialogs } from '@/composables/ui/usePageDialogs'
import { useSidebar } from '@/composables/ui/useSidebar'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExtensionStore } from '@/stores/extensionStore'
import { useServerFeatureStore } from '@/stores/serverFeatureStore'
import { makePackSurface } from '../../builders/packSurface'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let popups: HTMLElement
let takeSizes: () => void
beforeEach(() => {
  popups = document.createElement('div')
  popups.id = 'page-popups'
  document.body.append(popups)
  takeSizes = giveElementsSize(300, 800)
  app = createAppHarness()
})
afterEach(() => {
  app.unmount()
  takeSizes()
  popups.remove()
})

const MODELS = 'Workspace.ToggleSidebarTab.model-library'
const LOG = 'Workspace.ToggleBottomPanelTab.logs-terminal'

/** What the rail and the commands offer. */
function watchOffers() {
  const { top, bottom } = app.use(useRailEntries)
  const commands = app.use(useCommands)
  return {
    rail: () => [...top.value, ...bottom.value].map(({ label }) => label),
    find: commands.find,
    press: (label: string) =>
      [...top.value, ...bottom.value].find((entry) => entry.label === label)!.run()
  }
}

describe('entries of what a server lacks', () => {
  it('go once the look told that there is no route, and what was opened is closed', async () => {
    const offers = watchOffers()
    expect(offers.rail()).toContain('Models')
    app.recorded.answer('api.listModelFolders', () => Promise.resolve(null))
    offers.press('Models')
    app.mount(ModelSidebar)
    await app.settle()
    expect(document.body.textContent).toContain('does not list its models')
    expect(offers.find(MODELS)).toBeDefined()
    app.use(useSidebar).close()
    expect(offers.find(MODELS)).toBeUndefined()
    expect(offers.rail()).not.toContain('Models')

    app.recorded.answer('api.listTemplates', () => Promise.resolve(null))
    const dialogs = app.use(usePageDialogs)
    offers.press('Templates')
    app.mount(TemplatesDialog)
    await app.settle()
    expect(document.body.textContent).toContain('offers no templates')
    dialogs.close()
    expect(offers.find('Comfy.BrowseTemplates')).toBeUndefined()
    expect(offers.rail()).not.toContain('Templates')
  })

  it('stay where the look failed, or the list is empty', async () => {
    const offers = watchOffers()
    app.recorded.fail('api.listModelFolders', 'no answer')
    app.recorded.answer('api.listTemplates', () => Promise.resolve([]))
    app.mount(ModelSidebar)
    app.mount(TemplatesDialog)
    await app.settle()
    expect(document.body.textContent).toContain('could not be asked')
    expect(offers.rail()).toEqual(expect.arrayContaining(['Models', 'Templates']))
    expect(offers.find(MODELS)).toBeDefined()
  })

  it('come back with a new connection, whose server is asked anew by what is open', async () => {
    const offers = watchOffers()
    const connection = useConnectionStore()
    app.recorded.answer('api.listModelFolders', () => Promise.resolve(null))
    app.mount(ModelSidebar)
    await app.settle()
    expect(offers.find(MODELS)).toBeUndefined()
    app.recorded.answer('api.listModelFolders', () =>
      Promise.resolve([{ name: 'loras', places: null }])
    )
    connection.applyPhase('reconnecting')
    await app.settle()
    connection.applyPhase('connected')
    await app.settle()
    expect(offers.find(MODELS)).toBeDefined()
    expect(document.body.textContent).toContain('loras')
  })

  it('leave what node packs put beside them', async () => {
    const offers = watchOffers()
    const bottom = app.use(useConsole)
    useServerFeatureStore().applyLook('log', false)
    expect(offers.rail()).not.toContain('Console')
    useExtensionStore().addBottomTab(makePackSurface())
    expect(offers.rail()).toContain('Console')
    expect(offers.find(LOG)).toBeUndefined()
    offers.press('Console')
    expect(bottom.current.value).toBe('pack:paint')
    app.mount(ConsolePanel)
    await app.settle()
    const tabs = [...document.querySelectorAll('[role="tab"]')].map((tab) =>
      tab.textContent?.trim()
    )
    expect(tabs).toEqual(['Paint'])
  })
})
