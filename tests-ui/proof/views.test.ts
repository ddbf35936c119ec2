import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reactive } from 'vue'
import { useBrowserTabTitle } from '@/composables/page/useBrowserTabTitle'
import { useProgressFavicon } from '@/composables/page/useProgressFavicon'
import { createJobFilter } from '@/composables/queue/jobFilter'
import { useJobList } from '@/composables/queue/useJobList'
import { useJobRow } from '@/composables/queue/useJobRow'
import { useQueueProgress } from '@/composables/queue/useQueueProgress'
import { useWorkflowTab } from '@/composables/workflow/useWorkflowTab'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { makeFrame } from '../builders/wireMessages'
import { makeSibling } from '../builders/promptJobs'
import type { CoreHarness } from '../harness/core'
import { createTestCore } from '../harness/core'
import type { CoreView } from '../harness/coreView'
import { createCoreView } from '../harness/coreView'

type Three<T> = [T, T, T]

let core: CoreHarness
let view: CoreView
let workflowIds: Three<WorkflowId>
let promptIds: Three<PromptId>

beforeEach(async () => {
  core = createTestCore()
  view = createCoreView(core)
  workflowIds = (await Promise.all(
    ['A', 'B', 'C'].map((name) => core.open(name))
  )) as Three<WorkflowId>
  const made: PromptId[] = []
  for (const workflowId of workflowIds) made.push((await core.run(workflowId))[0]!)
  promptIds = made as Three<PromptId>
})
afterEach(() => view.unmount())

const [A, B, C] = [0, 1, 2] as const
const start = (index: 0 | 1 | 2) => core.server.start(promptIds[index])
const startAll = () => ([A, B, C] as const).forEach(start)
/** Steps of the sampler, which is half of each prompt. */
const tick = async (index: 0 | 1 | 2, steps: number) => {
  core.server.tick(promptIds[index], '3', steps)
  core.pass(400)
  await view.flush()
}
const iconHref = () => document.querySelector<HTMLLinkElement>('link[rel~="icon"]')!.href

describe('three running jobs of three workflows', () => {
  it('[B38] useQueueProgress counts them and takes their mean', async () => {
    const progress = view.use(useQueueProgress)
    expect([progress.runningCount.value, progress.waitingCount.value]).toEqual([0, 3])
    startAll()
    await tick(A, 20)
    await tick(B, 10)
    expect(progress.runningCount.value).toBe(3)
    expect(progress.waitingCount.value).toBe(0)
    // A half, B a quarter, C nothing.
    expect(progress.percent.value).toBe(25)
    expect(progress.onlyJob.value).toBeNull()
  })

  it('[B38] useQueueProgress: the end of one blanks none of the others', async () => {
    const progress = view.use(useQueueProgress)
    startAll()
    await tick(A, 10)
    core.server.fail(promptIds[B], '3')
    core.server.succeed(promptIds[C])
    await view.flush()
    expect(progress.runningCount.value).toBe(1)
    expect(progress.onlyJob.value).toEqual({ promptId: promptIds[A], workflowName: 'A' })
    expect(progress.percent.value).toBe(25)
  })

  it('[B37] useJobList has a row for each: running ones newest first, then waiting, then ended', async () => {
    const list = view.use(() => useJobList(reactive(createJobFilter())))
    start(A)
    core.clock.advance(10)
    start(C)
    expect(list.ids.value).toEqual([promptIds[C], promptIds[A], promptIds[B]])
    core.server.succeed(promptIds[A])
    core.clock.advance(10)
    start(B)
    expect(list.ids.value).toEqual([promptIds[B], promptIds[C], promptIds[A]])
    expect(list.total.value).toBe(3)
  })

  it('[B48] useJobList is the same array while jobs only make progress', async () => {
    const list = view.use(() => useJobList(reactive(createJobFilter())))
    startAll()
    const rows = view.render(() => list.ids.value.length)
    const before = list.ids.value
    for (let step = 1; step < 20; step++) await tick(A, step)
    expect(list.ids.value).toBe(before)
    expect(rows.updates).toBe(0)
  })

  it('[B46, B48] a tick of A renders row A and tab A once, and those of B and C never', async () => {
    startAll()
    await tick(A, 1)
    const rows = promptIds.map((promptId) => {
      const row = view.use(() => useJobRow(promptId))
      return view.render(() => `${row.state.value} ${row.percent.value} ${row.node.value?.steps}`)
    })
    const tabs = workflowIds.map((workflowId) => {
      const tab = view.use(() => useWorkflowTab(workflowId))
      return view.render(() => `${tab.state.value} ${tab.percent.value}`)
    })
    await tick(A, 8)
    expect(rows.map(({ updates }) => updates)).toEqual([1, 0, 0])
    expect(tabs.map(({ updates }) => updates)).toEqual([1, 0, 0])
    expect(rows[A]!.text).toBe('running 20 8/20')
    expect(tabs[A]!.text).toBe('running 20')
    core.push(makeFrame('progress', { prompt_id: promptIds[A], node: '3', value: 8, max: 20 }))
    core.pass(400)
    await view.flush()
    expect(rows.map(({ updates }) => updates)).toEqual([1, 0, 0])
  })

  it('[B1, B4] each tab wears its own state: running, queued, how it ended', async () => {
    const tabs = workflowIds.map((workflowId) => view.use(() => useWorkflowTab(workflowId)))
    const states = () => tabs.map(({ state }) => state.value)
    start(A)
    start(B)
    expect(states()).toEqual(['running', 'running', 'queued'])
    core.server.fail(promptIds[A], '3')
    core.server.interrupt(promptIds[B])
    core.server.play(promptIds[C])
    expect(states()).toEqual(['failed', 'idle', 'succeeded'])
    // C is in front.
    expect(tabs.map(({ isUnseen }) => isUnseen.value)).toEqual([true, false, false])
  })
})

