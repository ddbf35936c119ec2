import type { WorkflowId } from '@/domain/ids'
import type { PromptManifest } from '@/domain/promptManifest'
import { isWaiting } from '@/domain/promptStatus'
import type { ListedPrompt } from './listedPrompt'

/** Which jobs the list shows; the defaults show all. */
export interface JobFilter {
  state: JobStateFilter
  /** Only jobs of the workflow in front. */
  onlyActiveWorkflow: boolean
  /** Words that all must occur in the workflow's name, a node's title or the job's id. */
  text: string
}

/** Jobs that were stopped belong to none but `all`. */
export type JobStateFilter = 'all' | 'running' | 'queued' | 'done' | 'failed'

export function createJobFilter(): JobFilter {
  return { state: 'all', onlyActiveWorkflow: false, text: '' }
}

export function isFiltering(filter: JobFilter): boolean {
  return filter.state !== 'all' || filter.onlyActiveWorkflow || filter.text.trim() !== ''
}

const MATCHES: Record<JobStateFilter, (listed: ListedPrompt) => boolean> = {
  all: () => true,
  running: ({ status }) => status === 'running',
  queued: ({ status }) => isWaiting(status),
  done: ({ status }) => status === 'succeeded',
  failed: ({ status }) => status === 'failed' || status === 'lost'
}

/** Titles of a manifest as one text; the prompts of a batch share a manifest, and its text. */
const titles = new WeakMap<PromptManifest, string>()

function getTitles(manifest: PromptManifest): string {
  const known = titles.get(manifest)
  if (known !== undefined) return known
  const text = [
    ...Array.from(manifest.nodes.values(), (node) => node.title),
    ...manifest.instanceTitles.values()
  ]
    .join('\n')
    .toLowerCase()
  titles.set(manifest, text)
  return text
}

function getHaystack(listed: ListedPrompt, name: string): string {
  const { promptId, source } = listed
  const nodes = source.kind === 'state' ? getTitles(source.prompt.manifest) : ''
  return `${name.toLowerCase()}\n${promptId}\n${nodes}`
}

/**
 * The prompts that pass, in the order given.
 * @param getName the name under which the list shows a job
 */
export function filterPrompts(
  prompts: readonly ListedPrompt[],
  filter: JobFilter,
  activeWorkflowId: WorkflowId | null,
  getName: (listed: ListedPrompt) => string
): readonly ListedPrompt[] {
  if (!isFiltering(filter)) return prompts
  const matches = MATCHES[filter.state]
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return prompts.filter((listed) => {
    if (!matches(listed)) return false
    if (filter.onlyActiveWorkflow && listed.workflowId !== activeWorkflowId) return false
    if (words.length === 0) return true
    const haystack = getHaystack(listed, getName(listed))
    return words.every((word) => haystack.includes(word))
  })
}
