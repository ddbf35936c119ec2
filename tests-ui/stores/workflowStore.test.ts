import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effect } from 'vue'
import { toWorkflowId } from '@/domain/ids'
import { MAX_BATCH_COUNT, useWorkflowStore } from '@/stores/workflowStore'

const [A, B, C] = ['a', 'b', 'c'].map(toWorkflowId) as [never, never, never]

let store: ReturnType<typeof useWorkflowStore>

beforeEach(() => {
  setActivePinia(createPinia())
  store = useWorkflowStore()
  for (const id of [A, B, C]) store.addWorkflow({ id, documentId: `doc-${id}`, name: id })
})

describe('open workflows', () => {
  it('[B7] tabs with one document are two', () => {
    store.addWorkflow({ id: toWorkflowId('d'), documentId: 'doc-a', name: 'a' })
    store.patchWorkflow(toWorkflowId('d'), { name: 'renamed', batchCount: 4 })
    expect(store.getWorkflow(A)).toMatchObject({ name: 'a', batchCount: 1 })
  })

  it('are added at a place, and none comes to the front by itself', () => {
    store.addWorkflow({ id: toWorkflowId('d'), documentId: 'x', name: 'd' }, 1)
    expect(store.order).toEqual([A, 'd', B, C])
    expect(store.activeId).toBeNull()
  })

  it('closing the one in front brings its right neighbour, else its left one', () => {
    store.activate(B)
    store.removeWorkflow(B)
    expect(store.activeId).toBe(C)
    store.removeWorkflow(C)
    expect(store.activeId).toBe(A)
    store.removeWorkflow(A)
    expect([store.activeId, store.order]).toEqual([null, []])
  })

  it('closing another leaves the front alone', () => {
    store.activate(A)
    store.removeWorkflow(C)
    store.removeWorkflow(C)
    expect([store.activeId, store.order]).toEqual([A, [A, B]])
  })

  it('a closed one can’t come to the front, nor be changed', () => {
    store.activate(A)
    store.removeWorkflow(B)
    store.activate(B)
    store.patchWorkflow(B, { name: 'ghost' })
    expect(store.activeId).toBe(A)
    expect(store.getWorkflow(B)).toBeUndefined()
  })

  it('can be moved', () => {
    store.moveWorkflow(A, 2)
    expect(store.order).toEqual([B, C, A])
    store.moveWorkflow(toWorkflowId('none'), 0)
    expect(store.order).toEqual([B, C, A])
  })

  it('[B14] each has its own batch count and run mode', () => {
    store.patchWorkflow(A, { runMode: 'endless', batchCount: 7 })
    expect(store.getWorkflow(B)).toMatchObject({ runMode: 'once', batchCount: 1 })
  })

  const counts: [number, number][] = [
    [0, 1],
    [-5, 1],
    [2.6, 3],
    [1e9, MAX_BATCH_COUNT],
    [Number.NaN, 1],
    [Infinity, 1]
  ]
  for (const [given, kept] of counts) {
    it(`a batch count of ${given} is kept as ${kept}`, () => {
      store.patchWorkflow(A, { batchCount: given })
      expect(store.getWorkflow(A)?.batchCount).toBe(kept)
    })
  }

  it('[B48] a reader of one tab is left alone by the others', () => {
    let runs = 0
    effect(() => {
      void store.getWorkflow(A)?.name
      runs++
    })
    store.patchWorkflow(B, { name: 'x', isModified: true })
    store.patchWorkflow(A, { isModified: true })
    store.activate(B)
    expect(runs).toBe(1)
    store.patchWorkflow(A, { name: 'y' })
    expect(runs).toBe(2)
  })
})
