import { readFileSync } from 'node:fs'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useNodeExecutionState } from '@/composables/canvas/useNodeExecutionState'
import { toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import { getOutputFiles } from '@/domain/nodeOutput'
import { useConnectionStore } from '@/stores/connectionStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useQueueStore } from '@/stores/queueStore'
import { useSettingStore } from '@/stores/settingStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import {
  TEST_DAY,
  makeOutputFile,
  makePromptId,
  makeServerJob,
  makeSibling
} from '../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../builders/promptState'
import { createTestCore } from '../harness/core'
import { readFile } from './pages'

const workflowId = toWorkflowId('a')
const promptId = makePromptId(1)

/** The guide's words and this file's are the same, but for line breaks. */
const tighten = (code: string): string => code.replaceAll(/\s+/g, '')

/** Workflow `a` runs and `b` waits, as the guide's reader finds them. */
beforeEach(() => {
  setActivePinia(createPinia())
  addWorkflow('a', { name: 'Portrait' })
  addWorkflow('b', { name: 'Upscale', isModified: true })
  tick(addPrompt({ promptId }), 5)
  addPrompt({ promptId: makePromptId(2), workflowId, transitions: ['accepted'] })
})

describe('examples', () => {
  it.each(['docs/stores.md', 'docs/testing.md'])('of %s are those that are run here', (path) => {
    const here = tighten(readFileSync(import.meta.filename, 'utf8'))
    const examples = [...readFile(path).matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!)
    expect(examples.length).toBeGreaterThan(0)
    expect(examples.filter((code) => !here.includes(tighten(code)))).toEqual([])
  })

  it('the core harness', async () => {
    const core = createTestCore()
    const a = await core.open('A')
    const [promptId] = await core.run(a)
    core.server.start(promptId!)
    core.server.tick(promptId!, '3', 5)
    core.pass(200)
    const percent = core.execution.getPromptProgress(promptId!).percent
    expect(percent).toBe(13)
    core.dispose()
  })

  it('how far a job is', () => {
    const execution = useExecutionStore()
    const { percent, done, total } = execution.getPromptProgress(promptId)
    const sampler = execution.getPromptNodeProgressStates(promptId)[toExecutionId('3')]
    const steps = sampler && `${sampler.value} of ${sampler.max}`
    expect([percent, done, total, steps]).toEqual([61, 4, 7, '5 of 20'])
  })

  it('what a tab shows', () => {
    useExecutionStore().applyTransition(
      addPrompt({ promptId: makePromptId(3), workflowId }).promptId,
      'failed',
      TEST_DAY
    )
    const execution = useExecutionStore()
    const running = execution.getWorkflowRunningPromptIds(workflowId)
    const waiting = execution.getWorkflowWaitingPromptIds(workflowId)
    const focus = execution.getActivePromptForWorkflow(workflowId)
    const percent = focus && execution.getPromptProgress(focus).percent
    const lastEnd = execution.getWorkflowResult(workflowId)?.status
    expect([running, waiting, focus]).toEqual([[promptId], [makePromptId(2)], promptId])
    expect([percent, lastEnd]).toEqual([61, 'failed'])
  })

  it('each end, once', () => {
    const ended: string[] = []
    const execution = useExecutionStore()
    const stop = execution.onPromptEnded((prompt) =>
      ended.push(`${prompt.workflowName}: ${prompt.status}`)
    )
    execution.applyTransition(promptId, 'succeeded', TEST_DAY)
    execution.applyTransition(promptId, 'failed', TEST_DAY)
    stop()
    execution.applyTransition(makePromptId(2), 'cancelled', TEST_DAY)
    expect(ended).toEqual(['Portrait: succeeded'])
  })

  it('one prompt', () => {
    const prompt = useExecutionStore().getPrompt(promptId)
    const isRunning = prompt?.status === 'running'
    const atWork = prompt?.runningNodeIds.map((nodeId) => prompt.getNodeTitle(nodeId))
    const onTheNode = prompt?.locatorStates[toNodeLocatorId('3')]
    expect([isRunning, atWork]).toEqual([true, ['KSampler']])
    expect(onTheNode).toMatchObject({ state: 'running', value: 5 })
  })

  it('results and live previews on nodes', () => {
    const store = useImagePreviewStore()
    const result = { images: [makeOutputFile({ filename: 'portrait.png' })] }
    store.applyOutput(workflowId, toNodeLocatorId('9'), result, false)
    const image = { blob: new Blob(['x']) }
    store.applyPreview(workflowId, [toNodeLocatorId('3')], { promptId, image })
    const previews = useImagePreviewStore()
    const output = previews.getNodeOutput(workflowId, toNodeLocatorId('9'))
    const names = output ? getOutputFiles(output).map(({ file }) => file.filename) : []
    const live = previews.getNodePreview(workflowId, toNodeLocatorId('3'))?.image.blob
    expect([names, live]).toEqual([['portrait.png'], image.blob])
  })

  it('what went wrong', () => {
    addFailure()
    const errors = useExecutionErrorStore()
    const why = errors.getPromptFailure(promptId)?.message
    const onNode = errors.getWorkflowErrors(workflowId).filter((row) => row.locatorId === '3')
    const lines = onNode.map((row) => `${row.nodeTitle}: ${row.message}`)
    expect([why, lines]).toEqual(['out of memory', ['KSampler: out of memory']])
  })

  it('prompts of others', () => {
    useQueueStore().applySibling(makeSibling())
    useQueueStore().applySibling(
      makeSibling({ promptId: makePromptId(5002), status: 'succeeded', endedAt: TEST_DAY })
    )
    useQueueStore().applyServerJobs([makeServerJob({ promptId, status: 'running' })])
    const queue = useQueueStore()
    const isEveryone = queue.scope === 'everyone'
    const elsewhere = [...queue.siblings.values()].filter((prompt) => prompt.status === 'running')
    const told = queue.serverJobs.get(promptId)?.status
    expect([isEveryone, elsewhere, told]).toEqual([false, [makeSibling()], 'running'])
  })

  it('open workflows', () => {
    const workflows = useWorkflowStore()
    const front = workflows.active?.name
    const names = workflows.order.map((id) => workflows.getWorkflow(id)?.name)
    const unsaved = workflows.order.filter((id) => workflows.getWorkflow(id)?.isModified)
    expect([front, names, unsaved]).toEqual(['Portrait', ['Portrait', 'Upscale'], ['b']])
  })

  it('node definitions', () => {
    const saveImage = { display_name: 'Save Image', output_node: true }
    useNodeDefStore().applyDefinitions({ SaveImage: saveImage as never })
    const nodeDefs = useNodeDefStore()
    const title = nodeDefs.getDefinition('SaveImage')?.display_name
    const isEnd = nodeDefs.isOutputNode('SaveImage')
    const isReady = nodeDefs.phase === 'ready'
    expect([title, isEnd, isReady]).toEqual(['Save Image', true, true])
  })

  it('settings', () => {
    const settings = useSettingStore()
    const palette = settings.useSetting('Comfy.ColorPalette')
    const tellsEnds = settings.getSetting('Parallel.Notices.Page')
    const packOption = settings.getValue('MyPack.Option')
    settings.applySettings({ 'Comfy.ColorPalette': 'light' })
    expect([palette.value, tellsEnds, packOption]).toEqual(['light', true, undefined])
  })

  it('the connection', () => {
    useConnectionStore().applyPhase('connected')
    useConnectionStore().applyServerFlags({ supports_preview_metadata: true })
    useConnectionStore().applyQueueRemaining(2)
    const connection = useConnectionStore()
    const isLive = connection.phase === 'connected'
    const namesPreviews = connection.hasServerFlag('supports_preview_metadata')
    const busy = (connection.queueRemaining ?? 0) > 0
    expect([isLive, namesPreviews, busy]).toEqual([true, true, true])
  })

  it('notices and questions', async () => {
    const id = useNoticeStore().addNotice({ kind: 'success', title: 'Saved' })
    const asked = useDialogStore().ask({ title: 'Close it?', message: '', confirmLabel: 'Close' })
    expect(useNoticeStore().notices).toMatchObject([{ id, title: 'Saved' }])
    useDialogStore().answer(useDialogStore().current!.id, 'confirm')
    expect(await asked).toBe('confirm')
  })

  it('a node as components see it', () => {
    const { isRunning, percent, hasError } = useNodeExecutionState(workflowId, toNodeLocatorId('3'))
    expect([isRunning.value, percent.value, hasError.value]).toEqual([true, 25, false])
  })
})

/** The sampler of the running prompt raised. */
function addFailure(): void {
  const failure = { message: 'out of memory', traceback: [] }
  useExecutionErrorStore().applyFailure(promptId, {
    ...failure,
    executionId: toExecutionId('3'),
    classType: 'KSampler',
    exceptionType: 'torch.OutOfMemoryError'
  })
  useExecutionErrorStore().addErrors(workflowId, [
    {
      ...failure,
      kind: 'execution',
      workflowId,
      promptId,
      executionId: toExecutionId('3'),
      locatorId: toNodeLocatorId('3'),
      enclosingLocatorIds: [],
      nodeTitle: 'KSampler',
      inputName: null,
      details: '',
      type: 'torch.OutOfMemoryError'
    }
  ])
}
