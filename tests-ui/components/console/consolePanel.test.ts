import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import ConsolePanel from '@/components/console/ConsolePanel.vue'
import IconRail from '@/components/sidebar/IconRail.vue'
import { useConsole } from '@/composables/console/useConsole'
import { useExtensionStore } from '@/stores/extensionStore'
import { useLogStore } from '@/stores/logStore'
import { useServerFeatureStore } from '@/stores/serverFeatureStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { makePackSurface } from '../../builders/packSurface'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let takeSizes: () => void
beforeEach(() => {
  app = createAppHarness()
  takeSizes = giveElementsSize(800, 240)
})
afterEach(() => {
  app.unmount()
  takeSizes()
  document.body.innerHTML = ''
})

const find = (handle: string) => document.querySelector<HTMLElement>(`[data-testid="${handle}"]`)!
const lines = () => [...document.querySelectorAll('[data-testid="log-line"]')]
async function show(count: number): Promise<void> {
  const logs = useLogStore()
  logs.replacePieces(
    Array.from({ length: count }, (_, at) => ({
      time: '2026-01-02T03:04:05.000000',
      message: at === 3 ? '[ERROR] three\n' : `line ${at}\n`
    }))
  )
  logs.applyPhase('ready')
  await app.settle()
}

describe('the server log', () => {
  it('shows what is in view of ten thousand lines, with time and level', async () => {
    app.mount(ConsolePanel)
    expect(app.recorded.getCalls('logs.follow')).toHaveLength(1)
    await show(10_000)
    expect(find('log-lines').dataset.count).toBe('10000')
    expect(lines().length).toBeGreaterThan(5)
    expect(lines().length).toBeLessThan(80)
    expect(lines()[0]?.textContent).toContain('03:04:05')
    expect(document.querySelector('[data-level="error"]')?.textContent).toContain('three')
    app.unmount()
    expect(app.recorded.getCalls('logs.leave')).toHaveLength(1)
  })

  it('leaves out lines without what is typed; copies those on show; is cleared', async () => {
    app.mount(ConsolePanel)
    await show(12)
    const filter = find('log-filter') as HTMLInputElement
    filter.value = 'LINE 1'
    filter.dispatchEvent(new Event('input'))
    await app.settle()
    expect(find('server-log').textContent).toContain('3 of 12 lines')
    const written: string[] = []
    const { clipboard } = navigator
    const fake = { writeText: (text: string) => Promise.resolve(void written.push(text)) }
    Object.defineProperty(navigator, 'clipboard', { value: fake, configurable: true })
    find('log-copy').click()
    await app.settle()
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true })
    expect(written).toEqual(['line 1\nline 10\nline 11'])
    expect(useNoticeStore().notices[0]?.title).toBe('3 lines copied')
    filter.value = 'zzz'
    filter.dispatchEvent(new Event('input'))
    await app.settle()
    expect(find('server-log').textContent).toContain('None matches')
    find('log-clear').click()
    await app.settle()
    expect(find('server-log').textContent).toContain('Nothing was logged')
  })

  it('has a word for reading, for no answer and for servers without', async () => {
    app.mount(ConsolePanel)
    const logs = useLogStore()
    const said = async (phase: typeof logs.phase) => {
      logs.applyPhase(phase)
      await app.settle()
      return find('server-log').textContent
    }
    expect(await said('loading')).toContain('Reading')
    expect(await said('missing')).toContain('does not show its log')
    expect(await said('failed')).toContain('could not be asked')
    find('server-log').querySelector('button')!.click()
    expect(app.recorded.getCalls('logs.read')).toHaveLength(1)
  })

  it('is not offered any more once the server is known to have none', async () => {
    const { toggle, close } = app.use(useConsole)
    app.mount(IconRail, { isMirrored: false })
    const offered = () => document.body.textContent?.includes('Console')
    expect(offered()).toBe(true)
    toggle('log')
    useServerFeatureStore().applyLook('log', false)
    await app.settle()
    expect(offered()).toBe(true)
    close()
    await app.settle()
    expect(offered()).toBe(false)
  })

  it('stands beside what node packs put there', async () => {
    useExtensionStore().addBottomTab(makePackSurface())
    app.use(useConsole).toggle('pack:paint')
    app.mount(ConsolePanel)
    await app.settle()
    expect(find('console-panel').textContent).toContain('of the pack')
    expect(app.recorded.getCalls('logs.follow')).toHaveLength(0)
  })
})
