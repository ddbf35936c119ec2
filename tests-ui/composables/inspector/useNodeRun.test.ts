import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useNodeRun } from '@/composables/inspector/useNodeRun'
import { toExecutionId, toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import { useExecutionErrorStore } from '@/stores/executionErrorStore'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { makeErrorRow } from '../../builders/promptErrors'
import { makePromptId, TEST_DAY } from '../../builders/promptJobs'
import { makeLocators, makeManifest, makeManifestNode } from '../../builders/promptManifest'
import { addPrompt, addWorkflow, makeNodeState } from '../../builders/promptState'
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
const use = (locator: string, workflowId = A) =>
  app.use(() => useNodeRun(() => ({ workflowId, locatorId: toNodeLocatorId(locator) })))
const step = (
  prompt: ReturnType<typeof addPrompt>,
  states: Record<string, 'running' | 'finished'>,
  at: number
) =>
  prompt.applyProgressState(
    Object.fromEntries(
      Object.entries(states).map(([id, state]) => [
        id,
        makeNodeState(prompt.promptId, id, { state, value: 5, max: 20 })
      ])
    ),
    undefined,
    at
  )

describe('a node in its workflow’s last run', () => {
  it('[B5] waits, runs with its percent and its time, and is done; the same node elsewhere tells nothing', () => {
    const [sampler, elsewhere] = [use('3'), use('3', B)]
    expect(sampler.run.value).toBeNull()
    const prompt = addPrompt({ workflowId: A })
    expect(sampler.run.value).toMatchObject({ state: 'waiting', percent: null })
    step(prompt, { 3: 'running' }, TEST_DAY + 5_000)
    expect(sampler.run.value).toMatchObject({ state: 'running', percent: 25 })
    expect(sampler.time.value).toEqual({ startedAt: TEST_DAY + 5_000, endedAt: null })
    step(prompt, { 3: 'finished', 8: 'running' }, TEST_DAY + 9_000)
    expect(sampler.run.value).toMatchObject({ state: 'done', percent: null })
    expect(sampler.time.value).toEqual({
      startedAt: TEST_DAY + 5_000,
      endedAt: TEST_DAY + 9_000
    })
    useExecutionStore().applyTransition(prompt.promptId, 'succeeded', TEST_DAY + 10_000)
    expect(sampler.run.value).toMatchObject({ state: 'done' })
    expect(use('9').run.value).toMatchObject({ state: 'cached' })
    expect([elsewhere.run.value, elsewhere.time.value]).toEqual([null, null])
  })

  it('[B48] a step of progress writes no time', () => {
    const prompt = addPrompt({ workflowId: A })
    step(prompt, { 3: 'running' }, TEST_DAY)
    const time = prompt.nodeTimes[toExecutionId('3')]
    prompt.applyProgressState(
      { 3: makeNodeState(prompt.promptId, '3', { value: 6, max: 20 }) },
      undefined,
      TEST_DAY + 700
    )
    expect(prompt.nodeTimes[toExecutionId('3')]).toBe(time)
  })

  it('the end of a run ends the time of what ran; the rest was not reached', () => {
    const prompt = addPrompt({ workflowId: A })
    step(prompt, { 3: 'running' }, TEST_DAY + 1_000)
    useExecutionStore().applyTransition(prompt.promptId, 'interrupted', TEST_DAY + 4_000)
    expect(use('3').time.value).toEqual({ startedAt: TEST_DAY + 1_000, endedAt: TEST_DAY + 4_000 })
    expect(use('9').run.value).toMatchObject({ state: 'unreached' })
  })

  it('shows what failed, with its errors', () => {
    const prompt = addPrompt({ workflowId: A })
    prompt.applyNodeError(toExecutionId('3'))
    useExecutionErrorStore().addErrors(A, [
      makeErrorRow({ workflowId: A, locatorId: toNodeLocatorId('3') })
    ])
    expect(use('3').run.value).toMatchObject({ state: 'failed' })
    expect(use('3').errors.value).toHaveLength(1)
    expect(use('4').errors.value).toEqual([])
  })

  it('[B34] a subgraph has the time of all that ran inside', () => {
    const inner = (id: string) =>
      makeManifestNode({
        executionId: `10:${id}`,
        locatorId: `uuid:${id}`,
        enclosingLocatorIds: makeLocators('10')
      })
    const prompt = addPrompt({
      promptId: makePromptId(5),
      workflowId: A,
      manifest: makeManifest([inner('3'), inner('4')])
    })
    step(prompt, { '10:3': 'running' }, TEST_DAY + 1_000)
    step(prompt, { '10:3': 'finished', '10:4': 'running' }, TEST_DAY + 3_000)
    expect(use('10').run.value).toMatchObject({ state: 'running' })
    expect(use('10').time.value).toEqual({ startedAt: TEST_DAY + 1_000, endedAt: null })
    useExecutionStore().applyTransition(prompt.promptId, 'succeeded', TEST_DAY + 6_000)
    expect(use('10').time.value).toEqual({ startedAt: TEST_DAY + 1_000, endedAt: TEST_DAY + 6_000 })
  })
})
