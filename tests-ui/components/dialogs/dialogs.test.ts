import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import DialogHost from '@/components/dialogs/DialogHost.vue'
import AboutPage from '@/components/settings/AboutPage.vue'
import { usePageDialogs } from '@/composables/ui/usePageDialogs'
import { describeServer } from '@/composables/settings/useServerAbout'
import { useExtensionStore } from '@/stores/extensionStore'
import type { DialogAnswer } from '@/stores/dialogStore'
import { useDialogStore } from '@/stores/dialogStore'
import { version } from '../../../package.json'
import { untilFound } from '../../harness/untilFound'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
})
afterEach(() => {
  app.unmount()
})

const ask = () =>
  useDialogStore().ask({
    title: 'Save the changes?',
    message: 'Closing loses them.',
    confirmLabel: 'Save',
    discardLabel: 'Don’t save'
  })

describe('a question', () => {
  it.each<[string, DialogAnswer]>([
    ['dialog-confirm', 'confirm'],
    ['dialog-discard', 'discard'],
    ['dialog-cancel', 'cancel']
  ])('is answered by %s', async (button, answer) => {
    app.mount(DialogHost)
    const asked = ask()
    ;(await untilFound(`[data-testid="${button}"]`)).click()
    await expect(asked).resolves.toBe(answer)
    await app.settle()
    expect(document.querySelector('[role="dialog"]')).toBeNull()
  })

  it('[B42] has a name, a description and the focus on its confirming button', async () => {
    app.mount(DialogHost)
    const asked = ask()
    const dialog = await untilFound('[role="dialog"]')
    const textOf = (attribute: string) =>
      document.getElementById(dialog.getAttribute(attribute) ?? '')?.textContent
    expect(textOf('aria-labelledby')).toBe('Save the changes?')
    expect(textOf('aria-describedby')).toBe('Closing loses them.')
    await app.settle()
    expect((document.activeElement as HTMLElement).dataset.testid).toBe('dialog-confirm')
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })
    )
    await expect(asked).resolves.toBe('cancel')
  })

  it('waits for the one before it', async () => {
    app.mount(DialogHost)
    const [first, second] = [ask(), ask()]
    ;(await untilFound('[data-testid="dialog-confirm"]')).click()
    await expect(first).resolves.toBe('confirm')
    await app.settle()
    ;(await untilFound('[data-testid="dialog-cancel"]')).click()
    await expect(second).resolves.toBe('cancel')
  })

  it('keeps the page’s keys while it is asked', async () => {
    const dialogs = app.use(usePageDialogs)
    expect(dialogs.isModal.value).toBe(false)
    const asked = ask()
    expect(dialogs.isModal.value).toBe(true)
    useDialogStore().answer(useDialogStore().current!.id, 'cancel')
    await asked
    expect(dialogs.isModal.value).toBe(false)
  })
})

describe('the page about the app', () => {
  it('name the server and what it runs on, as far as it tells', async () => {
    app.recorded.answer('api.getSystemStats', () =>
      Promise.resolve({
        system: {
          comfyui_version: '0.33.0',
          python_version: '3.12.4 (main)',
          pytorch_version: 'none'
        },
        devices: [{ name: 'cuda:0 Card', vram_total: 8 * 2 ** 30, vram_free: 2 ** 30 }]
      })
    )
    app.mount(AboutPage)
    const about = await untilFound('[data-testid="about-server"]')
    expect([...about.querySelectorAll('dt, dd')].map((part) => part.textContent)).toEqual([
      'ComfyUI',
      '0.33.0',
      'Python',
      '3.12.4',
      'Device',
      'cuda:0 Card, 1.0 of 8.0 GB free'
    ])
  })

  it('say when the server does not answer, and ask again', async () => {
    app.recorded.fail('api.getSystemStats', 'no answer')
    app.mount(AboutPage)
    await app.settle()
    expect(document.body.textContent).toContain('The server could not be asked')
    app.recorded.answer('api.getSystemStats', () =>
      Promise.resolve({ system: { comfyui_version: '1' }, devices: [] })
    )
    document.querySelector<HTMLElement>('section button')!.click()
    await app.settle()
    expect(document.querySelector('dd')?.textContent).toBe('1')
  })

  it('says its own version, and links what node packs want linked', async () => {
    const { addBadge } = useExtensionStore()
    addBadge({ label: 'Paint 1.2', url: 'https://example.org/paint', icon: null })
    addBadge({ label: 'Odd', url: 'javascript:alert(1)', icon: null })
    app.mount(AboutPage)
    await app.settle()
    expect(document.querySelector('[data-testid="app-version"]')?.textContent).toContain(version)
    expect([...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      'https://example.org/paint'
    ])
    expect(document.body.textContent).toContain('Odd')
  })

  it('names the embedded engine in the place of Python', () => {
    const lines = describeServer({
      system: { python_version: 'none (Node.js 20.19.0)', argv: ['main.js', '--port', '1'] },
      devices: []
    } as never)
    expect(lines).toEqual([
      { label: 'Engine', value: 'Embedded (Node.js 20.19.0)' },
      { label: 'Arguments', value: 'main.js --port 1' }
    ])
  })
})
