import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import JobRow from '@/components/queue/JobRow.vue'
import { useResultViewer } from '@/composables/viewer/useResultViewer'
import { toExecutionId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { makeOutputFile, makePromptId } from '../../builders/promptJobs'
import { addPrompt, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

const ONE = makePromptId(1)
const mountRow = () => app.mount(JobRow, { promptId: ONE, isTabStop: true })

describe('the picture of a job', () => {
  it('[B16] shows the live preview, and holds its URL only while it is shown', async () => {
    const revoked = vi.spyOn(URL, 'revokeObjectURL')
    const prompt = addPrompt()
    const row = mountRow()
    expect(row.find('[data-testid="job-preview"] img').exists()).toBe(false)
    prompt.applyPreview({ blob: new Blob(['x']) })
    await app.settle()
    const source = row.get('[data-testid="job-preview"] img').attributes('src')
    expect(source).toMatch(/^blob:/)
    app.unmount()
    expect(revoked.mock.calls).toEqual([[source]])
    revoked.mockRestore()
  })

  it('shows the result after the end, which opens the viewer', async () => {
    const viewer = app.use(useResultViewer)
    const prompt = addPrompt()
    prompt.applyOutput(toExecutionId('9'), { images: [makeOutputFile()] }, false)
    useExecutionStore().applyTransition(ONE, 'succeeded', 1)
    const row = mountRow()
    const picture = row.get('[data-testid="job-preview"]')
    expect(picture.get('img').attributes('src')).toContain('ComfyUI_00001_.png')
    await picture.trigger('click')
    expect(viewer.isOpen.value).toBe(true)
  })

  it('shows a sign in place of a picture that can’t be loaded', async () => {
    const prompt = addPrompt()
    prompt.applyOutput(toExecutionId('9'), { images: [makeOutputFile()] }, false)
    const row = mountRow()
    await row.get('[data-testid="job-preview"] img').trigger('error')
    expect(row.find('[data-testid="job-preview"] img').exists()).toBe(false)
    expect(row.find('[data-testid="job-preview"] svg').exists()).toBe(true)
  })
})

describe('what a row says', () => {
  it.each([
    ['submitting', [], 'Being sent'],
    ['pending', ['accepted'], 'Queued'],
    ['initializing', ['accepted', 'initializing'], 'Waiting for a machine'],
    ['succeeded', ['succeeded'], 'Done'],
    ['failed', ['failed'], 'Failed'],
    ['interrupted', ['interrupted'], 'Stopped'],
    ['cancelled', ['cancelled'], 'Cancelled'],
    ['lost', ['lost'], 'the server does not know it any more']
  ] as const)('of a job that is %s', (state, transitions, text) => {
    addPrompt({ transitions })
    const row = mountRow()
    expect(row.attributes('data-state')).toBe(state)
    expect(row.text()).toContain(text)
  })

  it('[B37] of a running job: node, steps, time and what is left', async () => {
    const prompt = addPrompt({ at: app.clock.now() - 1_000 })
    const row = mountRow()
    tick(prompt, 10)
    app.clock.advance(20_000)
    await app.settle()
    expect(row.text()).toContain('KSampler')
    expect(row.text()).toContain('10/20')
    expect(row.text()).toContain('0:20')
    expect(row.text()).toContain('left')
  })

  it('of its place in the queue', () => {
    addPrompt({ promptId: makePromptId(2), transitions: ['accepted'], queueNumber: 1 })
    addPrompt({ transitions: ['accepted'], queueNumber: 2 })
    expect(mountRow().text()).toContain('Number 2 in the queue')
  })
})
