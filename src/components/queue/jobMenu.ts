import IconCopy from '~icons/lucide/copy'
import IconDownload from '~icons/lucide/download'
import IconOpen from '~icons/lucide/external-link'
import IconView from '~icons/lucide/image'
import IconAgain from '~icons/lucide/rotate-ccw'
import IconDelete from '~icons/lucide/trash-2'
import IconError from '~icons/lucide/triangle-alert'
import IconCancel from '~icons/lucide/x'
import type { JobActions } from '@/composables/queue/useJobActions'
import type { MenuEntry } from '@/composables/ui/useMenu'
import type { PromptId } from '@/domain/ids'
import { t } from '@/i18n/translate'

/** What can be done with a job, as it stands when the menu opens. */
export function makeJobMenu(
  actions: JobActions,
  promptId: PromptId,
  view: () => void
): readonly MenuEntry[] {
  const can = actions.getAbilities(promptId)
  const entries: (MenuEntry | false)[] = [
    { label: t('jobs.openWorkflow'), icon: IconOpen, run: () => actions.open(promptId) },
    can.canShowError && {
      label: t('jobs.showError'),
      icon: IconError,
      run: () => actions.showError(promptId)
    },
    can.canDownload && { label: t('jobs.viewResults'), icon: IconView, run: view },
    can.canDownload && {
      label: t('jobs.downloadResults'),
      icon: IconDownload,
      run: () => actions.download(promptId)
    },
    can.canRunAgain && {
      label: t('jobs.runAgain'),
      icon: IconAgain,
      run: () => actions.runAgain(promptId)
    },
    { label: t('jobs.copyId'), icon: IconCopy, run: () => actions.copyId(promptId) },
    'separator',
    can.canCancel && {
      label: t('common.cancel'),
      icon: IconCancel,
      keys: ['Del'],
      isDanger: true,
      run: () => actions.cancel(promptId)
    },
    can.canRemove && {
      label: t('jobs.deleteFromList'),
      icon: IconDelete,
      keys: ['Del'],
      isDanger: true,
      run: () => actions.remove(promptId)
    }
  ]
  return entries.filter((entry) => entry !== false)
}
