import IconApi from '~icons/lucide/file-code'
import IconDuplicate from '~icons/lucide/copy-plus'
import IconExport from '~icons/lucide/download'
import IconRename from '~icons/lucide/pencil'
import IconSave from '~icons/lucide/save'
import IconOthers from '~icons/lucide/copy-x'
import IconClose from '~icons/lucide/x'
import type { MenuEntry } from '@/composables/ui/useMenu'
import type { WorkflowTabs } from '@/composables/workflow/useWorkflowTabs'
import type { WorkflowId } from '@/domain/ids'

/** What can be done with a tab. */
export function makeTabMenu(
  tabs: WorkflowTabs,
  id: WorkflowId,
  startRename: () => void
): readonly MenuEntry[] {
  return [
    { label: 'Rename', icon: IconRename, keys: ['F2'], run: startRename },
    { label: 'Duplicate', icon: IconDuplicate, run: () => tabs.duplicate(id) },
    'separator',
    { label: 'Save', icon: IconSave, keys: ['Ctrl', 'S'], run: () => tabs.save(id) },
    { label: 'Export', icon: IconExport, run: () => tabs.exportDocument(id) },
    { label: 'Export in API format', icon: IconApi, run: () => tabs.exportApi(id) },
    'separator',
    { label: 'Close', icon: IconClose, keys: ['Del'], run: () => tabs.close(id) },
    {
      label: 'Close others',
      icon: IconOthers,
      isDisabled: tabs.order.value.length < 2,
      run: () => tabs.closeOthers(id)
    }
  ]
}
