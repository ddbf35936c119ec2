import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef } from 'vue'
import type { PromptId } from '@/domain/ids'
import { useJobName } from '../queue/useJobName'
import { usePromptListing } from '../queue/usePromptListing'
import { useServices } from '../useServices'
import { useJobNeighbours } from './useJobNeighbours'
import type { ViewerItem } from './viewerItem'
import { getMediaKind } from './viewerItem'

interface ViewerState {
  /** Null for files of no one job. */
  readonly promptId: PromptId | null
  readonly phase: 'loading' | 'ready' | 'failed'
  readonly items: readonly ViewerItem[]
  readonly index: number
  /** Why the results could not be read. */
  readonly error: string | null
}

const CLOSED: ViewerState = { promptId: null, phase: 'ready', items: [], index: 0, error: null }

/** One job's results, one at a time. */
export interface ResultViewer {
  readonly isOpen: ComputedRef<boolean>
  readonly state: Readonly<ShallowRef<ViewerState>>
  readonly current: ComputedRef<ViewerItem | null>
  /** The picture the current one is compared with; null while nothing is compared. */
  readonly compared: ComputedRef<ViewerItem | null>
  /** A picture is kept to compare others with. */
  readonly isComparing: ComputedRef<boolean>
  open(promptId: PromptId): void
  /** Shows files that are of no one job. */
  show(items: readonly ViewerItem[], index: number): void
  close(): void
  goTo(index: number): void
  /** The next or previous result of the job; goes round at the ends. */
  step(by: number): void
  /** The next or previous finished job with results. */
  stepJob(by: number): void
  /** Keeps the current picture, and goes on to the next to compare it with; once more ends that. */
  toggleCompare(): void
}

/** The one result viewer of the page. */
export const useResultViewer = createSharedComposable((): ResultViewer => {
  const state = shallowRef(CLOSED)
  const pinned = shallowRef<ViewerItem | null>(null)
  const readResults = useResultReader()
  const getNeighbour = useJobNeighbours()
  const current = computed(() => state.value.items[state.value.index] ?? null)

  async function load(promptId: PromptId): Promise<void> {
    const loading: ViewerState = { ...CLOSED, promptId, phase: 'loading' }
    state.value = loading
    const next = await readResults(promptId)
    // Another job may have been opened, or the viewer closed, while the server answered.
    if (state.value === loading) state.value = { ...CLOSED, promptId, ...next }
  }
  const goTo = (index: number): void => void (state.value = { ...state.value, index })
  /** Another picture than the one on show: of the same job, else of the one before or after it. */
  function showOther(): void {
    const { items, index, promptId } = state.value
    const others = items.flatMap(({ media }, at) => (media === 'image' && at !== index ? [at] : []))
    const next = others.find((at) => at > index) ?? others[0]
    if (next !== undefined) goTo(next)
    else if (promptId) {
      const neighbour = getNeighbour(promptId, 1) ?? getNeighbour(promptId, -1)
      if (neighbour) void load(neighbour)
    }
  }
  return {
    isOpen: computed(() => state.value !== CLOSED),
    state,
    current,
    compared: computed(() => (pinned.value?.url === current.value?.url ? null : pinned.value)),
    isComparing: computed(() => pinned.value !== null),
    open: (promptId) => void load(promptId),
    show: (items, index) => void (state.value = { ...CLOSED, items, index }),
    close() {
      state.value = CLOSED
      pinned.value = null
    },
    goTo,
    step(by) {
      const { items, index } = state.value
      if (items.length > 1) goTo((index + by + items.length) % items.length)
    },
    stepJob(by) {
      const next = state.value.promptId && getNeighbour(state.value.promptId, by)
      if (next) void load(next)
    },
    toggleCompare() {
      const wasComparing = pinned.value !== null
      pinned.value = wasComparing ? null : current.value
      if (!wasComparing) showOther()
    }
  }
})

type ReadResult = Pick<ViewerState, 'phase' | 'items' | 'error'>

function useResultReader(): (promptId: PromptId) => Promise<ReadResult> {
  const { jobs, api } = useServices()
  const { find } = usePromptListing()
  const getName = useJobName()
  return async (promptId) => {
    const listed = find(promptId)
    const jobName = getName(listed ?? { promptId, workflowId: null, workflowName: '' })
    try {
      const results = await jobs.listResults(promptId)
      const items = results.map((result): ViewerItem => {
        const { file, nodeTitle } = result
        const media = getMediaKind(result)
        const smallUrl = media === 'image' ? api.viewUrl(file, { preview: true }) : null
        const url = api.viewUrl(file)
        return { jobName, filename: file.filename, nodeTitle, media, url, smallUrl }
      })
      return { phase: 'ready', items, error: null }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return { phase: 'failed', items: [], error: message }
    }
  }
}
