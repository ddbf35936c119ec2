import type { TabState } from '@/composables/workflow/tabState'

/** What a tab's marks say, for whoever can't see them. */
export function describeTab(
  state: TabState,
  percent: number | null,
  pending: number,
  isUnsaved: boolean
): string {
  const parts: string[] = []
  if (state === 'running') parts.push(`running, ${percent ?? 0} percent`)
  if (state === 'succeeded') parts.push('done')
  if (state === 'failed') parts.push('failed')
  if (pending > 0) parts.push(`${pending} waiting`)
  if (isUnsaved) parts.push('unsaved')
  return parts.join(', ')
}