describe('the browser tab', () => {
  it('[B38] its title has the bare count of several jobs, the percent of one, and neither when idle', async () => {
    view.use(useBrowserTabTitle)
    startAll()
    await tick(A, 10)
    expect(document.title).toMatch(/^3 running/)
    expect(document.title).not.toContain('%')
    core.server.succeed(promptIds[B])
    core.server.succeed(promptIds[C])
    await view.flush()
    expect(document.title).toContain('25%')
    expect(document.title).toContain('A')
    core.server.succeed(promptIds[A])
    await view.flush()
    expect(document.title).not.toMatch(/\d+ running|%/)
  })

  it('[B38] title and favicon go on while the page is hidden, where no animation frames come', async () => {
    view.use(useBrowserTabTitle)
    view.use(useProgressFavicon)
    core.server.succeed(promptIds[B])
    core.server.succeed(promptIds[C])
    start(A)
    await tick(A, 4)
    const [title, icon] = [document.title, iconHref()]
    core.server.tick(promptIds[A], '3', 12)
    // A hidden page’s scheduler is a timer: the frame comes, and nothing asks for one of the screen.
    core.clock.advance(100)
    core.scheduler.frame()
    await view.flush()
    core.clock.advance(400)
    expect(document.title).not.toBe(title)
    expect(document.title).toContain('30%')
    expect(iconHref()).not.toBe(icon)
  })

  it('[B38] its favicon shows the mean of all, and is the app’s own again when idle', async () => {
    view.use(useProgressFavicon)
    const idle = iconHref()
    startAll()
    await tick(A, 20)
    const some = iconHref()
    expect(some).toMatch(/^data:image\/svg/)
    await tick(B, 20)
    expect(iconHref()).not.toBe(some)
    for (const promptId of promptIds) core.server.succeed(promptId)
    await view.flush()
    core.clock.advance(500)
    expect(iconHref()).toBe(idle)
  })

  it('[B40] counts what the policy shows: mine by default, everyone’s by a switch', async () => {
    view.use(useBrowserTabTitle)
    start(A)
    core.queue.applySibling(makeSibling({ status: 'running' }))
    core.push(makeFrame('execution_start', { prompt_id: 'somebody-elses', timestamp: 1 }))
    await view.flush()
    expect(document.title).toMatch(/^2 running/)
    core.queue.applyScope('everyone')
    await view.flush()
    expect(document.title).toMatch(/^3 running/)
  })
})
