import { createPinia, getActivePinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { computed, createApp, effectScope, reactive } from 'vue'
import { createJobFilter } from '@/composables/queue/jobFilter'
import { useJobList } from '@/composables/queue/useJobList'
import { useJobRow } from '@/composables/queue/useJobRow'
import { useQueueProgress } from '@/composables/queue/useQueueProgress'
import { useWorkflowTab } from '@/composables/workflow/useWorkflowTab'
import { toClientId, toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import { getOutputFiles } from '@/domain/nodeOutput'
import { SERVICES } from '@/services/services'
import { useBlueprintStore } from '@/stores/blueprintStore'
import { useCommandStore } from '@/stores/commandStore'
import { useConnectionStore } from '@/stores/connectionStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useExtensionStore } from '@/stores/extensionStore'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { useLogStore } from '@/stores/logStore'
import { useMaskEditorStore } from '@/stores/maskEditorStore'
import { usePaletteStore } from '@/stores/paletteStore'
import { useSubgraphStore } from '@/stores/subgraphStore'
import { TEST_DAY, makeOutputFile, makePromptId, makeSummary } from '../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../builders/promptState'

const workflowId = toWorkflowId('a')
const promptId = makePromptId(1)

/** Workflow `a` runs, with another prompt behind it. */
beforeEach(() => {
  setActivePinia(createPinia())
  addWorkflow('a', { name: 'Portrait' })
  tick(addPrompt({ promptId, queueNumber: 7 }), 5)
  addPrompt({ promptId: makePromptId(2), transitions: ['accepted'] })
})

describe('examples of docs/stores.md', () => {
  it('what is under way', () => {
    addPrompt({ promptId: makePromptId(3), workflowId: null, isOwn: false })
    const execution = useExecutionStore()
    const counts = `${execution.runningPromptIds.length} run, ${execution.waitingPromptIds.length} wait`
    const others = execution.foreignPromptIds.length
    const canSleep = execution.isIdle && others === 0
    expect([counts, others, canSleep]).toEqual(['1 run, 1 wait', 1, false])
  })

  it('whose a prompt is, and what is left of it', () => {
    const execution = useExecutionStore()
    const owner = execution.promptIdToWorkflowId[promptId]
    const failed = Object.values(execution.promptStates).filter(({ status }) => status === 'failed')
    const told = execution.peekPrompt(promptId)?.status
    const summary = execution.isPast(promptId) ? execution.finishedSummaries.get(promptId) : null
    expect([owner, failed, told, summary]).toEqual([workflowId, [], 'running', null])
    execution.restoreSummary(makeSummary({ promptId: makePromptId(9) }))
    expect(execution.isPast(makePromptId(9))).toBe(true)
  })

  it('where one run stands', () => {
    useConnectionStore().applyClientId(toClientId('this-tab'))
    const prompt = useExecutionStore().getPrompt(promptId)
    const from = prompt && `${prompt.promptId} of ${prompt.workflowName} (${prompt.workflowId})`
    const isOurs = prompt?.isOwn || prompt?.clientId === useConnectionStore().clientId
    const waited = prompt?.startedAt && prompt.startedAt - prompt.createdAt
    const took = prompt?.endedAt && prompt.startedAt && prompt.endedAt - prompt.startedAt
    const place = prompt?.waitingFor ?? prompt?.queueNumber
    expect([from, isOurs]).toEqual([`${promptId} of Portrait (a)`, true])
    expect([waited, took, place]).toEqual([1_000, null, 7])
  })

  it('what one run has made so far', () => {
    const running = useExecutionStore().getPrompt(promptId)!
    const image = { blob: new Blob(['x']) }
    running.applyText(toExecutionId('3'), 'step 5')
    running.applyPreview(image)
    running.applyOutput(toExecutionId('9'), { images: [makeOutputFile()] }, false)
    const prompt = useExecutionStore().getPrompt(promptId)
    const share = prompt && `${prompt.progress.percent}% of ${prompt.manifest.nodes.size} nodes`
    const steps = prompt?.nodeStates[toExecutionId('3')]?.value
    const text = prompt?.texts[toExecutionId('3')]
    const files = Object.values(prompt?.outputs ?? {}).flatMap(getOutputFiles)
    const picture = prompt?.preview?.blob
    expect([share, steps, text]).toEqual(['75% of 7 nodes', 5, 'step 5'])
    expect([files.length, picture]).toEqual([1, image.blob])
  })

  it('all results and previews of a workflow', () => {
    const store = useImagePreviewStore()
    const source = { promptId, startedAt: TEST_DAY }
    store.applyOutput(workflowId, toNodeLocatorId('9'), { text: ['x'] }, false, source)
    store.applyPreview(workflowId, [toNodeLocatorId('3')], {
      promptId,
      image: { blob: new Blob() }
    })
    const previews = useImagePreviewStore()
    const withResults = Object.keys(previews.outputsByWorkflowId[workflowId] ?? {})
    const withPreviews = Object.keys(previews.previewsByWorkflowId[workflowId] ?? {})
    const madeBy = previews.getOutputSource(workflowId, toNodeLocatorId('9'))
    expect([withResults, withPreviews, madeBy]).toEqual([['9'], ['3'], source])
  })

  it('the server’s log', () => {
    useLogStore().applyPhase('ready')
    useLogStore().addPieces([{ time: '', message: 'all well\nValueError: no\n' }])
    const log = useLogStore()
    const errors = log.phase === 'ready' ? log.lines.filter(({ level }) => level === 'error') : []
    expect(errors.map(({ text }) => text)).toEqual(['ValueError: no'])
  })

  it('smaller stores', () => {
    useExtensionStore().addBadge({ label: 'Pack', url: 'https://example.org', icon: null })
    const addable = [...useBlueprintStore().entries, ...useSubgraphStore().entries]
    const { getBlueprint, getDetails } = useBlueprintStore()
    const wasRead =
      getBlueprint('SubgraphBlueprint.a') !== undefined &&
      getDetails('SubgraphBlueprint.a') !== undefined
    const { commands, keybindings, settings, sidebarTabs, bottomTabs, badges } = useExtensionStore()
    const parts = [commands, keybindings, settings, sidebarTabs, bottomTabs, badges].flat()
    const { packs, toolbar } = useExtensionStore()
    const hasButtons = packs.length > 0 && (toolbar?.childElementCount ?? 0) > 0
    const canUndo = useCommandStore().list.some(({ id }) => id === 'Comfy.Undo')
    const hasUndone = canUndo && useCommandStore().run('Comfy.Undo')
    const isDark = usePaletteStore().current === null && usePaletteStore().scheme === 'dark'
    const isDrawing = useMaskEditorStore().target !== null
    expect([addable, wasRead, parts.length]).toEqual([[], false, 1])
    expect([isDark, isDrawing, hasButtons, hasUndone]).toEqual([true, false, false, false])
  })

  it('view models', () => {
    const app = createApp({}).use(getActivePinia()!)
    app.provide(SERVICES, { api: { viewUrl: () => '' } } as never)
    const scope = effectScope()
    app.runWithContext(() => scope.run(showViewModels))
    scope.stop()
  })
})

function showViewModels(): void {
  const { state, percent, pending, isUnseen } = useWorkflowTab(workflowId)
  const { runningCount, waitingCount } = useQueueProgress()
  const { ids } = useJobList(reactive(createJobFilter()))
  const rows = computed(() => ids.value.map((id) => useJobRow(id).state.value))
  expect([state.value, percent.value, pending.value, isUnseen.value]).toEqual([
    'running',
    61,
    1,
    false
  ])
  expect([runningCount.value, waitingCount.value]).toEqual([1, 1])
  expect(rows.value).toEqual(['running', 'pending'])
}
