import type { TabState } from '@/composables/workflow/tabState'
import { t } from '@/i18n/translate'

/** What a tab's marks say, for whoever can't see them. */
export function describeTab(
  state: TabState,
  percent: number | null,
  pending: number,
  isUnsaved: boolean
): string {
  const parts: string[] = []
  if (state === 'running') parts.push(t('tabs.running', { percent: percent ?? 0 }))
  if (state === 'succeeded') parts.push(t('tabs.done'))
  if (state === 'failed') parts.push(t('tabs.failed'))
  if (pending > 0) parts.push(t('tabs.waiting', { count: pending }))
  if (isUnsaved) parts.push(t('tabs.unsaved'))
  return parts.join(t('common.listSeparator'))
}
