import { effectScope, watch } from 'vue'
import type { WorkflowId } from '@/domain/ids'
import { getBaseName, getFolder, toSavedPath, toSavedWorkflow } from '@/domain/savedWorkflow'
import type { Cancel } from '@/domain/time'
import type { WorkflowGraphs } from '@/services/ports'
import type { OpenWorkflow, useWorkflowStore } from '@/stores/workflowStore'

export interface ManagerWorkflowContext {
  readonly workflows: ReturnType<typeof useWorkflowStore>
  readonly graphs: Pick<WorkflowGraphs, 'serializeGraph' | 'settleEdits'>
  undo(workflowId: WorkflowId): boolean
  redo(workflowId: WorkflowId): boolean
}

/** An open workflow as packs know it; it always tells what holds now. */
class PackWorkflow {
  readonly #context: ManagerWorkflowContext
  readonly #workflow: OpenWorkflow
  /** What packs call when they changed the graph, so that it becomes a step to undo. */
  readonly changeTracker: Readonly<{
    checkState: () => void
    undo: () => boolean
    redo: () => boolean
    readonly activeState: unknown
  }>

  constructor(context: ManagerWorkflowContext, workflow: OpenWorkflow) {
    this.#context = context
    this.#workflow = workflow
    const { id } = workflow
    const read = (): unknown => this.activeState
    this.changeTracker = {
      checkState: () => context.graphs.settleEdits(),
      undo: () => context.undo(id),
      redo: () => context.redo(id),
      get activeState() {
        return read()
      }
    }
  }

  /** Where it is saved, or would be. */
  get path(): string {
    return this.#workflow.path ?? toSavedPath(this.#workflow.name)
  }

  get key(): string {
    return toSavedWorkflow(this.path).name
  }

  get directory(): string {
    return `workflows/${getFolder(this.key)}`.replace(/\/$/, '')
  }

  get filename(): string {
    return getBaseName(this.key)
  }

  get fullFilename(): string {
    return `${this.filename}.json`
  }

  get suffix(): string {
    return 'json'
  }

  get isModified(): boolean {
    return this.#workflow.isModified
  }

  get isPersisted(): boolean {
    return this.#workflow.path !== null
  }

  get isTemporary(): boolean {
    return !this.isPersisted
  }

  get isLoaded(): boolean {
    return true
  }

  /** The document as it would be saved. */
  get activeState(): unknown {
    const { workflows, graphs } = this.#context
    return workflows.getWorkflow(this.#workflow.id)
      ? graphs.serializeGraph(this.#workflow.id)
      : null
  }
}

type ActionName = 'createTemporary' | 'openWorkflow' | 'closeWorkflow'

/** What a listener is told of, as Pinia tells it. */
interface Action {
  readonly name: ActionName
  readonly args: readonly unknown[]
  after(callback: (result: unknown) => unknown): void
  onError(callback: (error: unknown) => unknown): void
}

type ActionListener = (action: Action) => unknown

/** `app.extensionManager.workflow`: the open workflows, as the store that packs know from ComfyUI. */
export class ManagerWorkflows {
  readonly #context: ManagerWorkflowContext
  readonly #known = new Map<WorkflowId, PackWorkflow>()
  readonly #listeners = new Set<ActionListener>()

  constructor(context: ManagerWorkflowContext) {
    this.#context = context
  }

  get activeWorkflow(): PackWorkflow | null {
    const { activeId } = this.#context.workflows
    return activeId ? this.#get(activeId) : null
  }

  get openWorkflows(): readonly PackWorkflow[] {
    return this.#context.workflows.order.flatMap((id) => this.#get(id) ?? [])
  }

  get workflows(): readonly PackWorkflow[] {
    return this.openWorkflows
  }

  get modifiedWorkflows(): readonly PackWorkflow[] {
    return this.openWorkflows.filter(({ isModified }) => isModified)
  }

  getWorkflowByPath = (path: string): PackWorkflow | null =>
    this.openWorkflows.find((workflow) => workflow.path === path) ?? null

  isActive = (workflow: unknown): boolean => workflow === this.activeWorkflow
  isOpen = (workflow: unknown): boolean => this.openWorkflows.includes(workflow as PackWorkflow)

  /** Tells of workflows that open, come to the front and close. @returns takes the listener away */
  $onAction = (listener: ActionListener): Cancel => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Follows the open workflows, for those who listen. */
  follow(): Cancel {
    const { workflows } = this.#context
    const scope = effectScope(true)
    scope.run(() => {
      watch(
        () => workflows.order,
        (now, before) => {
          for (const id of now.filter((other) => !before.includes(other)))
            this.#tell('createTemporary', this.#get(id))
          for (const id of before.filter((other) => !now.includes(other))) {
            this.#tell('closeWorkflow', this.#known.get(id) ?? null)
            this.#known.delete(id)
          }
        }
      )
      watch(
        () => workflows.activeId,
        (id) => id && this.#tell('openWorkflow', this.#get(id)),
        { flush: 'post' }
      )
    })
    return () => scope.stop()
  }

  #get(id: WorkflowId): PackWorkflow | null {
    const known = this.#known.get(id)
    if (known) return known
    const workflow = this.#context.workflows.getWorkflow(id)
    if (!workflow) return null
    const made = new PackWorkflow(this.#context, workflow)
    this.#known.set(id, made)
    return made
  }

  /** It has been done by the time it is told of: who waits for that is called at once. A fault costs no other its turn [B43]. */
  #tell(name: ActionName, workflow: PackWorkflow | null): void {
    const args = name === 'createTemporary' ? [workflow?.path, workflow?.activeState] : [workflow]
    for (const listener of this.#listeners) {
      try {
        listener({ name, args, after: (callback) => void callback(workflow), onError: () => {} })
      } catch (error) {
        console.error(`A listener of ${name} failed.`, error)
      }
    }
  }
}
