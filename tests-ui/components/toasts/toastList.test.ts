import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import ToastList from '@/components/toasts/ToastList.vue'
import { NOTICE_LIFE, useNoticeStore } from '@/stores/noticeStore'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

async function mountToasts() {
  const list = app.mount(ToastList)
  await app.settle()
  return { list, toasts: () => list.findAll('[data-testid="toast"]') }
}

describe('toasts', () => {
  it('tell their kind, and an error is an alert that stays until it is dismissed', async () => {
    useNoticeStore().addNotice({ kind: 'success', title: 'Portrait is done' })
    useNoticeStore().addNotice({ kind: 'error', title: 'Upscale failed', detail: 'no memory' })
    const { toasts } = await mountToasts()
    expect(toasts().map((toast) => toast.attributes('data-kind'))).toEqual(['success', 'error'])
    expect(toasts()[1]?.get('[role="alert"]').text()).toContain('no memory')
    app.clock.advance(NOTICE_LIFE)
    await app.settle()
    expect(toasts().map((toast) => toast.attributes('data-kind'))).toEqual(['error'])
    await toasts()[0]?.get('[aria-label="Dismiss this notice"]').trigger('click')
    expect(toasts()).toHaveLength(0)
  })

  it('stay while one points at them', async () => {
    useNoticeStore().addNotice({ kind: 'info', title: 'Copied' })
    const { toasts } = await mountToasts()
    await toasts()[0]?.trigger('pointerenter')
    app.clock.advance(10 * NOTICE_LIFE)
    await app.settle()
    expect(toasts()).toHaveLength(1)
    await toasts()[0]?.trigger('pointerleave')
    app.clock.advance(NOTICE_LIFE)
    await app.settle()
    expect(toasts()).toHaveLength(0)
  })

  it('go when their button is pressed', async () => {
    let pressed = 0
    useNoticeStore().addNotice({
      kind: 'info',
      title: 'Done',
      action: { label: 'Show', run: () => pressed++ }
    })
    const { toasts } = await mountToasts()
    await toasts()[0]?.get('button').trigger('click')
    expect([pressed, toasts().length]).toEqual([1, 0])
  })
})
