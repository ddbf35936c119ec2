import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import QueueOverlay from '@/components/queue/QueueOverlay.vue'
import { useMenu } from '@/composables/ui/useMenu'
import { toWorkflowId } from '@/domain/ids'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import { makePromptId, makeServerJob, makeSummary } from '../../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../../builders/promptState'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let takeSizes: () => void
beforeEach(() => {
  app = createAppHarness()
  takeSizes = giveElementsSize(400, 600)
  useConnectionStore().applyPhase('connected')
})
afterEach(() => {
  app.unmount()
  takeSizes()
})

async function mountPanel() {
  const panel = app.mount(QueueOverlay)
  await app.settle()
  const byId = (id: string) => panel.find(`[data-testid="${id}"]`)
  return {
    panel,
    byId,
    list: () => byId('job-list'),
    rows: () => panel.findAll('[data-testid="job-row"]'),
    row: (serial: number) => panel.find(`[data-prompt-id="${makePromptId(serial)}"]`)
  }
}

function runThree() {
  return ['a', 'b', 'c'].map((id, index) => {
    addWorkflow(id)
    return addPrompt({
      promptId: makePromptId(index + 1),
      workflowId: toWorkflowId(id),
      workflowName: id,
      at: 1_000 * index
    })
  })
}

describe('the job list', () => {
  it('[B37] has a row for each job, newest start first, with its handles', async () => {
    const [first] = runThree()
    tick(first!, 10)
    addPrompt({ promptId: makePromptId(4), transitions: ['accepted'] })
    const { list, rows, row } = await mountPanel()
    expect(list().attributes('data-count')).toBe('4')
    expect(rows().map((each) => each.attributes('data-state'))).toEqual([
      'running',
      'running',
      'running',
      'pending'
    ])
    expect(row(1).attributes()).toMatchObject({
      'data-workflow-id': 'a',
      'data-owner': 'mine',
      'data-progress': '64'
    })
    expect(row(4).attributes('data-progress')).toBe('')
    for (const handle of ['job-cancel', 'job-open', 'job-preview'])
      expect(row(1).find(`[data-testid="${handle}"]`).exists()).toBe(true)
  })

  it('[B46, B48] renders row A once for a tick of prompt A, and neither rows B and C nor the list', async () => {
    const prompts = runThree()
    for (const prompt of prompts) tick(prompt, 1)
    const { row } = await mountPanel()
    const before = { ...app.updates }
    tick(prompts[0]!, 10)
    await app.settle()
    expect(row(1).attributes('data-progress')).toBe('64')
    expect(app.updates.JobRow ?? 0).toBe((before.JobRow ?? 0) + 1)
    for (const name of ['JobList', 'QueueOverlay', 'JobPicture', 'JobRowActions', 'JobClock'])
      expect([name, app.updates[name] ?? 0]).toEqual([name, before[name] ?? 0])
  })

  it('[B46] renders nothing for an equal tick', async () => {
    const [prompt] = runThree()
    tick(prompt!, 10)
    await mountPanel()
    const before = { ...app.updates }
    tick(prompt!, 10)
    await app.settle()
    expect(app.updates).toEqual(before)
  })

  it('[B48] renders no more for a tick among two hundred running jobs', async () => {
    for (let serial = 100; serial < 300; serial++) addPrompt({ promptId: makePromptId(serial) })
    const newest = addPrompt({ at: app.clock.now() + 1_000 })
    tick(newest, 1)
    const { row } = await mountPanel()
    const before = { ...app.updates }
    tick(newest, 10)
    await app.settle()
    expect(row(1).attributes('data-progress')).toBe('64')
    expect(app.updates.JobRow ?? 0).toBe((before.JobRow ?? 0) + 1)
    expect(app.updates.JobList ?? 0).toBe(before.JobList ?? 0)
  })

  it('writes the clock of a running row once a second, and no other part of the row', async () => {
    runThree()
    await mountPanel()
    const before = { ...app.updates }
    app.clock.advance(1_000)
    await app.settle()
    expect(app.updates.JobClock).toBe((before.JobClock ?? 0) + 3)
    expect(app.updates.JobRow ?? 0).toBe(before.JobRow ?? 0)
  })

  it('shows ten thousand jobs by the rows in view', async () => {
    for (let serial = 0; serial < 10_000; serial++)
      useExecutionStore().restoreSummary(
        makeSummary({ promptId: makePromptId(serial), endedAt: serial })
      )
    const { list, rows } = await mountPanel()
    expect(list().attributes('data-count')).toBe('10000')
    expect(rows().length).toBeGreaterThan(5)
    expect(rows().length).toBeLessThan(30)
    expect(list().find('[role="listitem"]').attributes('aria-setsize')).toBe('10000')
  })

  it('goes from row to row by the keyboard, with one stop of the Tab key', async () => {
    runThree()
    const { rows, row } = await mountPanel()
    expect(rows().map((each) => each.attributes('tabindex'))).toEqual(['0', '-1', '-1'])
    ;(row(3).element as HTMLElement).focus()
    await row(3).trigger('keydown', { key: 'ArrowDown' })
    await app.settle()
    expect(document.activeElement).toBe(row(2).element)
    await row(2).trigger('keydown', { key: 'End' })
    await app.settle()
    expect(document.activeElement).toBe(row(1).element)
    expect(rows().map((each) => each.attributes('tabindex'))).toEqual(['-1', '-1', '0'])
  })

  it('[B42] opens, stops and deletes by the keyboard', async () => {
    runThree()
    useExecutionStore().applyTransition(makePromptId(2), 'succeeded', 9_000)
    const { row } = await mountPanel()
    await row(1).trigger('keydown', { key: 'Enter' })
    await row(1).trigger('keydown', { key: 'Delete' })
    await row(2).trigger('keydown', { key: 'Delete' })
    expect(app.recorded.calls.filter(({ name }) => name !== 'jobs.refresh')).toEqual([
      { name: 'jobs.openJob', args: [makePromptId(1)] },
      { name: 'stops.stopPrompt', args: [makePromptId(1)] }
    ])
  })

  it('[B42] keeps the keyboard in it when the job it is on moves, or goes', async () => {
    runThree()
    const { byId, list, row, panel } = await mountPanel()
    const store = useExecutionStore()
    const focusedRow = () => document.activeElement?.getAttribute('data-prompt-id')
    ;(row(3).element as HTMLElement).focus()
    store.applyTransition(makePromptId(3), 'interrupted', 9_000)
    await app.settle()
    expect(list().findAll('[data-testid="job-row"]').at(-1)!.element).toBe(row(3).element)
    expect(focusedRow()).toBe(makePromptId(3))

    ;(row(2).element as HTMLElement).focus()
    await panel.get('input[value="running"]').setValue(true)
    for (const [ended, next] of [
      [2, makePromptId(1)],
      [1, undefined]
    ] as const) {
      store.applyTransition(makePromptId(ended), 'interrupted', 9_000)
      await app.settle()
      expect(focusedRow() ?? undefined).toBe(next)
    }
    expect(document.activeElement).toBe(byId('job-list').element)
  })

  it('[B42] gives the keyboard to the row before when the last one goes', async () => {
    runThree()
    const { row, panel } = await mountPanel()
    await panel.get('input[value="running"]').setValue(true)
    ;(row(1).element as HTMLElement).focus()
    useExecutionStore().applyTransition(makePromptId(1), 'interrupted', 9_000)
    await app.settle()
    expect(document.activeElement).toBe(row(2).element)
  })

  it('[B42] gives the keyboard to the row when the button that had it goes', async () => {
    addPrompt()
    const { row } = await mountPanel()
    row(1).get<HTMLElement>('[data-testid="job-cancel"]').element.focus()
    useExecutionStore().applyTransition(makePromptId(1), 'interrupted', 9_000)
    await app.settle()
    expect(row(1).find('[data-testid="job-cancel"]').exists()).toBe(false)
    expect(document.activeElement).toBe(row(1).element)
  })

  it('[B42] keeps the row that has the keyboard while others push it out of view', async () => {
    addPrompt()
    const { row, rows } = await mountPanel()
    ;(row(1).element as HTMLElement).focus()
    for (let serial = 100; serial < 300; serial++)
      addPrompt({ promptId: makePromptId(serial), at: app.clock.now() + serial * 1_000 })
    await app.settle()
    expect(rows().length).toBeLessThan(30)
    expect(rows().at(-1)!.element).toBe(row(1).element)
    expect(document.activeElement).toBe(row(1).element)
  })

  it.each(['ctrlKey', 'metaKey', 'altKey'])(
    '[B42] leaves keys with %s to the page’s shortcuts',
    async (modifier) => {
      runThree()
      useExecutionStore().applyTransition(makePromptId(2), 'succeeded', 9_000)
      const { row } = await mountPanel()
      for (const key of ['Enter', 'Delete', 'PageDown', 'ArrowDown']) {
        const init = { key, [modifier]: true, bubbles: true, cancelable: true }
        const event = new KeyboardEvent('keydown', init)
        row(1).element.dispatchEvent(event)
        expect([key, event.defaultPrevented]).toEqual([key, false])
      }
      expect(app.recorded.calls.filter(({ name }) => name !== 'jobs.refresh')).toEqual([])
    }
  )

  it('[B42] has a menu on each row, by the pointer and by the keyboard', async () => {
    const menu = app.use(useMenu)
    runThree()
    const { row } = await mountPanel()
    await row(2).trigger('contextmenu', { button: 2, clientX: 5, clientY: 6 })
    expect(menu.current.value?.anchor).toEqual({ x: 5, y: 6 })
    await row(1).trigger('contextmenu', { button: 0 })
    expect(menu.current.value?.anchor).toBe(row(1).element)
    const labels = menu.current.value?.entries.map((entry) =>
      entry === 'separator' ? '-' : entry.label
    )
    expect(labels).toEqual(['Open its workflow', 'Copy its id', '-', 'Cancel'])
    await row(3).get('[data-testid="job-menu"]').trigger('click')
    for (const entry of menu.current.value?.entries ?? [])
      if (entry !== 'separator' && entry.label === 'Cancel') entry.run()
    expect(app.recorded.getCalls('stops.stopPrompt')).toEqual([[makePromptId(3)]])
  })

  it('gives the focus back when it closes', async () => {
    const before = document.body.appendChild(document.createElement('button'))
    before.focus()
    runThree()
    const isOpen = ref(true)
    const page = app.mount(defineComponent(() => () => (isOpen.value ? h(QueueOverlay) : null)))
    await app.settle()
    page.get<HTMLElement>(`[data-prompt-id="${makePromptId(1)}"]`).element.focus()
    isOpen.value = false
    await app.settle()
    expect(document.activeElement).toBe(before)
    before.remove()
  })

  it('[B39] cancels the one job whose cross is pressed', async () => {
    runThree()
    const { row } = await mountPanel()
    await row(2).get('[data-testid="job-cancel"]').trigger('click')
    expect(app.recorded.getCalls('stops.stopPrompt')).toEqual([[makePromptId(2)]])
  })

  it('[B40] switches the scope at one press, and marks whose a job is', async () => {
    useQueueStore().applyServerJobs([makeServerJob({ promptId: makePromptId(7) })])
    runThree()
    const { byId, list, row } = await mountPanel()
    expect(byId('scope-switch').attributes('data-scope')).toBe('mine')
    expect(list().attributes('data-count')).toBe('3')
    await byId('scope-switch').trigger('click')
    expect(byId('scope-switch').attributes('data-scope')).toBe('everyone')
    expect(list().attributes('data-count')).toBe('4')
    expect(row(7).attributes('data-owner')).toBe('foreign')
    expect(row(7).get('[data-testid="job-owner"]').text()).toBe('Someone else')
  })

  it('[B42] its filters are one stop of Tab, moved between by arrows: one group of radios', async () => {
    const { panel } = await mountPanel()
    const radios = panel.findAll('input[type="radio"]')
    expect(radios).toHaveLength(5)
    expect(new Set(radios.map((radio) => radio.attributes('name')))).toEqual(
      new Set(['job-filter'])
    )
  })

  it('filters by state and text, and shows all again', async () => {
    runThree()
    const { byId, list, panel } = await mountPanel()
    await byId('job-search').setValue('no such job')
    expect(list().attributes('data-count')).toBe('0')
    expect(byId('job-list-empty').text()).toContain('No job matches')
    await byId('job-list-empty').get('button').trigger('click')
    expect(list().attributes('data-count')).toBe('3')
    await panel.get('input[value="queued"]').setValue(true)
    expect(list().attributes('data-count')).toBe('0')
  })

  it('has states for empty, loading, failed and not connected', async () => {
    const { byId } = await mountPanel()
    expect(byId('job-list-empty').text()).toContain('No jobs yet')
    useQueueStore().applyListing({ phase: 'loading' })
    await app.settle()
    expect(byId('job-list-loading').exists()).toBe(true)
    useQueueStore().applyListing({ phase: 'failed', error: 'the server answered 500' })
    await app.settle()
    expect(byId('job-list-notice').text()).toContain('the server answered 500')
    await byId('job-list-notice').get('button').trigger('click')
    expect(app.recorded.getCalls('jobs.refresh')).toHaveLength(1)
    useConnectionStore().applyPhase('reconnecting')
    await app.settle()
    expect(byId('job-list-notice').text()).toContain('Not connected')
  })

  it('asks for older jobs when the end of the list comes into view', async () => {
    useQueueStore().applyScope('everyone')
    useQueueStore().applyServerJobs([makeServerJob()])
    useQueueStore().applyListing({ phase: 'ready', total: 100 })
    await mountPanel()
    expect(app.recorded.getCalls('jobs.loadMore')).toHaveLength(1)
  })
})
