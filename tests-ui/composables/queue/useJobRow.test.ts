import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useJobRow } from '@/composables/queue/useJobRow'
import { toExecutionId, toWorkflowId } from '@/domain/ids'
import type { PreviewImage } from '@/events/executionEvent'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import {
  makeOutputFile,
  makePromptId,
  makeServerJob,
  makeSibling,
  makeSummary
} from '../../builders/promptJobs'
import { addPrompt, addWorkflow, makeNodeState, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => (app = createAppHarness()))
afterEach(() => app.unmount())

const ONE = makePromptId(1)
const useRow = (promptId = ONE) => app.use(() => useJobRow(promptId))

describe('useJobRow', () => {
  it('[B37] shows percent, current node and steps of a running job', () => {
    const prompt = addPrompt()
    const row = useRow()
    tick(prompt, 5)
    expect(row.state.value).toBe('running')
    expect(row.owner.value).toBe('mine')
    expect(row.percent.value).toBe(Math.round((4.25 / 7) * 100))
    expect(row.node.value).toEqual({ title: 'KSampler', steps: '5/20', others: 0 })
    tick(prompt, 6)
    expect(row.node.value?.steps).toBe('6/20')
  })

  it('[B37] cuts steps that are no whole numbers, and counts nodes of an expansion as the one they are of', () => {
    const prompt = addPrompt()
    const row = useRow()
    const nodes = {
      3: makeNodeState(ONE, '3', { value: 0, max: 1 }),
      8: makeNodeState(ONE, '8', { value: 0, max: 1 }),
      '3.0.0.1': makeNodeState(ONE, '3.0.0.1', { value: 0.5, max: 4 }),
      '3.0.0.2': makeNodeState(ONE, '3.0.0.2', { value: 1.1104366779327393, max: 2 })
    }
    prompt.applyProgressState(nodes)
    expect(prompt.runningNodeIds).toHaveLength(4)
    expect(row.node.value).toEqual({ title: 'KSampler', steps: '1.1/2', others: 1 })
  })

  it('[B36] has no percent before the start, keeps it after a failure and shows 100 after success', () => {
    const prompt = addPrompt({ transitions: ['accepted'] })
    const row = useRow()
    expect(row.percent.value).toBeNull()
    useExecutionStore().applyTransition(ONE, 'started', 1)
    tick(prompt, 10)
    useExecutionStore().applyTransition(ONE, 'failed', 2)
    expect(row.percent.value).toBe(64)
    useExecutionStore().restoreSummary(makeSummary({ promptId: makePromptId(2) }))
    expect(useRow(makePromptId(2)).percent.value).toBe(100)
  })

  it('[B8] shows the name its workflow has now', () => {
    addWorkflow('a', { name: 'Portrait' })
    addPrompt({ workflowName: 'Portrait' })
    const row = useRow()
    useWorkflowStore().patchWorkflow(toWorkflowId('a'), { name: 'Portrait, final' })
    expect(row.name.value).toBe('Portrait, final')
    expect(row.workflowId.value).toBe('a')
  })

  it('names a job that nobody named by its id', () => {
    useQueueStore().applyServerJobs([makeServerJob({ promptId: ONE })])
    expect(useRow().name.value).toBe('Job 00000000')
  })

  it('[B37] tells a waiting job’s place among everybody’s', () => {
    addPrompt({ transitions: ['accepted'], queueNumber: 7 })
    useQueueStore().applyServerJobs([
      makeServerJob({ promptId: makePromptId(2), status: 'pending', queueNumber: 3 }),
      makeServerJob({ promptId: makePromptId(3), status: 'pending', queueNumber: 9 })
    ])
    const row = useRow()
    expect(row.place.value).toBe(2)
    useExecutionStore().applyTransition(ONE, 'started', 1)
    expect(row.place.value).toBeNull()
  })

  it('shows the live preview while it runs, then its saved picture', () => {
    const image: PreviewImage = { blob: new Blob(['x']) }
    const prompt = addPrompt()
    const row = useRow()
    expect(row.thumbnail.value).toBeNull()
    prompt.applyPreview(image)
    expect(row.thumbnail.value).toEqual({ kind: 'preview', image })
    expect(row.thumbnailUrl.value).toBeNull()
    const temporary = makeOutputFile({ filename: 'step.png', type: 'temp' })
    const saved = makeOutputFile({ filename: 'saved.png' })
    prompt.applyOutput(toExecutionId('8'), { images: [temporary] }, false)
    prompt.applyOutput(toExecutionId('9'), { images: [saved] }, false)
    useExecutionStore().applyTransition(ONE, 'succeeded', 2)
    expect(row.thumbnail.value).toEqual({ kind: 'file', file: saved })
    expect(row.thumbnailUrl.value).toBe('/view?filename=saved.png&preview=webp')
  })

  it('[B23] stands by a file that is no picture without asking for a small version of it', () => {
    const prompt = addPrompt()
    prompt.applyOutput(
      toExecutionId('9'),
      { audio: [makeOutputFile({ filename: 'a.mp3' })] },
      false
    )
    const row = useRow()
    expect(row.thumbnail.value?.kind).toBe('file')
    expect(row.thumbnailUrl.value).toBeNull()
  })

  it('says why a job failed: the exception, the server’s word, or what was refused', () => {
    addPrompt({ transitions: ['failed'] })
    addPrompt({ promptId: makePromptId(2), transitions: ['failed'] })
    useExecutionErrorStore().applyFailure(ONE, {
      executionId: toExecutionId('3'),
      classType: 'KSampler',
      exceptionType: 'ValueError',
      message: 'out of memory',
      traceback: []
    })
    useExecutionErrorStore().addErrors(toWorkflowId('a'), [
      {
        kind: 'validation',
        workflowId: toWorkflowId('a'),
        promptId: makePromptId(2),
        executionId: null,
        locatorId: null,
        enclosingLocatorIds: [],
        nodeTitle: 'Load Checkpoint',
        inputName: 'ckpt_name',
        message: 'Value not in list',
        details: '',
        traceback: [],
        type: 'value_not_in_list'
      }
    ])
    useQueueStore().applyServerJobs([
      makeServerJob({ promptId: makePromptId(3), status: 'failed', errorMessage: 'no such model' })
    ])
    expect(useRow().error.value).toBe('out of memory')
    expect(useRow(makePromptId(2)).error.value).toBe('Load Checkpoint: Value not in list')
    expect(useRow(makePromptId(3)).error.value).toBe('no such model')
  })

  it('[B33] says what an initialising job waits for', () => {
    const prompt = addPrompt({ transitions: ['accepted', 'initializing'] })
    prompt.applyWaitingFor('Waiting for a machine')
    expect(useRow().waitingFor.value).toBe('Waiting for a machine')
  })

  it('[B40] marks whose it is, and shows what another tab tells of its job', () => {
    useQueueStore().applySibling(makeSibling({ promptId: ONE, percent: 40 }))
    const row = useRow()
    expect([row.owner.value, row.submitter.value, row.percent.value]).toEqual([
      'mine',
      'sibling',
      40
    ])
    useQueueStore().applyServerJobs([makeServerJob({ promptId: makePromptId(2) })])
    expect(useRow(makePromptId(2)).owner.value).toBe('foreign')
  })

  it('[B37] shows of another tab’s job what that tab tells: node, steps, preview, then a result', () => {
    const [node, preview] = [{ title: 'Sampler', steps: '3/20', others: 0 }, { blob: new Blob() }]
    const tell = useQueueStore().applySibling
    tell(makeSibling({ node, preview }))
    const row = useRow(makeSibling().promptId)
    expect(row.node.value).toEqual(node)
    expect(row.thumbnail.value).toEqual({ kind: 'preview', image: preview })
    const thumbnail = { filename: 'a.png', subfolder: '', type: 'output' }
    tell(makeSibling({ status: 'succeeded', thumbnail }))
    expect(row.node.value).toBeNull()
    expect(row.thumbnail.value).toEqual({ kind: 'file', file: thumbnail })
  })
})
