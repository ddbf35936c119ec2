import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import HelpDialog from '@/components/help/HelpDialog.vue'
import { useCommands } from '@/composables/commands/useCommands'
import { useSettingsPage } from '@/composables/settings/useSettingsPage'
import { usePageDialogs } from '@/composables/ui/usePageDialogs'
import { APP_NAME, APP_VERSION } from '@/domain/appVersion'
import { useExtensionStore } from '@/stores/extensionStore'
import { useNoticeStore } from '@/stores/noticeStore'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { untilFound } from '../../harness/untilFound'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => {
  app.use(usePageDialogs).close()
  app.unmount()
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

const get = (selector: string) => document.querySelector<HTMLElement>(selector)!
const show = (page: string) => untilFound(`[data-shown-page="${page}"]`)
async function open() {
  app.use(useCommands)
  app.mount(HelpDialog)
  await show('editor')
}

describe('help', () => {
  it('shows the guide page by page, and follows its links', async () => {
    await open()
    expect(get('[data-testid="guide-text"]').textContent).toContain('Gestures of the canvas')
    expect(get('[data-page="editor"]').getAttribute('aria-current')).toBe('page')
    get('[data-page="nodes"]').click()
    await show('nodes')
    get('[data-guide="media.md#results-in-their-nodes"]').click()
    await show('media')
    expect(get('[data-testid="guide-text"]').textContent).toContain('Results in their nodes')
    expect(get('[data-page="media"]').getAttribute('aria-current')).toBe('page')
  })

  it('leads to the shortcuts and to what the app is', async () => {
    await open()
    get('[data-testid="help-shortcuts"]').click()
    expect(app.use(usePageDialogs).current.value).toBe('shortcuts')
    get('[data-testid="help-about"]').click()
    expect(app.use(usePageDialogs).current.value).toBe('settings')
    expect(app.use(useSettingsPage).current.value).toBe('about')
  })

  it('copies versions of app, server and browser, and the node packs’ names', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    app.recorded.answer('api.getSystemStats', () =>
      Promise.resolve({ system: { comfyui_version: '0.33.0' }, devices: [] })
    )
    useExtensionStore().addPack('Paint')
    await open()
    get('[data-testid="help-versions"]').click()
    await app.settle()
    const [text = ''] = write.mock.lastCall ?? []
    expect(text.split('\n')).toEqual([
      `${APP_NAME}: ${APP_VERSION}`,
      'ComfyUI: 0.33.0',
      `Browser: ${navigator.userAgent}`,
      'Language: en',
      'Node packs: Paint'
    ])
    expect(useNoticeStore().notices.map(({ title }) => title)).toEqual(['Copied'])
  })

  it('copies what is known where the server does not answer, and says so when the browser forbids it', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    app.recorded.fail('api.getSystemStats', 'no answer')
    app.use(useCommands).run('Parallel.CopyVersions')
    await app.settle()
    expect(write.mock.lastCall?.[0]).toContain('Server: The server could not be asked.')
    write.mockRejectedValue(new Error('forbidden'))
    app.use(useCommands).run('Parallel.CopyVersions')
    await app.settle()
    expect(useNoticeStore().notices.at(-1)).toMatchObject({
      title: 'Could not copy',
      detail: 'forbidden'
    })
  })
})
