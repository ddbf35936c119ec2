import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watch } from 'vue'
import { useNodeExecutionState } from '@/composables/canvas/useNodeExecutionState'
import { useNodeProgressTexts } from '@/composables/canvas/useNodeProgressTexts'
import { toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { makeErrorRow } from '../../builders/promptErrors'
import { makePromptId } from '../../builders/promptJobs'
import { makeLocators, makeManifest, makeManifestNode } from '../../builders/promptManifest'
import { addPrompt, addWorkflow, makeNodeState, tick } from '../../builders/promptState'
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
const SAMPLER = toNodeLocatorId('3')
const use = (workflowId = A, locator = SAMPLER) =>
  app.use(() => useNodeExecutionState(workflowId, locator))

describe('useNodeExecutionState', () => {
  it('[B5] tells of the node in its own workflow, not of the same id running elsewhere', () => {
    const [mine, other] = [use(A), use(B)]
    const prompt = addPrompt({ workflowId: A })
    tick(prompt, 5)
    expect([mine.isRunning.value, mine.percent.value]).toEqual([true, 25])
    expect([other.isRunning.value, other.percent.value]).toEqual([false, null])
  })

  it('is written once for one tick, and not at all for another node’s or another prompt’s', () => {
    const loader = use(A, toNodeLocatorId('4'))
    const sampler = use(A)
    const [a, b] = [
      addPrompt({ workflowId: A }),
      addPrompt({ promptId: makePromptId(2), workflowId: B })
    ]
    tick(a, 1)
    tick(b, 1)
    const writes = { loader: 0, sampler: 0 }
    watch([loader.progress, loader.isRunning], () => writes.loader++, { flush: 'sync' })
    watch(sampler.progress, () => writes.sampler++, { flush: 'sync' })
    tick(a, 2)
    tick(a, 2)
    tick(b, 9)
    expect(writes).toEqual({ loader: 0, sampler: 1 })
  })

  it('[B34] shows on a subgraph node what runs inside, and nothing after the end', () => {
    const inner = makeManifestNode({
      executionId: '10:3',
      locatorId: 'uuid:3',
      enclosingLocatorIds: makeLocators('10')
    })
    const outer = use(A, toNodeLocatorId('10'))
    const prompt = addPrompt({ workflowId: A, manifest: makeManifest([inner]) })
    prompt.applyProgressState({
      '10:3': makeNodeState(prompt.promptId, '10:3', { value: 5, max: 10 })
    })
    expect(outer.percent.value).toBe(50)
    useExecutionStore().applyTransition(prompt.promptId, 'interrupted', 1)
    expect(outer.isRunning.value).toBe(false)
  })

  it('[B30] knows an error until the input is mended', () => {
    const node = use(A)
    const errors = useExecutionErrorStore()
    errors.addErrors(A, [makeErrorRow({ kind: 'validation', inputName: 'seed' })])
    expect(node.hasError.value).toBe(true)
    errors.clearInput(A, SAMPLER, 'seed')
    expect(node.hasError.value).toBe(false)
    errors.addErrors(A, [makeErrorRow({ kind: 'blocked' })])
    expect(node.hasError.value).toBe(false)
  })

  it('[B34] shows on a subgraph node the error of a node inside', () => {
    const [outer, other] = [use(A, toNodeLocatorId('10')), use(A, toNodeLocatorId('11'))]
    useExecutionErrorStore().addErrors(A, [
      makeErrorRow({
        locatorId: toNodeLocatorId('uuid:3'),
        enclosingLocatorIds: makeLocators('10')
      })
    ])
    expect([outer.hasError.value, other.hasError.value]).toEqual([true, false])
  })
})

describe('useNodeProgressTexts', () => {
  it('[B32] gives the texts of the workflow in front, which go with their prompt', () => {
    const texts = app.use(useNodeProgressTexts)
    const [a, b] = [
      addPrompt({ workflowId: A }),
      addPrompt({ promptId: makePromptId(2), workflowId: B })
    ]
    a.applyText(toExecutionId('3'), 'step 5')
    b.applyText(toExecutionId('3'), 'elsewhere')
    expect(texts.value).toEqual([{ locatorId: SAMPLER, title: 'KSampler', text: 'step 5' }])
    useWorkflowStore().activate(B)
    expect(texts.value.map(({ text }) => text)).toEqual(['elsewhere'])
    useExecutionStore().applyTransition(makePromptId(2), 'succeeded', 1)
    expect(texts.value).toEqual([])
  })

  it('lets the run that started last speak for a node, and drops texts of nodes the prompt has not', () => {
    const texts = app.use(useNodeProgressTexts)
    const [first, second] = [addPrompt(), addPrompt({ promptId: makePromptId(2) })]
    second.applyText(toExecutionId('3'), 'second')
    first.applyText(toExecutionId('3'), 'first')
    first.applyText(toExecutionId('99'), 'nobody')
    expect(texts.value.map(({ text }) => text)).toEqual(['second'])
  })
})
