import { computed, onScopeDispose, watch } from 'vue'
import { t } from '@/i18n/translate'
import { useWorkflowStore } from '@/stores/workflowStore'
import { useJobName } from '../queue/useJobName'
import { usePromptListing } from '../queue/usePromptListing'
import { useQueueProgress } from '../queue/useQueueProgress'

const APP = 'ComfyUI'

/**
 * Keeps the browser tab's title: the percent and the name of a job that runs alone, the bare count of several, else
 * the workflow in front [B38]. Written from a watcher, which runs on microtasks, and never from an animation frame:
 * those stop while the page is hidden, when the title is all one sees of it.
 */
export function useBrowserTabTitle(): void {
  const title = useTitleText()
  const before = document.title
  watch(title, (text) => void (document.title = text), { immediate: true })
  onScopeDispose(() => void (document.title = before))
}

function useTitleText() {
  const { runningCount, onlyJob, percent } = useQueueProgress()
  const { find } = usePromptListing()
  const getName = useJobName()
  const workflowStore = useWorkflowStore()
  return computed(() => {
    const listed = onlyJob.value && percent.value !== null ? find(onlyJob.value.promptId) : null
    if (listed) return `[${percent.value}%] ${getName(listed)} - ${APP}`
    if (runningCount.value > 0)
      return `${t('jobs.running', { count: runningCount.value })} - ${APP}`
    const workflow = workflowStore.active
    return workflow ? `${workflow.isModified ? '*' : ''}${workflow.name} - ${APP}` : APP
  })
}
