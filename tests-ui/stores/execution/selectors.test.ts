import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { EffectScope } from 'vue'
import { effect, effectScope } from 'vue'
import { toExecutionId, toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import { TEST_DAY, makePromptId } from '../../builders/promptJobs'
import { addPrompt, tick } from '../../builders/promptState'

const A = toWorkflowId('a')
const B = toWorkflowId('b')

let store: ReturnType<typeof useExecutionStore>
let a: PromptExecution
let b: PromptExecution
let scope: EffectScope

beforeEach(() => {
  setActivePinia(createPinia())
  store = useExecutionStore()
  a = addPrompt({ promptId: makePromptId(1), workflowId: A })
  b = addPrompt({ promptId: makePromptId(2), workflowId: B })
  scope = effectScope()
})

/** Counts how often what `read` reads has changed. */
function watchReads(read: () => unknown): () => number {
  let runs = -1
  scope.run(() =>
    effect(() => {
      read()
      runs++
    })
  )
  return () => runs
}

describe('a reader of one prompt', () => {
  const readers: Record<string, () => unknown> = {
    getPromptProgress: () => store.getPromptProgress(a.promptId).percent,
    getPromptNodeProgressStates: () =>
      store.getPromptNodeProgressStates(a.promptId)[toExecutionId('3')],
    'getPrompt().status': () => store.getPrompt(a.promptId)?.status,
    'getPrompt().runningNodeIds': () => store.getPrompt(a.promptId)?.runningNodeIds,
    getActivePromptForWorkflow: () => store.getActivePromptForWorkflow(A),
    getWorkflowRunningPromptIds: () => store.getWorkflowRunningPromptIds(A),
    getWorkflowResult: () => store.getWorkflowResult(A)
  }
  for (const [name, read] of Object.entries(readers)) {
    it(`[B48] through ${name} is left alone by all that happens to another`, () => {
      const count = watchReads(read)
      tick(b, 3)
      b.applyPreview({ blob: new Blob() })
      b.applyText(toExecutionId('3'), 'text')
      b.applyOutput(toExecutionId('9'), { text: ['x'] }, false)
      store.applyTransition(b.promptId, 'failed', TEST_DAY)
      addPrompt({ promptId: makePromptId(3), workflowId: B })
      store.forgetPrompt(b.promptId)
      expect(count()).toBe(0)
    })
  }

  it('[B46] is run once by a tick of its own', () => {
    const count = watchReads(readers.getPromptProgress!)
    tick(a, 4)
    expect(count()).toBe(1)
    tick(a, 4)
    expect(count()).toBe(1)
  })

  it('of one node is left alone by the prompt’s other nodes', () => {
    tick(a, 1)
    const count = watchReads(
      () => store.getPromptNodeProgressStates(a.promptId)[toExecutionId('4')]
    )
    tick(a, 2)
    expect(count()).toBe(0)
  })

  it('learns of a prompt that comes later', () => {
    const late = makePromptId(9)
    const count = watchReads(() => store.getPrompt(late)?.status)
    addPrompt({ promptId: late })
    expect(count()).toBe(3)
  })
})

describe('lists of prompts', () => {
  it('[B48] depend on lifecycles only, never on progress', () => {
    const running = watchReads(() => store.runningPromptIds)
    const idle = watchReads(() => store.isIdle)
    for (let step = 1; step < 20; step++) tick(a, step)
    expect([running(), idle()]).toEqual([0, 0])
    store.applyTransition(a.promptId, 'succeeded', TEST_DAY)
    expect([running(), idle()]).toEqual([1, 0])
  })
})

describe('peekPrompt', () => {
  it('tracks nothing: neither the record nor whether the prompt is in it', () => {
    const count = watchReads(() => [
      store.peekPrompt(a.promptId),
      store.peekPrompt(makePromptId(3))
    ])
    addPrompt({ promptId: makePromptId(3) })
    store.forgetPrompt(a.promptId)
    expect(count()).toBe(0)
  })
})

describe('what there is not', () => {
  it('is empty, and the same empty object each time', () => {
    const none = makePromptId(404)
    expect(store.getPromptProgress(none)).toBe(store.getPromptProgress(none))
    expect(store.getPromptNodeProgressStates(none)).toBe(store.getPromptNodeProgressStates(none))
    expect(store.getWorkflowRunningPromptIds(toWorkflowId('none'))).toEqual([])
    expect(store.getActivePromptForWorkflow(toWorkflowId('none'))).toBeNull()
  })
})
