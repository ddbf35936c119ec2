import { defineStore } from 'pinia'
import type { ShallowReactive, ShallowRef } from 'vue'
import { computed, shallowReactive, shallowRef } from 'vue'
import type { WorkflowId } from '@/domain/ids'

/** When the workflow's tab submits by itself [B14]. */
export type RunMode = 'once' | 'change' | 'endless'

/** One open in-app tab. Its graph lives in the canvas room; this is what lists and bars need of it. */
export interface OpenWorkflow {
  readonly id: WorkflowId
  /** The document's own UUID, kept in the file; copies of a file share it, tabs don't depend on it. */
  documentId: string
  name: string
  /** Where it is saved in the server's user data; null when it isn't. */
  path: string | null
  /** What the file held when it was opened or saved, as a hash: whether another has written it since. */
  savedHash: string | null
  /** There are edits since it was opened or saved. */
  isModified: boolean
  runMode: RunMode
  /** Runs per press of Run, 1..100. */
  batchCount: number
  /** Empty, and never touched: loading a document may fill it instead of opening another tab. */
  isPristine: boolean
}

export type OpenWorkflowInit = Pick<OpenWorkflow, 'id' | 'documentId' | 'name'> &
  Partial<OpenWorkflow>

/** Runs that one press of Run takes at most. */
export const MAX_BATCH_COUNT = 100

interface WorkflowState {
  readonly workflows: ShallowReactive<Record<WorkflowId, OpenWorkflow>>
  readonly order: ShallowRef<readonly WorkflowId[]>
  readonly activeId: ShallowRef<WorkflowId | null>
}

/** The open workflows, their order, and which is in front. */
export const useWorkflowStore = defineStore('workflow', () => {
  const state: WorkflowState = {
    workflows: shallowReactive<Record<WorkflowId, OpenWorkflow>>({}),
    order: shallowRef([]),
    activeId: shallowRef(null)
  }
  return {
    /** The open workflows, by id. */
    workflows: state.workflows,
    /** Ids in the order of the tabs. */
    order: computed(() => state.order.value),
    /** The workflow in front; null only before the first is open. */
    activeId: computed(() => state.activeId.value),
    /** The same workflow itself. */
    active: computed(() =>
      state.activeId.value ? (state.workflows[state.activeId.value] ?? null) : null
    ),
    /** Undefined for one that was closed. */
    getWorkflow: (id: WorkflowId): OpenWorkflow | undefined => state.workflows[id],
    ...makeActions(state)
  }
})

function makeActions(state: WorkflowState) {
  return {
    /** Adds a tab at the end or at `index`; doesn't bring it to the front. */
    addWorkflow(init: OpenWorkflowInit, index = state.order.value.length): OpenWorkflow {
      const workflow = shallowReactive<OpenWorkflow>({
        path: null,
        savedHash: null,
        isModified: false,
        runMode: 'once',
        batchCount: 1,
        isPristine: false,
        ...init
      })
      state.workflows[init.id] = workflow
      state.order.value = state.order.value.toSpliced(index, 0, init.id)
      return workflow
    },
    /** Takes a tab away; its right neighbour, else its left one, comes to the front if it was there. */
    removeWorkflow(id: WorkflowId): void {
      const index = state.order.value.indexOf(id)
      if (index === -1) return
      const order = state.order.value.toSpliced(index, 1)
      if (state.activeId.value === id)
        state.activeId.value = order[index] ?? order[index - 1] ?? null
      state.order.value = order
      delete state.workflows[id]
    },
    /** Brings a workflow to the front; a closed one is left alone. */
    activate(id: WorkflowId): void {
      if (state.workflows[id]) state.activeId.value = id
    },
    /** Moves a tab to a place, counted from 0. */
    moveWorkflow(id: WorkflowId, index: number): void {
      const order = state.order.value.filter((other) => other !== id)
      if (order.length < state.order.value.length) state.order.value = order.toSpliced(index, 0, id)
    },
    /** Changes fields of one workflow; a closed one is left alone. */
    patchWorkflow(id: WorkflowId, patch: Partial<Omit<OpenWorkflow, 'id'>>): void {
      const workflow = state.workflows[id]
      if (!workflow) return
      Object.assign(workflow, patch)
      if (patch.batchCount !== undefined) workflow.batchCount = clampBatchCount(patch.batchCount)
    }
  }
}

/** A number of runs that a press of Run takes, from any number. */
export function clampBatchCount(count: number): number {
  return Number.isFinite(count) ? Math.min(MAX_BATCH_COUNT, Math.max(1, Math.round(count))) : 1
}
