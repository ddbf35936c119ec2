import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { toPromptId, toWorkflowId } from '@/domain/ids'
import type { PromptExecution } from '@/stores/execution/promptExecution'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { makeNodes } from '../../builders/nodeStates'
import { TEST_DAY, makeOutputFile, makePromptId } from '../../builders/promptJobs'
import { addPrompt, makePromptOrigin } from '../../builders/promptState'

const A = toWorkflowId('a')
const first = makePromptId(1)
const second = makePromptId(2)
const images = { images: [makeOutputFile()] }

let store: ReturnType<typeof useExecutionStore>
let ended: string[]

beforeEach(() => {
  setActivePinia(createPinia())
  store = useExecutionStore()
  ended = []
  store.onPromptEnded((prompt) => ended.push(`${prompt.promptId} ${prompt.status}`))
})

describe('registering a prompt', () => {
  it('makes one state, however often it is done', () => {
    const prompt = store.registerPrompt(makePromptOrigin())
    expect(store.registerPrompt(makePromptOrigin({ workflowName: 'other' }))).toBe(prompt)
    expect(store.waitingPromptIds).toEqual([first])
    expect(store.promptIdToWorkflowId[first]).toBe(A)
  })

  it('[B9] a foreign one is in none of the lists of ours', () => {
    addPrompt({ isOwn: false, workflowId: null })
    expect(store.runningPromptIds).toEqual([])
    expect(store.isIdle).toBe(true)
    expect(store.promptIdToWorkflowId).toEqual({})
    expect(store.foreignPromptIds).toEqual([first])
  })

  it('takes the place of what frames made of the same id before anyone knew whose it was', () => {
    const stranger = addPrompt({ isOwn: false, workflowId: null, manifest: undefined as never })
    stranger.applyOutput('9' as never, images, false)
    const own = store.registerPrompt(makePromptOrigin())!
    expect(own.isOwn).toBe(true)
    expect(store.getPrompt(first)).toBe(own)
    expect(store.foreignPromptIds).toEqual([])
  })
})

describe('the lists of prompts', () => {
  it('follow the lifecycle: submitted, running, ended', () => {
    addPrompt({ transitions: [] })
    addPrompt({ promptId: second, transitions: ['accepted'] })
    expect(store.getWorkflowWaitingPromptIds(A)).toEqual([first, second])
    store.applyTransition(second, 'started', TEST_DAY)
    expect([store.waitingPromptIds, store.runningPromptIds]).toEqual([[first], [second]])
    expect(store.getActivePromptForWorkflow(A)).toBe(second)
    store.applyTransition(second, 'succeeded', TEST_DAY)
    expect(store.runningPromptIds).toEqual([])
    expect(store.getActivePromptForWorkflow(A)).toBeNull()
    expect(ended).toEqual([`${second} succeeded`])
  })

  it('[B33] a prompt that waits for a machine says so, alone, until it starts', () => {
    const prompt = addPrompt({ transitions: ['accepted', 'initializing'] })
    const other = addPrompt({ promptId: second, transitions: ['accepted'] })
    prompt.applyWaitingFor('Waiting for a machine')
    other.applyWaitingFor('Waiting for a machine')
    expect([prompt.waitingFor, other.waitingFor]).toEqual(['Waiting for a machine', null])
    store.applyTransition(first, 'started', TEST_DAY)
    expect(prompt.waitingFor).toBeNull()
  })

  it('[B11] a terminal state absorbs what comes late, and its end is told once', () => {
    const prompt = addPrompt()
    store.applyTransition(first, 'succeeded', TEST_DAY + 5_000)
    for (const late of ['started', 'accepted', 'failed', 'succeeded', 'lost'] as const)
      expect(store.applyTransition(first, late, TEST_DAY + 9_000)).toBe(false)
    expect(prompt.applyProgressState(makeNodes({ 3: [1, 20] }))).toBe(false)
    expect(prompt).toMatchObject({ status: 'succeeded', endedAt: TEST_DAY + 5_000 })
    expect(store.runningPromptIds).toEqual([])
    expect(ended).toEqual([`${first} succeeded`])
  })

  it('[B24] a lost prompt takes evidence of its real end', () => {
    addPrompt()
    store.applyTransition(first, 'lost', TEST_DAY)
    store.applyTransition(first, 'succeeded', TEST_DAY + 1)
    expect(ended).toEqual([`${first} lost`, `${first} succeeded`])
    expect(store.getWorkflowResult(A)?.status).toBe('succeeded')
  })

  it('a listener that was taken back hears no more', () => {
    addPrompt()
    const heard: PromptExecution[] = []
    const remove = store.onPromptEnded((prompt) => heard.push(prompt))
    remove()
    store.applyTransition(first, 'succeeded', TEST_DAY)
    expect(heard).toEqual([])
  })

  it('one listener that throws keeps none of the others from hearing', () => {
    addPrompt()
    const heard: string[] = []
    store.onPromptEnded(() => {
      throw new Error('mine')
    })
    store.onPromptEnded((prompt) => heard.push(prompt.status))
    expect(() => store.applyTransition(first, 'succeeded', TEST_DAY)).toThrow('mine')
    expect(heard).toEqual(['succeeded'])
  })
})

