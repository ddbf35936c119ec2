import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { toExecutionId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { createPromptDirectory } from '@/stores/execution/promptDirectory'
import {
  FULL_STATES,
  FinishedPrompts,
  REMEMBERED,
  SUMMARIES,
  summarise
} from '@/stores/execution/finishedPrompts'
import { makeNodes } from '../../builders/nodeStates'
import { TEST_DAY, makeOutputFile, makePromptId, makeSummary } from '../../builders/promptJobs'
import { addPrompt, makePromptOrigin } from '../../builders/promptState'
import { makeManifest } from '../../builders/promptManifest'

let store: ReturnType<typeof useExecutionStore>

beforeEach(() => {
  setActivePinia(createPinia())
  store = useExecutionStore()
})

const manifest = makeManifest()

function endMany(from: number, to: number): void {
  for (let n = from; n < to; n++) {
    const prompt = addPrompt({ promptId: makePromptId(n), manifest })
    if (n % 100 === 0) prompt.applyProgressState(makeNodes({ 3: [1, 2] }))
    prompt.applyOutput(
      toExecutionId('9'),
      { images: [makeOutputFile({ filename: `${n}.png` })] },
      false
    )
    store.applyTransition(makePromptId(n), 'succeeded', TEST_DAY + n)
  }
}

describe('finished prompts', () => {
  it('[B48] keep their full state up to a bound, then a summary with a picture', () => {
    endMany(0, FULL_STATES + 10)
    expect(Object.keys(store.promptStates)).toHaveLength(FULL_STATES)
    expect(store.finishedSummaries.size).toBe(10)
    expect(store.finishedSummaries.get(makePromptId(3))).toMatchObject({
      status: 'succeeded',
      endedAt: TEST_DAY + 3,
      workflowName: 'Portrait',
      isOwn: true,
      thumbnail: { filename: '3.png' }
    })
    expect(Object.keys(store.promptIdToWorkflowId)).toHaveLength(FULL_STATES)
  })

  it('[B22] keep the picture that stood for them: a saved one before a temporary one and other files', () => {
    const prompt = addPrompt({ manifest })
    const put = (node: string, kind: string, filename: string, type: string) =>
      prompt.applyOutput(
        toExecutionId(node),
        { [kind]: [makeOutputFile({ filename, type })] },
        false
      )
    put('3', 'audio', 'a.flac', 'output')
    put('8', 'images', 'preview.png', 'temp')
    put('9', 'images', 'saved.png', 'output')
    expect(summarise(prompt).thumbnail?.filename).toBe('saved.png')
  })

  it('[B48] prompts that run are not put away, however long', () => {
    addPrompt({ promptId: makePromptId(99_999) })
    endMany(0, 2 * FULL_STATES)
    expect(store.getPrompt(makePromptId(99_999))?.status).toBe('running')
    expect(store.runningPromptIds).toEqual([makePromptId(99_999)])
  })

  it('[B21] late frames resurrect none: neither with a summary nor beyond', () => {
    endMany(0, FULL_STATES + 1)
    const directory = createPromptDirectory(store)
    expect(directory.getOwnership(makePromptId(0))).toBe('past')
    expect(directory.getOwnership(makePromptId(1))).toBe('own')
    expect(directory.getOwnership(makePromptId(77_777))).toBe('unknown')
    expect(store.registerPrompt(makePromptOrigin({ promptId: makePromptId(0) }))).toBeNull()
    expect(Object.keys(store.promptStates)).toHaveLength(FULL_STATES)
  })

  it('[B22] those of an earlier page load come back as summaries', () => {
    store.restoreSummary(makeSummary({ promptId: makePromptId(5) }))
    expect(store.isPast(makePromptId(5))).toBe(true)
  })

  it('a prompt that was lost and ended after all is kept once', () => {
    addPrompt({ promptId: makePromptId(1) })
    store.applyTransition(makePromptId(1), 'lost', TEST_DAY)
    store.applyTransition(makePromptId(1), 'succeeded', TEST_DAY)
    endMany(2, 2 + FULL_STATES)
    expect(Object.keys(store.promptStates)).toHaveLength(FULL_STATES)
    expect(store.finishedSummaries.get(makePromptId(1))?.status).toBe('succeeded')
  })

  it('are bounded as summaries and as remembered ids', { timeout: 30_000 }, () => {
    const finished = new FinishedPrompts()
    for (let n = 0; n < SUMMARIES + REMEMBERED + 5; n++)
      finished.addSummary(makeSummary({ promptId: makePromptId(n) }))
    expect(finished.summaries.size).toBe(SUMMARIES)
    expect(finished.isPast(makePromptId(REMEMBERED + SUMMARIES + 4))).toBe(true)
    expect(finished.isPast(makePromptId(5))).toBe(true)
    expect(finished.isPast(makePromptId(4))).toBe(false)
  })
})
