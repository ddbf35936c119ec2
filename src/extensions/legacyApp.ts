import type { LGraph, LGraphCanvas } from '@comfyorg/litegraph'
import { getDisplayNode } from './displayNode'
import type { LegacyPrompt } from './legacyApi'
import type { LegacyAppContext } from './legacyAppContext'
import type { Extension } from './extensionRegistry'
import { ExtensionRegistry } from './extensionRegistry'
import { HeldPreviewUrls } from './heldPreviewUrls'
import type { LegacyMenu } from './legacyMenu'
import type { LegacyUi } from './legacyUi'
import type { ExtensionManager } from './manager/extensionManager'
import { isLoadingDocument } from '@/canvas/graph/loading'
import { makeExecutionError, makeNodeErrors } from './workflowErrors'
import type { NodeLocatorId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import { t } from '@/i18n/translate'
import type { ErrorRow } from '@/stores/executionErrorStore'

/**
 * `window.app` as node packs and scripts know it. Whatever it says is said of the active workflow: of its graph, its
 * results, its errors, and of its focus prompt [B44].
 */
export class LegacyApp {
  /** Packs' own; the host never reads it. */
  [key: string]: unknown
  readonly #context: LegacyAppContext
  readonly #previewUrls = new HeldPreviewUrls()
  readonly #extensions = new ExtensionRegistry()

  constructor(context: LegacyAppContext) {
    this.#context = context
  }

  get api(): unknown {
    return this.#context.api
  }

  /** Extensions that were registered, in order. */
  get extensions(): readonly Extension[] {
    return this.#extensions.list
  }

  /** Takes an extension and sets it up. @throws Error without a name, or with one that is taken */
  registerExtension(extension: Extension): void {
    this.#extensions.register(extension, this)
    this.#context.takeParts(extension)
  }

  /** Settings, a dialog and what is left of ComfyUI's first menu. */
  get ui(): LegacyUi {
    return this.#context.ui
  }

  /** The bar with packs' buttons. */
  get menu(): LegacyMenu {
    return this.#context.menu
  }

  /** The interface around the graph. */
  get extensionManager(): ExtensionManager {
    return this.#context.manager
  }

  /** A document is being put into a graph. */
  get configuringGraph(): boolean {
    return isLoadingDocument()
  }

  /** The active workflow's root graph; null before the first. */
  get graph(): LGraph | null {
    const { activeId } = this.#context.workflows
    return activeId ? this.#context.room.getGraph(activeId) : null
  }

  get rootGraph(): LGraph | null {
    return this.graph
  }

  get canvas(): LGraphCanvas | null {
    return this.#context.room.canvas.value
  }

  get canvasEl(): HTMLCanvasElement | null {
    return this.canvas?.canvas ?? null
  }

  get ctx(): CanvasRenderingContext2D | null {
    return this.canvas?.ctx ?? null
  }

  /** Results by locator: `12` at the root, `<subgraph uuid>:12` inside. Packs write to it. */
  get nodeOutputs(): Record<string, NodeOutput> {
    const { workflows, previews } = this.#context
    const { activeId } = workflows
    if (!activeId) return {}
    if (!previews.outputsByWorkflowId[activeId]) previews.restoreOutputs(activeId, {})
    return (previews.outputsByWorkflowId[activeId] ?? {}) as Record<string, NodeOutput>
  }

  set nodeOutputs(outputs: Record<string, NodeOutput>) {
    const { activeId } = this.#context.workflows
    if (activeId) this.#context.previews.restoreOutputs(activeId, outputs)
  }

  /** Addresses of live previews by locator. */
  get nodePreviewImages(): Record<string, string[]> {
    const { workflows, previews } = this.#context
    const bucket = (workflows.activeId && previews.previewsByWorkflowId[workflows.activeId]) || {}
    const entries = Object.entries(bucket)
    const urls = this.#previewUrls.hold(entries.map(([, { image }]) => image))
    return Object.fromEntries(entries.map(([locatorId], index) => [locatorId, [urls[index]!]]))
  }

  set nodePreviewImages(kept: Record<string, string[]>) {
    const { workflows, previews } = this.#context
    const { activeId } = workflows
    if (!activeId) return
    for (const locatorId of Object.keys(previews.previewsByWorkflowId[activeId] ?? {}))
      if (!(locatorId in kept)) previews.clearPreview(activeId, locatorId as NodeLocatorId)
  }

  get lastNodeErrors(): unknown {
    return makeNodeErrors(this.#errors, (row) => this.#getClass(row))
  }

  get lastExecutionError(): unknown {
    return makeExecutionError(this.#errors, (row) => this.#getClass(row))
  }

  /** Execution id of the node the focus prompt is at; null when none runs. */
  get runningNodeId(): string | null {
    return getDisplayNode(this.#focus)
  }

  /** Steps of that node. */
  get progress(): { readonly value: number; readonly max: number } | null {
    const prompt = this.#focus
    const node = prompt?.runningNodeIds[0]
    const state = node && prompt?.nodeStates[node]
    return state ? { value: state.value, max: state.max } : null
  }

  /**
   * Fills the active workflow when it is empty and untouched, else opens a tab. Resolves when the graph is drawn; a
   * document that is none is said to the user, and rejects.
   */
  async loadGraphData(
    document?: unknown,
    _clean = true,
    restoreView = true,
    workflow: unknown = null
  ): Promise<void> {
    const { host } = this.#context
    try {
      await host.openWorkflow(readDocument(document), getName(workflow))
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      host.notify('error', t('documents.cantOpen'), reason)
      throw error
    }
    const { canvas } = this
    if (!restoreView) this.#context.fitView()
    canvas?.draw(true, true)
  }

  /** Opens what a file carries. */
  async handleFile(file: File): Promise<void> {
    await this.#context.host.openFiles([file])
  }

  /** Opens a prompt in API format as a graph. */
  async loadApiJson(prompt: unknown, name: string | null = null): Promise<void> {
    await this.loadGraphData(prompt, true, true, name?.replace(/\.json$/i, '') ?? null)
  }

  /** Reads the server's lists anew into the nodes that are there. */
  async refreshComboInNodes(): Promise<void> {
    await this.#context.host.refreshDefinitions()
  }

  /** What addresses of pictures end with: how previews are packed. */
  getPreviewFormatParam(): string {
    return ''
  }

  /** Makes an address of a picture new, so that no kept copy is shown. */
  getRandParam(): string {
    return `&rand=${Math.random()}`
  }

  /** The active workflow's document and prompt, as they would be submitted. */
  async graphToPrompt(): Promise<LegacyPrompt> {
    const { workflows, room } = this.#context
    if (!workflows.activeId) return { workflow: {}, output: {} }
    const { document, output } = await room.graphs.takeSnapshot(workflows.activeId)
    return { workflow: structuredClone(document), output: structuredClone(output) }
  }

  /**
   * Submits the active workflow.
   * @param number -1: before all others; 0: after them; else the queue number
   * @returns whether the server took all runs
   */
  async queuePrompt(number = 0, count = 1): Promise<boolean> {
    const { workflows, host } = this.#context
    if (!workflows.activeId) return false
    const place = number === -1 ? { front: true } : number === 0 ? {} : { number }
    const { accepted } = await host.submit(workflows.activeId, { count, ...place })
    return accepted === count
  }

  /** Forgets results, previews and errors of the active workflow; its graph stays. */
  clean(): void {
    const { workflows, previews, errors } = this.#context
    if (!workflows.activeId) return
    previews.clearWorkflow(workflows.activeId)
    errors.clearWorkflow(workflows.activeId)
  }

  get #errors(): readonly ErrorRow[] {
    const { workflows, errors } = this.#context
    return workflows.activeId ? errors.getWorkflowErrors(workflows.activeId) : []
  }

  get #focus() {
    const { workflows, execution } = this.#context
    const focus = workflows.activeId && execution.getActivePromptForWorkflow(workflows.activeId)
    return focus ? execution.peekPrompt(focus) : undefined
  }

  #getClass({ promptId, executionId }: ErrorRow): string {
    const failure = this.#context.errors.getPromptFailure(promptId)
    if (failure && failure.executionId === executionId) return failure.classType
    const { manifest } = this.#context.execution.peekPrompt(promptId) ?? {}
    return (executionId && manifest?.nodes.get(executionId)?.classType) || ''
  }
}

/** Packs pass documents as text, too. */
function readDocument(document: unknown): unknown {
  if (document === undefined || document === null) return { nodes: [], links: [], version: 0.4 }
  return typeof document === 'string' ? (JSON.parse(document) as unknown) : document
}

/** A name, or ComfyUI's own object of an open workflow. */
function getName(workflow: unknown): string | null {
  if (typeof workflow === 'string') return workflow || null
  const { filename, name } = (workflow ?? {}) as { filename?: unknown; name?: unknown }
  return typeof filename === 'string' ? filename : typeof name === 'string' ? name : null
}