describe('the last result of a workflow [B4, B31]', () => {
  const result = () => store.getWorkflowResult(A)
  const end = (id: typeof first, how: 'failed' | 'succeeded' | 'cancelled', seen = false) => {
    addPrompt({ promptId: id })
    store.applyTransition(id, how, TEST_DAY, seen)
  }

  it('[B31] a failed one keeps "failed" until it is seen, whatever ends or is cancelled after it', () => {
    end(first, 'failed')
    end(second, 'cancelled')
    expect(result()).toMatchObject({ promptId: first, status: 'failed', seen: false })
    end(makePromptId(3), 'succeeded')
    expect(result()).toMatchObject({ status: 'failed' })
    store.applySeen(A)
    end(makePromptId(4), 'succeeded')
    expect(result()).toMatchObject({ status: 'succeeded' })
  })

  it('[B31] one that was seen gives way to the next, and an interrupted one leaves no badge', () => {
    end(first, 'failed', true)
    addPrompt({ promptId: second })
    store.applyTransition(second, 'interrupted', TEST_DAY)
    expect(result()).toMatchObject({ promptId: second, status: 'interrupted' })
    expect(store.getWorkflowRunningPromptIds(A)).toEqual([])
  })

  it('[B4] seeing it again writes nothing', () => {
    end(first, 'succeeded')
    store.applySeen(A)
    const seen = result()
    store.applySeen(A)
    expect(result()).toBe(seen)
  })
})

describe('a server that chooses the id itself', () => {
  const chosen = toPromptId('chosen-by-server')

  it('[B11] moves the prompt with all it has', () => {
    const prompt = addPrompt({ transitions: [] })
    store.renamePrompt(first, chosen)
    expect(store.getPrompt(chosen)).toBe(prompt)
    expect(prompt.promptId).toBe(chosen)
    expect(store.getPrompt(first)).toBeUndefined()
    expect(store.waitingPromptIds).toEqual([chosen])
    expect(store.getWorkflowWaitingPromptIds(A)).toEqual([chosen])
    expect(store.promptIdToWorkflowId).toEqual({ [chosen]: A })
  })

  it('[B11] takes over from the state that its frames have made meanwhile', () => {
    const prompt = addPrompt({ transitions: [] })
    addPrompt({ promptId: chosen, isOwn: false, workflowId: null })
    store.renamePrompt(first, chosen)
    expect(store.getPrompt(chosen)).toBe(prompt)
    expect(store.foreignPromptIds).toEqual([])
  })

  it('[B11] a prompt that had ended before its answer came is still put away in its turn', () => {
    addPrompt({ transitions: [] })
    store.applyTransition(first, 'cancelled', TEST_DAY)
    store.renamePrompt(first, chosen)
    expect(store.getWorkflowResult(A)?.promptId).toBe(chosen)
    for (let n = 100; n < 201; n++) {
      addPrompt({ promptId: makePromptId(n) })
      store.applyTransition(makePromptId(n), 'succeeded', TEST_DAY)
    }
    expect(Object.keys(store.promptStates)).toHaveLength(100)
    expect(store.finishedSummaries.has(chosen)).toBe(true)
  })
})

describe('forgetting', () => {
  it('a deleted prompt leaves all lists and stays away', () => {
    addPrompt()
    store.applyTransition(first, 'succeeded', TEST_DAY)
    store.forgetPrompt(first)
    expect(store.getPrompt(first)).toBeUndefined()
    expect(store.isPast(first)).toBe(true)
    expect(store.registerPrompt(makePromptOrigin())).toBeNull()
  })

  it('[B39] the prompts of a closed workflow go on without it', () => {
    addPrompt()
    store.forgetWorkflow(A)
    expect(store.runningPromptIds).toEqual([first])
    expect(store.getWorkflowRunningPromptIds(A)).toEqual([])
    store.applyTransition(first, 'succeeded', TEST_DAY)
    expect(ended).toEqual([`${first} succeeded`])
    expect(store.getWorkflowResult(A)).toBeNull()
  })
})
