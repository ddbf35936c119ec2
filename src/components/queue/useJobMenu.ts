import { useJobActions } from '@/composables/queue/useJobActions'
import type { MenuAnchor } from '@/composables/ui/useMenu'
import { useMenu } from '@/composables/ui/useMenu'
import { useResultViewer } from '@/composables/viewer/useResultViewer'
import type { PromptId } from '@/domain/ids'
import { t } from '@/i18n/translate'
import { makeJobMenu } from './jobMenu'

/** Opens the menu of a job, at its button or where the row was pressed. */
export function useJobMenu(
  promptId: PromptId
): (anchor: MenuAnchor, returnTo: HTMLElement | null) => void {
  const actions = useJobActions()
  const viewer = useResultViewer()
  const menu = useMenu()
  return (anchor, returnTo) => {
    const entries = makeJobMenu(actions, promptId, () => viewer.open(promptId))
    menu.toggle({ label: t('jobs.menu'), anchor, align: 'end', entries, returnTo })
  }
}
