import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usePromptListing } from '@/composables/queue/usePromptListing'
import { toClientId } from '@/domain/ids'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import { makePromptId, makeServerJob, makeSibling, makeSummary } from '../../builders/promptJobs'
import { addPrompt, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

const ONE = makePromptId(1)

describe('usePromptListing', () => {
  it('lists a prompt once, however many tell of it, and believes its own state', () => {
    addPrompt({ promptId: ONE })
    useQueueStore().applyServerJobs([makeServerJob({ promptId: ONE, status: 'pending' })])
    const { unfinished, shownFinished, find } = app.use(usePromptListing)
    expect(unfinished.value.map(({ promptId }) => promptId)).toEqual([ONE])
    expect(shownFinished.value).toEqual([])
    expect(find(ONE)).toMatchObject({ status: 'running', submitter: 'own' })
  })

  it('lists a finished own prompt as finished although the server’s list, read before, says running', () => {
    addPrompt({ promptId: ONE, transitions: ['accepted', 'started', 'succeeded'] })
    useQueueStore().applyServerJobs([makeServerJob({ promptId: ONE, status: 'running' })])
    const { unfinished, shownFinished } = app.use(usePromptListing)
    expect(unfinished.value).toEqual([])
    expect(shownFinished.value).toHaveLength(1)
  })

  it('lists a running own prompt as running although the server’s list says that it has ended', () => {
    addPrompt({ promptId: ONE })
    useQueueStore().applyServerJobs([makeServerJob({ promptId: ONE, status: 'succeeded' })])
    const { unfinished, shownFinished } = app.use(usePromptListing)
    expect(unfinished.value).toHaveLength(1)
    expect(shownFinished.value).toEqual([])
  })

  it('keeps finished prompts beyond the bound of full states, as their summaries', () => {
    useExecutionStore().restoreSummary(makeSummary({ promptId: ONE }))
    useQueueStore().applyServerJobs([makeServerJob({ promptId: ONE })])
    const { shownFinished, find } = app.use(usePromptListing)
    expect(shownFinished.value).toHaveLength(1)
    expect(find(ONE)).toMatchObject({ submitter: 'own', workflowName: 'Portrait' })
  })

  it('[B15, B48] lists none of the others anew when one more is submitted, or one moves', () => {
    const others = [2, 3, 4].map((serial) =>
      addPrompt({ promptId: makePromptId(serial), transitions: ['accepted'] })
    )
    const { unfinished } = app.use(usePromptListing)
    const before = new Set(unfinished.value)
    addPrompt({ promptId: ONE, transitions: ['accepted'] })
    useExecutionStore().applyTransition(others[0]!.promptId, 'started', 5)
    const kept = unfinished.value.filter((listed) => before.has(listed))
    expect(unfinished.value).toHaveLength(4)
    expect(kept.map(({ promptId }) => promptId)).toEqual([makePromptId(3), makePromptId(4)])
  })

  it('[B15, B48] looks at none of the server’s when an own prompt comes, moves or ends', () => {
    useQueueStore().applyServerJobs(
      [2, 3, 4].map((serial) =>
        makeServerJob({ promptId: makePromptId(serial), status: 'pending', endedAt: null })
      )
    )
    const { othersUnfinished, unfinished } = app.use(usePromptListing)
    const before = othersUnfinished.value
    const { promptId } = addPrompt({ promptId: ONE, transitions: ['accepted', 'started'] })
    expect(unfinished.value).toHaveLength(4)
    useExecutionStore().applyTransition(promptId, 'succeeded', 5)
    expect(unfinished.value).toHaveLength(3)
    expect(othersUnfinished.value).toBe(before)
    useQueueStore().removeServerJobs([makePromptId(2)])
    expect(othersUnfinished.value).toHaveLength(2)
  })

  describe('whose a prompt is [B40]', () => {
    it('is own by this tab’s client id, a sibling’s by what other tabs told, else foreign', () => {
      useConnectionStore().applyClientId(toClientId('this-tab'))
      useQueueStore().applySibling(makeSibling({ promptId: makePromptId(2) }))
      useQueueStore().applyServerJobs([
        makeServerJob({ promptId: ONE, clientId: toClientId('this-tab') }),
        makeServerJob({ promptId: makePromptId(3), clientId: toClientId('other-tab') }),
        makeServerJob({ promptId: makePromptId(4), clientId: null })
      ])
      const { find } = app.use(usePromptListing)
      const owners = [1, 2, 3, 4].map((serial) => find(makePromptId(serial))?.submitter)
      expect(owners).toEqual(['own', 'sibling', 'sibling', 'foreign'])
    })

    it('shows mine by default, and everyone’s by the switch', () => {
      addPrompt({ promptId: ONE })
      useQueueStore().applySibling(makeSibling())
      useQueueStore().applyServerJobs([makeServerJob({ status: 'running', endedAt: null })])
      const { shownUnfinished } = app.use(usePromptListing)
      expect(shownUnfinished.value.map(({ submitter }) => submitter).toSorted()).toEqual([
        'own',
        'sibling'
      ])
      useQueueStore().applyScope('everyone')
      expect(shownUnfinished.value).toHaveLength(3)
    })
  })

  describe('prompts of others', () => {
    it('believes the server that a prompt has ended whose tab was closed and says "running" for ever', () => {
      useQueueStore().applySibling(makeSibling({ promptId: ONE, status: 'running' }))
      useQueueStore().applyServerJobs([makeServerJob({ promptId: ONE, status: 'succeeded' })])
      const { unfinished, shownFinished, find } = app.use(usePromptListing)
      expect(unfinished.value).toEqual([])
      expect(shownFinished.value).toHaveLength(1)
      expect(find(ONE)?.status).toBe('succeeded')
    })

    it('lists one whose frames this tab hears with the name that its own tab tells', () => {
      addPrompt({ promptId: ONE, isOwn: false, clientId: null, workflowId: null, workflowName: '' })
      useQueueStore().applySibling(makeSibling({ promptId: ONE, status: 'pending' }))
      const { unfinished } = app.use(usePromptListing)
      expect(unfinished.value).toMatchObject([
        { status: 'running', submitter: 'sibling', workflowName: 'Upscale' }
      ])
    })
  })

  it('[B48] recomputes nothing when a prompt, here or in another tab, makes progress', () => {
    const prompt = addPrompt({ promptId: ONE })
    useQueueStore().applySibling(makeSibling({ percent: 40 }))
    const { unfinished, shownFinished } = app.use(usePromptListing)
    const before = [unfinished.value, shownFinished.value]
    tick(prompt, 7)
    useQueueStore().applySibling(makeSibling({ percent: 41 }))
    expect(unfinished.value).toBe(before[0])
    expect(shownFinished.value).toBe(before[1])
  })

  it('[B48] does not go through finished prompts when a prompt starts', () => {
    const { unfinished, shownFinished } = app.use(usePromptListing)
    for (let serial = 100; serial < 200; serial++)
      useExecutionStore().restoreSummary(makeSummary({ promptId: makePromptId(serial) }))
    expect(shownFinished.value).toHaveLength(100)
    const before = unfinished.value
    useExecutionStore().restoreSummary(makeSummary({ promptId: makePromptId(200) }))
    expect(unfinished.value).toBe(before)
  })

  it('follows a prompt that the server renamed', () => {
    addPrompt({ promptId: ONE })
    const { unfinished, find } = app.use(usePromptListing)
    expect(unfinished.value).toHaveLength(1)
    useExecutionStore().renamePrompt(ONE, makePromptId(2))
    expect(unfinished.value.map(({ promptId }) => promptId)).toEqual([makePromptId(2)])
    expect(find(ONE)).toBeNull()
  })
})
