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

/** What can be done with a job, as it stands when the menu opens. */
export function makeJobMenu(
  actions: JobActions,
  promptId: PromptId,
  view: () => void
): readonly MenuEntry[] {
  const can = actions.getAbilities(promptId)
  const entries: (MenuEntry | false)[] = [
    { label: 'Open its workflow', icon: IconOpen, run: () => actions.open(promptId) },
    can.canShowError && {
      label: 'Show the error',
      icon: IconError,
      run: () => actions.showError(promptId)
    },
    can.canDownload && { label: 'View the results', icon: IconView, run: view },
    can.canDownload && {
      label: 'Download the results',
      icon: IconDownload,
      run: () => actions.download(promptId)
    },
    can.canRunAgain && {
      label: 'Run again',
      icon: IconAgain,
      run: () => actions.runAgain(promptId)
    },
    { label: 'Copy its id', icon: IconCopy, run: () => actions.copyId(promptId) },
    'separator',
    can.canCancel && {
      label: 'Cancel',
      icon: IconCancel,
      keys: ['Del'],
      isDanger: true,
      run: () => actions.cancel(promptId)
    },
    can.canRemove && {
      label: 'Delete from the list',
      icon: IconDelete,
      keys: ['Del'],
      isDanger: true,
      run: () => actions.remove(promptId)
    }
  ]
  return entries.filter((entry) => entry !== false)
}
