import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useProgressFavicon } from '@/composables/page/useProgressFavicon'
import { toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { makePromptId } from '../../builders/promptJobs'
import { addPrompt, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { setPageHidden } from '../../harness/pageVisibility'

let app: AppHarness
let link: HTMLLinkElement
beforeEach(() => {
  app = createAppHarness()
  document.head.innerHTML = '<link rel="icon" href="./favicon.svg">'
  link = document.head.querySelector('link')!
})
afterEach(() => {
  app.unmount()
  setPageHidden(false)
})

/** Lets the change be seen and the interval after it pass. */
async function pass(ms = 1_000): Promise<void> {
  await app.settle()
  app.clock.advance(ms)
}

describe('useProgressFavicon', () => {
  it('[B38] changes with the progress and goes back to the idle icon', async () => {
    const idle = link.href
    app.use(useProgressFavicon)
    expect(link.href).toBe(idle)
    const prompt = addPrompt()
    tick(prompt, 2)
    await pass()
    const early = link.href
    expect(early).toMatch(/^data:image\/svg/)
    tick(prompt, 18)
    await pass()
    expect(link.href).not.toBe(early)
    useExecutionStore().applyTransition(makePromptId(1), 'succeeded', 1)
    await pass()
    expect(link.href).toBe(idle)
  })

  it('shows the mean of three running jobs of three workflows', async () => {
    const prompts = ['a', 'b', 'c'].map((id, index) =>
      addPrompt({ promptId: makePromptId(index), workflowId: toWorkflowId(id) })
    )
    app.use(useProgressFavicon)
    for (const prompt of prompts) tick(prompt, 0)
    await pass()
    const before = link.href
    tick(prompts[1]!, 20)
    await pass()
    expect(link.href).not.toBe(before)
  })

  it('[B47] is drawn at most three times a second, and the last state is not lost', async () => {
    const prompt = addPrompt()
    app.use(useProgressFavicon)
    const drawn = vi.spyOn(link, 'href', 'set')
    for (let step = 0; step <= 20; step++) {
      tick(prompt, step)
      await pass(50)
    }
    await pass()
    expect(drawn.mock.calls.length).toBeLessThanOrEqual(4)
    const last = link.href
    tick(prompt, 20)
    await pass()
    expect(link.href).toBe(last)
    expect(last).toContain('stroke-dasharray')
  })

  it('[B38] goes on while the page is hidden', async () => {
    app.use(useProgressFavicon)
    setPageHidden(true)
    const prompt = addPrompt()
    tick(prompt, 2)
    await pass()
    const before = link.href
    tick(prompt, 15)
    await pass()
    expect(link.href).not.toBe(before)
  })

  it('makes the icon where the page has none, and leaves no timer behind', async () => {
    document.head.innerHTML = ''
    app.use(useProgressFavicon)
    tick(addPrompt(), 2)
    await app.settle()
    expect(document.head.querySelector('link[rel="icon"]')?.getAttribute('href')).toMatch(/^data:/)
    app.unmount()
    expect(app.clock.pending).toBe(0)
  })
})
