import { effectScope, watch } from 'vue'
import type { WorkflowId } from '@/domain/ids'
import type { Cancel, Clock } from '@/domain/time'
import { t } from '@/i18n/translate'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { useSettingStore } from '@/stores/settingStore'
import { SETTING_DEFAULTS } from '@/stores/settingStore'
import type { useWorkflowStore } from '@/stores/workflowStore'

export interface AutoSaveContext {
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly settings: ReturnType<typeof useSettingStore>
  readonly notices: Pick<ReturnType<typeof useNoticeStore>, 'addNotice'>
  readonly clock: Clock
  /** @returns whether it was saved; false when the user kept it back. @throws when the server could not */
  save(workflowId: WorkflowId): Promise<boolean>
}

/** Saves edits of workflows that have a file a while after the last of them, where the user wants that. */
export interface AutoSave {
  /** The workflow's graph was edited. */
  noteEdit(workflowId: WorkflowId): void
  dispose: Cancel
}

/** ms; less would write the file at every stroke of a key. */
const SHORTEST_DELAY = 200

export function createAutoSave(context: AutoSaveContext): AutoSave {
  const { workflows, settings, clock } = context
  const saver = createSaver(context)
  const waiting = new Map<WorkflowId, Cancel>()
  const isOn = (): boolean => settings.getSetting('Comfy.Workflow.AutoSave') === 'after delay'
  const getDelay = (): number => {
    const delay = Number(settings.getSetting('Comfy.Workflow.AutoSaveDelay'))
    const usable = Number.isFinite(delay) ? delay : SETTING_DEFAULTS['Comfy.Workflow.AutoSaveDelay']
    return Math.max(SHORTEST_DELAY, usable)
  }
  function noteEdit(workflowId: WorkflowId): void {
    if (!isOn() || !saver.isWanted(workflowId)) return
    waiting.get(workflowId)?.()
    const save = async (): Promise<void> => {
      waiting.delete(workflowId)
      // Edited once more while it was saved or asked about: that is saved after it.
      if (isOn() && !(await saver.save(workflowId))) noteEdit(workflowId)
    }
    waiting.set(
      workflowId,
      clock.after(getDelay(), () => void save())
    )
  }
  const scope = effectScope(true)
  scope.run(() => watch(isOn, () => isOn() && workflows.order.forEach(noteEdit)))
  return {
    noteEdit,
    dispose() {
      scope.stop()
      for (const cancel of waiting.values()) cancel()
      waiting.clear()
    }
  }
}

/** One save at a time of each workflow; what the user kept back rests until it is saved by hand. */
function createSaver({ workflows, notices, save }: AutoSaveContext) {
  const saving = new Set<WorkflowId>()
  /** What was saved last of those that were kept back. */
  const kept = new Map<WorkflowId, string | null>()
  const failed = new Set<WorkflowId>()
  const isWanted = (id: WorkflowId): boolean => {
    const workflow = workflows.getWorkflow(id)
    if (!workflow?.isModified || workflow.path === null) return false
    return !kept.has(id) || kept.get(id) !== workflow.savedHash
  }
  async function attempt(id: WorkflowId): Promise<void> {
    const before = workflows.getWorkflow(id)
    try {
      if (await save(id)) kept.delete(id)
      else kept.set(id, before?.savedHash ?? null)
      failed.delete(id)
    } catch (error) {
      if (failed.has(id)) return
      failed.add(id)
      notices.addNotice({
        kind: 'warning',
        title: t('services.autoSaveFailed', { name: before?.name ?? '' }),
        detail: error instanceof Error ? error.message : String(error)
      })
    }
  }
  return {
    isWanted,
    /** @returns false while it is being saved already */
    async save(id: WorkflowId): Promise<boolean> {
      if (!isWanted(id)) return true
      if (saving.has(id)) return false
      saving.add(id)
      await attempt(id)
      saving.delete(id)
      return true
    }
  }
}
