import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { useNodeExecutionState } from '@/composables/canvas/useNodeExecutionState'
import { toClientId, toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
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
import { listFiles, readFile } from './pages'

const workflowId = toWorkflowId('a')
const promptId = makePromptId(1)

/** Tests that run the examples. */
const RUN_IN = ['tests-ui/docs/examples.test.ts', 'tests-ui/stores/selectorExamples.test.ts']

/** The guide's words and these files' are the same, but for line breaks. */
const tighten = (code: string): string => code.replaceAll(/\s+/g, '')
const readExamples = (text: string): string[] =>
  [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!)

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
    const here = RUN_IN.map((file) => tighten(readFile(file))).join()
    const examples = readExamples(readFile(path))
    expect(examples.length).toBeGreaterThan(0)
    expect(examples.filter((code) => !here.includes(tighten(code)))).toEqual([])
  })

  it('of docs/stores.md show each selector of each store, in its own section', () => {
    const sections = readFile('docs/stores.md').split(/^## /m).slice(1)
    const missing = sections.flatMap((section) => {
      const code = readExamples(section).join()
      return [...section.matchAll(/^\|( `.*?)\|/gm)]
        .flatMap(([, read]) => [...read!.matchAll(/`(\w+)(?:[[(][^`]*)?`/g)])
        .map(([, name]) => name!)
        .filter((name) => !new RegExp(`\\b${name}\\b`).test(code))
        .map((name) => `${section.split('\n')[0]}: ${name}`)
    })
    expect(missing).toEqual([])
  })

  it('of docs/stores.md leave out no store', () => {
    const stores = listFiles(['src/stores'], /Store\.ts$/)
    const page = readFile('docs/stores.md')
    expect(stores.length).toBeGreaterThan(10)
    expect(stores.filter((path) => !page.includes(`\`${path}\``))).toEqual([])
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
    useQueueStore().applyPanelOpen(true)
    useQueueStore().applyListing({ phase: 'loading' })
    const queue = useQueueStore()
    const isEveryone = queue.scope === 'everyone'
    const elsewhere = [...queue.siblings.values()].filter((prompt) => prompt.status === 'running')
    const told = queue.serverJobs.get(promptId)?.status
    const isReading = queue.isPanelOpen && queue.listing.phase === 'loading'
    expect([isEveryone, elsewhere]).toEqual([false, [makeSibling()]])
    expect([told, isReading]).toEqual(['running', true])
  })

  it('open workflows', () => {
    const workflows = useWorkflowStore()
    const front = workflows.active?.name
    const isInFront = workflows.activeId === workflowId
    const mode = workflows.workflows[workflowId]?.runMode
    const names = workflows.order.map((id) => workflows.getWorkflow(id)?.name)
    const unsaved = workflows.order.filter((id) => workflows.getWorkflow(id)?.isModified)
    expect([front, isInFront, mode]).toEqual(['Portrait', true, 'once'])
    expect([names, unsaved]).toEqual([['Portrait', 'Upscale'], ['b']])
  })

  it('node definitions', () => {
    const saveImage = { display_name: 'Save Image', output_node: true }
    useNodeDefStore().applyDefinitions({ SaveImage: saveImage as never })
    const nodeDefs = useNodeDefStore()
    const title = nodeDefs.getDefinition('SaveImage')?.display_name
    const isEnd = nodeDefs.isOutputNode('SaveImage')
    const isReady = nodeDefs.phase === 'ready'
    const classes = Object.keys(nodeDefs.definitions)
    expect([title, isEnd, isReady, classes]).toEqual(['Save Image', true, true, ['SaveImage']])
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
    useConnectionStore().applyClientId(toClientId('this-tab'))
    useConnectionStore().applyServerFlags({ supports_preview_metadata: true })
    useConnectionStore().applyQueueRemaining(2)
    const connection = useConnectionStore()
    const isLive = connection.phase === 'connected'
    const namesPreviews = connection.hasServerFlag('supports_preview_metadata')
    const busy = (connection.queueRemaining ?? 0) > 0
    const me = connection.clientId
    const flags = Object.keys(connection.serverFlags)
    expect([isLive, namesPreviews, busy]).toEqual([true, true, true])
    expect([me, flags]).toEqual(['this-tab', ['supports_preview_metadata']])
  })

  it('notices and questions', async () => {
    const id = useNoticeStore().addNotice({ kind: 'success', title: 'Saved' })
    const asked = useDialogStore().ask({ title: 'Close it?', message: '', confirmLabel: 'Close' })
    const shown = useNoticeStore().notices.map((notice) => notice.title)
    const question = useDialogStore().current?.title
    expect([shown, question]).toEqual([['Saved'], 'Close it?'])
    expect(useNoticeStore().notices).toMatchObject([{ id }])
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
