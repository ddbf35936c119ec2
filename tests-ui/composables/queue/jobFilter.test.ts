import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { JobFilter, JobStateFilter } from '@/composables/queue/jobFilter'
import { createJobFilter, filterPrompts, isFiltering } from '@/composables/queue/jobFilter'
import type { ListedPrompt } from '@/composables/queue/listedPrompt'
import { listState, listSummary } from '@/composables/queue/listedPrompt'
import { toWorkflowId } from '@/domain/ids'
import type { PromptStatus } from '@/domain/promptStatus'
import { makePromptId, makeSummary } from '../../builders/promptJobs'
import { addPrompt } from '../../builders/promptState'

const getName = ({ workflowName }: ListedPrompt): string => workflowName
const pass = (
  prompts: readonly ListedPrompt[],
  filter: Partial<JobFilter>,
  active = 'a'
): string[] =>
  filterPrompts(prompts, { ...createJobFilter(), ...filter }, toWorkflowId(active), getName).map(
    ({ promptId }) => promptId.slice(-1)
  )

beforeEach(() => setActivePinia(createPinia()))

describe('filterPrompts', () => {
  const STATES: readonly PromptStatus[] = [
    'submitting',
    'pending',
    'initializing',
    'running',
    'succeeded',
    'failed',
    'interrupted',
    'cancelled',
    'lost'
  ]
  const prompts = STATES.map((status, serial) => ({
    ...listSummary(makeSummary({ promptId: makePromptId(serial) }), 'own'),
    status
  }))

  it('shows all by default', () => {
    expect(isFiltering(createJobFilter())).toBe(false)
    expect(pass(prompts, {})).toHaveLength(STATES.length)
  })

  it.each<[JobStateFilter, string[]]>([
    ['running', ['3']],
    ['queued', ['0', '1', '2']],
    ['done', ['4']],
    ['failed', ['5', '8']]
  ])('shows %s jobs alone', (state, ids) => expect(pass(prompts, { state })).toEqual(ids))

  it('shows the jobs of the workflow in front alone', () => {
    const others = [
      listSummary(makeSummary({ promptId: makePromptId(1), workflowId: toWorkflowId('a') }), 'own'),
      listSummary(makeSummary({ promptId: makePromptId(2), workflowId: toWorkflowId('b') }), 'own')
    ]
    expect(pass(others, { onlyActiveWorkflow: true }, 'b')).toEqual(['2'])
  })

  it.each([
    ['the workflow’s name', 'PORT', ['1', '2']],
    ['a node’s title', 'vae dec', ['1']],
    ['the id', makePromptId(2), ['2']],
    ['several words, of which all must occur', 'portrait sampler', ['1']],
    ['nothing that is there', 'zebra', []]
  ])('finds by %s', (_, text, ids) => {
    const found = [
      listState(addPrompt({ promptId: makePromptId(1) }), 'own'),
      listSummary(makeSummary({ promptId: makePromptId(2) }), 'own')
    ]
    expect(pass(found, { text })).toEqual(ids)
  })
})
