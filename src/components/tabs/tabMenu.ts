import IconApi from '~icons/lucide/file-code'
import IconDuplicate from '~icons/lucide/copy-plus'
import IconExport from '~icons/lucide/download'
import IconRename from '~icons/lucide/pencil'
import IconSave from '~icons/lucide/save'
import IconSaveAs from '~icons/lucide/save-all'
import IconOthers from '~icons/lucide/copy-x'
import IconClose from '~icons/lucide/x'
import type { Keybindings } from '@/composables/shortcuts/useKeybindings'
import type { MenuEntry } from '@/composables/ui/useMenu'
import type { WorkflowTabs } from '@/composables/workflow/useWorkflowTabs'
import type { WorkflowId } from '@/domain/ids'
import { t } from '@/i18n/translate'

/** What can be done with a tab. */
export function makeTabMenu(
  tabs: WorkflowTabs,
  id: WorkflowId,
  { getKeys }: Pick<Keybindings, 'getKeys'>,
  startRename: () => void
): readonly MenuEntry[] {
  return [
    { label: t('tabs.rename'), icon: IconRename, keys: ['F2'], run: startRename },
    { label: t('tabs.duplicate'), icon: IconDuplicate, run: () => tabs.duplicate(id) },
    'separator',
    {
      label: t('common.save'),
      icon: IconSave,
      keys: getKeys('Comfy.SaveWorkflow'),
      run: () => tabs.save(id)
    },
    {
      label: t('commands.saveAs'),
      icon: IconSaveAs,
      keys: getKeys('Comfy.SaveWorkflowAs'),
      run: () => tabs.saveAs(id)
    },
    { label: t('tabs.export'), icon: IconExport, run: () => tabs.exportDocument(id) },
    { label: t('tabs.exportApi'), icon: IconApi, run: () => tabs.exportApi(id) },
    'separator',
    { label: t('common.close'), icon: IconClose, keys: ['Del'], run: () => tabs.close(id) },
    {
      label: t('tabs.closeOthers'),
      icon: IconOthers,
      isDisabled: tabs.order.value.length < 2,
      run: () => tabs.closeOthers(id)
    }
  ]
}
