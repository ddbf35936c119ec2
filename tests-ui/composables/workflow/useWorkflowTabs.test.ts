import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useWorkflowTabs } from '@/composables/workflow/useWorkflowTabs'
import { toWorkflowId } from '@/domain/ids'
import { useNoticeStore } from '@/stores/noticeStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  for (const id of ['a', 'b', 'c']) addWorkflow(id)
})
afterEach(() => app.unmount())

const [A, B, C] = ['a', 'b', 'c'].map(toWorkflowId) as [
  ReturnType<typeof toWorkflowId>,
  ReturnType<typeof toWorkflowId>,
  ReturnType<typeof toWorkflowId>
]

describe('useWorkflowTabs', () => {
  it('goes to the neighbour, round at the ends', () => {
    const tabs = app.use(useWorkflowTabs)
    tabs.activateNeighbour(-1)
    expect(tabs.activeId.value).toBe(C)
    tabs.activateNeighbour(1)
    tabs.activateNeighbour(1)
    expect(tabs.activeId.value).toBe(B)
  })

  it('moves a tab', () => {
    const tabs = app.use(useWorkflowTabs)
    tabs.move(A, 2)
    expect(tabs.order.value).toEqual([B, C, A])
  })

  it('renames, and leaves a name alone that is empty or the same', () => {
    const tabs = app.use(useWorkflowTabs)
    tabs.rename(A, '  Sunset ')
    tabs.rename(A, '   ')
    tabs.rename(B, 'B')
    expect(app.recorded.getCalls('workflows.rename')).toEqual([[A, 'Sunset']])
  })

  it('closes all others, and stops at the one that the user keeps open', async () => {
    app.recorded.answer('workflows.close', (id: string) => {
      if (id === B) return Promise.resolve(false)
      useWorkflowStore().removeWorkflow(toWorkflowId(id))
      return Promise.resolve(true)
    })
    const tabs = app.use(useWorkflowTabs)
    tabs.closeOthers(C)
    await app.settle()
    expect(tabs.order.value).toEqual([B, C])
  })

  it('says in a notice what could not be done, and why', async () => {
    app.recorded.fail('workflows.save', 'the disk is full')
    const tabs = app.use(useWorkflowTabs)
    tabs.save(A)
    await app.settle()
    expect(useNoticeStore().notices).toMatchObject([
      { kind: 'error', title: 'Could not save A', detail: 'the disk is full' }
    ])
  })

  it.each([
    ['create', [], 'workflows.newWorkflow'],
    ['duplicate', [A], 'workflows.duplicate'],
    ['exportDocument', [A], 'workflows.exportDocument'],
    ['exportApi', [A], 'workflows.exportApi'],
    ['close', [A], 'workflows.close']
  ] as const)('%s asks the service', (action, args, call) => {
    const tabs = app.use(useWorkflowTabs)
    ;(tabs[action] as (...given: readonly unknown[]) => void)(...args)
    expect(app.recorded.getCalls(call)).toEqual([args])
  })
})
