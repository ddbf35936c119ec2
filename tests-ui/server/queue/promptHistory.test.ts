import { describe, expect, it } from 'vitest'
import type { PromptHistory } from '../../../server/queue/promptHistory'
import { makeHistory, makeStore } from '../../builders/promptStore'
import { makeEngineResult, makeQueuedPrompt, makeUuid } from '../../builders/queuedPrompt'

function fill(history: PromptHistory, ids: readonly number[]): void {
  for (const id of ids) {
    history.add(makeQueuedPrompt({ promptId: makeUuid(id) }), makeEngineResult())
  }
}

function listIds(history: PromptHistory, maxItems: number | null, offset: number): number[] {
  return history
    .getPage({ maxItems, offset })
    .map((promptId) => Number.parseInt(promptId.slice(-12), 16))
}

describe('PromptHistory', () => {
  it('gives all, the newest few, or a window counted from the oldest', () => {
    const history = makeHistory()
    fill(history, [1, 2, 3, 4])
    expect(listIds(history, null, -1)).toEqual([1, 2, 3, 4])
    expect(listIds(history, 2, -1)).toEqual([3, 4])
    expect(listIds(history, 9, -1)).toEqual([1, 2, 3, 4])
    expect(listIds(history, 2, 0)).toEqual([1, 2])
    expect(listIds(history, 2, 3)).toEqual([4])
    expect(listIds(history, null, 2)).toEqual([3, 4])
    expect(listIds(history, 0, -1)).toEqual([])
    expect(listIds(history, -3, -1)).toEqual([])
    // As ComfyUI, which takes one before it counts.
    expect(listIds(history, 0, 0)).toEqual([1])
    expect(listIds(history, -3, 2)).toEqual([3])
    expect(listIds(history, 2, 99)).toEqual([])
  })

  it('keeps no more entries than its bound, the newest ones', () => {
    const history = makeHistory({ entries: 3, characters: Infinity })
    fill(history, [1, 2, 3, 4, 5])
    expect(listIds(history, null, -1)).toEqual([3, 4, 5])
  })

  it('keeps no more than its bound of characters, but always the newest', () => {
    const history = makeHistory({ entries: 100, characters: 1000 })
    fill(history, [1, 2, 3, 4, 5, 6])
    const kept = listIds(history, null, -1)
    expect(kept.at(-1)).toBe(6)
    expect(kept.length).toBeLessThan(6)
    const huge = makeEngineResult({ outputs: { 1: { text: ['x'.repeat(5000)] } } })
    history.add(makeQueuedPrompt({ promptId: makeUuid(7) }), huge)
    expect(listIds(history, null, -1)).toEqual([7])
    history.delete([makeUuid(7)])
    fill(history, [8, 9])
    expect(listIds(history, null, -1)).toEqual([8, 9])
  })

  it('keeps a replaced entry where it stood', () => {
    const history = makeHistory()
    fill(history, [1, 2, 1])
    expect(listIds(history, null, -1)).toEqual([1, 2])
  })

  it('is found again in its store, in the same order, without what was deleted', () => {
    const store = makeStore()
    const history = makeHistory(undefined, store)
    fill(history, [1, 2, 3, 1, 4])
    history.delete([makeUuid(2)])
    const again = makeHistory(undefined, store)
    expect(listIds(again, null, -1)).toEqual([1, 3, 4])
    expect(again.getEntry(makeUuid(3))).toEqual(history.getEntry(makeUuid(3)))
    expect(again.getJobs()).toEqual(history.getJobs())
    again.clear()
    expect(makeHistory(undefined, store).size).toBe(0)
  })

  it('prunes what a store holds beyond its bounds', () => {
    const store = makeStore()
    fill(makeHistory(undefined, store), [1, 2, 3, 4])
    expect(listIds(makeHistory({ entries: 2, characters: Infinity }, store), null, -1)).toEqual([
      3, 4
    ])
    expect(store.listJobs().length).toBe(2)
  })

  it('keeps in memory what its store refuses', () => {
    const store = makeStore()
    const history = makeHistory(undefined, store)
    store.close()
    fill(history, [1])
    expect(history.getEntry(makeUuid(1))?.status.completed).toBe(true)
  })

  it('writes an interrupted run as an error that is not completed', () => {
    const history = makeHistory()
    const prompt = makeQueuedPrompt()
    history.add(prompt, makeEngineResult({ status: 'interrupted' }))
    expect(history.getEntry(prompt.promptId)?.status).toEqual({
      status_str: 'error',
      completed: false,
      messages: []
    })
    expect(history.getJob(prompt.promptId)?.status).toBe('cancelled')
  })
})
