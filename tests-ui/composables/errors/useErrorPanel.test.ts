import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatError } from '@/composables/errors/errorText'
import { useErrorPanel } from '@/composables/errors/useErrorPanel'
import { toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { makeErrorRow } from '../../builders/promptErrors'
import { makePromptId } from '../../builders/promptJobs'
import { addWorkflow } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  addWorkflow('a')
  addWorkflow('b')
})
afterEach(() => app.unmount())

const [A, B] = [toWorkflowId('a'), toWorkflowId('b')]
const add = (overrides = {}) =>
  useExecutionErrorStore().addErrors(A, [makeErrorRow({ workflowId: A, ...overrides })])

describe('useErrorPanel', () => {
  it('[B31] shows the errors of the workflow in front, which stay with it across switches', () => {
    add()
    const panel = app.use(useErrorPanel)
    expect(panel.rows.value).toHaveLength(1)
    useWorkflowStore().activate(B)
    expect(panel.rows.value).toHaveLength(0)
    useWorkflowStore().activate(A)
    expect(panel.rows.value).toHaveLength(1)
  })

  it('unfolds for an error that comes, and stays folded across switches', async () => {
    add()
    const panel = app.use(useErrorPanel)
    panel.toggle()
    expect(panel.isFolded.value).toBe(true)
    useWorkflowStore().activate(B)
    await app.settle()
    useWorkflowStore().activate(A)
    await app.settle()
    expect(panel.isFolded.value).toBe(true)
    add()
    await app.settle()
    expect(panel.isFolded.value).toBe(false)
  })

  it('[B30] jumps to the node of its workflow, and says so when it is gone', () => {
    add()
    const panel = app.use(useErrorPanel)
    const row = panel.rows.value[0]!
    panel.jump(row)
    expect(app.recorded.getCalls('canvas.revealNode')).toEqual([[A, toNodeLocatorId('3')]])
    expect(useNoticeStore().notices).toEqual([])
    app.recorded.answer('canvas.revealNode', false)
    panel.jump(row)
    expect(useNoticeStore().notices).toMatchObject([
      { kind: 'info', title: 'KSampler is not in the workflow any more' }
    ])
  })

  it('dismisses one error, and all of this workflow', () => {
    add({ message: 'first' })
    add({ message: 'second' })
    useExecutionErrorStore().addErrors(B, [makeErrorRow({ workflowId: B })])
    const panel = app.use(useErrorPanel)
    panel.dismiss(panel.rows.value[0]!)
    expect(panel.rows.value.map(({ message }) => message)).toEqual(['second'])
    panel.dismissAll()
    expect(panel.rows.value).toEqual([])
    expect(useExecutionErrorStore().getWorkflowErrors(B)).toHaveLength(1)
  })

  it('copies errors as text', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    add()
    const panel = app.use(useErrorPanel)
    panel.copy(panel.rows.value)
    await app.settle()
    expect(write.mock.calls[0]?.[0]).toContain('out of memory')
    expect(useNoticeStore().notices).toMatchObject([{ title: '1 error copied' }])
    write.mockRejectedValue(new Error('not allowed'))
    panel.copy(panel.rows.value)
    await app.settle()
    expect(useNoticeStore().notices.at(-1)).toMatchObject({ title: 'Could not copy the error' })
    write.mockRestore()
  })
})

describe('formatError', () => {
  it('says where, what and in which job, with the traceback', () => {
    expect(formatError({ ...makeErrorRow(), key: 'k' })).toBe(
      [
        'Failed: KSampler (node 3)',
        'torch.OutOfMemoryError: out of memory',
        'File "execution.py", line 1',
        '  raise',
        `Job ${makePromptId(1)}`
      ].join('\n')
    )
  })

  it('names the input of a validation error', () => {
    const text = formatError({
      ...makeErrorRow({ kind: 'validation', inputName: 'ckpt_name', traceback: [] }),
      key: 'k'
    })
    expect(text).toContain('Not run: KSampler (node 3), input ckpt_name')
  })
})
