import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effect } from 'vue'
import { toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import type { ErrorRowInit } from '@/stores/executionErrorStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { makePromptId } from '../builders/promptJobs'

const A = toWorkflowId('a')
const B = toWorkflowId('b')

let store: ReturnType<typeof useExecutionErrorStore>

beforeEach(() => {
  setActivePinia(createPinia())
  store = useExecutionErrorStore()
})

function makeRow(overrides: Partial<ErrorRowInit> = {}): ErrorRowInit {
  return {
    kind: 'validation',
    workflowId: A,
    promptId: makePromptId(1),
    executionId: toExecutionId('3'),
    locatorId: toNodeLocatorId('3'),
    enclosingLocatorIds: [],
    nodeTitle: 'Sampler',
    inputName: 'steps',
    message: 'Value too big',
    details: '',
    traceback: [],
    type: 'value_bigger_than_max',
    ...overrides
  }
}

const makeFailure = (message = 'boom') => ({
  executionId: toExecutionId('3'),
  classType: 'KSampler',
  exceptionType: 'ValueError',
  message,
  traceback: Array.from({ length: 40 }, (_, line) => `File "node.py", line ${line}`)
})

describe('errors of a workflow', () => {
  it('[B31] are its own, and readers of A are left alone by B', () => {
    let runs = 0
    effect(() => {
      void store.getWorkflowErrors(A)
      runs++
    })
    store.addErrors(B, [makeRow({ workflowId: B })])
    expect(runs).toBe(1)
    expect(store.getWorkflowErrors(A)).toEqual([])
    store.addErrors(A, [])
    expect(runs).toBe(1)
  })

  it('[B30] go away when the input is mended: that input’s, and what names no input of that node', () => {
    store.addErrors(A, [
      makeRow(),
      makeRow({ inputName: 'cfg' }),
      makeRow({ inputName: null }),
      makeRow({ kind: 'dropped' }),
      makeRow({ kind: 'execution', inputName: null }),
      makeRow({ locatorId: toNodeLocatorId('4') })
    ])
    store.clearInput(A, toNodeLocatorId('3'), 'steps')
    expect(
      store.getWorkflowErrors(A).map((row) => [row.kind, row.locatorId, row.inputName])
    ).toEqual([
      ['validation', '3', 'cfg'],
      ['execution', '3', null],
      ['validation', '4', 'steps']
    ])
  })

  it('[B30] mending what is not wrong writes nothing', () => {
    store.addErrors(A, [makeRow()])
    const before = store.getWorkflowErrors(A)
    store.clearInput(A, toNodeLocatorId('8'), 'steps')
    expect(store.getWorkflowErrors(A)).toBe(before)
  })

  it('can be dismissed one by one, and all at once', () => {
    store.addErrors(A, [makeRow(), makeRow()])
    const [first, second] = store.getWorkflowErrors(A)
    expect(first!.key).not.toBe(second!.key)
    store.dismissError(A, first!.key)
    expect(store.getWorkflowErrors(A)).toEqual([second])
    store.clearWorkflow(A)
    expect(store.errorsByWorkflowId).toEqual({})
  })

  it('are bounded: the newest stay', () => {
    for (let n = 0; n < 250; n++) store.addErrors(A, [makeRow({ message: `${n}` })])
    const rows = store.getWorkflowErrors(A)
    expect([rows.length, rows[0]!.message, rows.at(-1)!.message]).toEqual([200, '50', '249'])
  })

  it('[B11] follow a prompt whose id the server chose', () => {
    store.addErrors(A, [makeRow(), makeRow({ promptId: makePromptId(2) })])
    store.applyFailure(makePromptId(1), makeFailure())
    store.applyRename(makePromptId(1), makePromptId(7))
    expect(store.getWorkflowErrors(A).map((row) => row.promptId)).toEqual([
      makePromptId(7),
      makePromptId(2)
    ])
    expect(store.getPromptFailure(makePromptId(7))?.message).toBe('boom')
    expect(store.getPromptFailure(makePromptId(1))).toBeUndefined()
  })

  it('[B22] come back with keys of their own', () => {
    store.restoreErrors(A, [{ ...makeRow(), key: 'error-1' }])
    store.addErrors(A, [makeRow()])
    expect(new Set(store.getWorkflowErrors(A).map((row) => row.key)).size).toBe(2)
  })
})

describe('failures of prompts', () => {
  it('are known by prompt until it is deleted', () => {
    store.applyFailure(makePromptId(1), makeFailure())
    expect(store.getPromptFailure(makePromptId(1))?.message).toBe('boom')
    store.forgetPrompt(makePromptId(1))
    expect(store.getPromptFailure(makePromptId(1))).toBeUndefined()
  })

  it('[B48] thousands keep their message; only the newest hundred their traceback, and none grow without end', () => {
    for (let n = 0; n < 10_200; n++) store.applyFailure(makePromptId(n), makeFailure(`boom ${n}`))
    expect(Object.keys(store.failuresByPromptId)).toHaveLength(10_000)
    expect(store.getPromptFailure(makePromptId(10_150))?.traceback).toHaveLength(40)
    expect(store.getPromptFailure(makePromptId(5_000))).toMatchObject({
      message: 'boom 5000',
      traceback: []
    })
    expect(store.getPromptFailure(makePromptId(10))).toBeUndefined()
  })
})
