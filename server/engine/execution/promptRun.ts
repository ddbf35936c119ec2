import type { ApiPrompt, ApiPromptNode } from '@/protocol/prompt'
import type { NodeResult, ResultCache, UiResult } from '../cache/resultCache'
import { Signatures } from '../cache/signatures'
import type { EngineEvent, EngineJob, EngineResult } from '../engine'
import { getDeclaredInputs } from '../nodes/declaredInputs'
import type { NodeCatalogue } from '../nodes/nodeCatalogue'
import type { NodeOutput, NodeType } from '../nodes/nodeType'
import type { EngineWorker } from '../pool/engineWorker'
import { collectSharedGarbage } from '../tensor/sharedMemory'
import { EngineError, InterruptedError } from '../values/engineError'
import type { InputLists, WorkerNews, WorkerRequest } from '../worker/messages'
import { createScene } from './callScene'
import { DynamicPrompt } from './dynamicPrompt'
import { ExecutionPlan } from './executionPlan'
import { resolveExpansion, startExpansion, type PendingExpansion } from './expansion'
import { getPlainValues, resolveInputs } from './inputLists'
import { getCallResult, mergeResults, mergeUi } from './mergeOutputs'
import { callInterruptibly } from './interruptibleCall'
import { ProgressBoard } from './progressBoard'
import { createErrorData } from './runErrors'
import { RunReporter } from './runReporter'
import { RunResults } from './runResults'

export interface RunSurroundings {
  readonly catalogue: NodeCatalogue
  readonly cache: ResultCache
  /** Absent when the run was interrupted before it got one. */
  readonly worker: EngineWorker | null
  readonly emit: (event: EngineEvent) => void
  readonly now: () => number
  /** Asks the run to stop. */
  readonly signal: AbortSignal
}

/** What an async node brought while others ran. */
type AsyncOutcome =
  | { readonly outputs: readonly (NodeOutput | null)[] }
  | { readonly error: unknown }

/** A node that is being run; its error tells its inputs. */
interface Visit {
  readonly id: string
  inputs: InputLists
}

/** One prompt on its way through one worker. */
export class PromptRun {
  readonly #job: EngineJob
  readonly #around: RunSurroundings
  readonly #graph: DynamicPrompt
  readonly #reporter: RunReporter
  readonly #board: ProgressBoard
  readonly #signatures: Signatures
  readonly #results: RunResults
  readonly #plan: ExecutionPlan
  readonly #fingerprints = new Map<string, unknown>()
  readonly #asyncOutcomes = new Map<string, AsyncOutcome>()
  /** Lazy inputs that nodes asked for, as JSON of node and name. */
  readonly #askedFor = new Set<string>()
  readonly #expansions = new Map<string, PendingExpansion>()
  readonly #uis = new Map<string, UiResult>()
  readonly #executed = new Set<string>()

  constructor(job: EngineJob, prompt: ApiPrompt, surroundings: RunSurroundings) {
    this.#job = job
    this.#around = surroundings
    this.#graph = new DynamicPrompt(prompt)
    const identify = (id: string) => this.#graph.identify(id)
    this.#reporter = new RunReporter(job.promptId, surroundings.emit, surroundings.now)
    this.#board = new ProgressBoard(job.promptId, identify)
    this.#signatures = new Signatures({
      getNode: (id) => this.#graph.getNode(id),
      getType: (id) => this.#findType(id),
      getFingerprint: (id) => this.#fingerprints.get(id)
    })
    const results = new RunResults(surroundings.cache, (id) => this.#signatures.get(id))
    this.#results = results
    this.#plan = new ExecutionPlan({
      getInputs: (id) => this.#graph.getNode(id)?.inputs ?? {},
      isLazy: (id, name) => this.#isLazy(id, name),
      isReady: (id) => results.get(id) !== undefined,
      onLink: (source, target) => results.addReader(source, target),
      isOutputNode: (id) => this.#findType(id)?.definition.output_node === true,
      isAsync: (id) => this.#findType(id)?.isAsync === true
    })
  }

  /** Runs it to its end, whatever that is. */
  async run(): Promise<EngineResult> {
    this.#reporter.sendStatus('execution_start', {})
    const status = await this.#runAll()
    this.#reporter.end()
    const uis = [...this.#uis]
    return {
      status,
      outputs: Object.fromEntries(uis.map(([id, ui]) => [id, ui.output])),
      meta: Object.fromEntries(uis.map(([id, ui]) => [id, ui.meta])),
      messages: this.#reporter.messages
    }
  }

  async #runAll(): Promise<EngineResult['status']> {
    try {
      await this.#lookUpCache()
      for (const id of this.#job.outputNodeIds) this.#plan.addNode(id)
    } catch (error) {
      return this.#fail({ id: this.#job.outputNodeIds[0] ?? '', inputs: {} }, error)
    }
    return this.#runPlan()
  }

  async #lookUpCache(): Promise<void> {
    const ids = Object.keys(this.#graph.original)
    if (this.#around.worker) await Promise.all(ids.map((id) => this.#takeFingerprint(id)))
    const signed = ids.map((id) => ({ id, signature: this.#signatures.get(id) }))
    this.#around.cache.startPrompt(signed.flatMap(({ signature }) => signature ?? []))
    const nodes = ids.filter((id) => this.#results.get(id) !== undefined)
    this.#reporter.sendStatus('execution_cached', { nodes })
  }

  async #takeFingerprint(id: string): Promise<void> {
    const type = this.#findType(id)
    const node = this.#graph.getNode(id)
    if (!type?.fingerprint || !node) return
    const request = {
      kind: 'fingerprint',
      classType: type.definition.name,
      inputs: getPlainValues(node, type)
    } as const
    // A node whose fingerprint can't be taken is run: it will say itself what is wrong.
    const taken = this.#around.worker?.call(request) ?? Promise.resolve(Number.NaN)
    this.#fingerprints.set(id, await taken.catch(() => Number.NaN))
  }

  async #runPlan(): Promise<EngineResult['status']> {
    while (!this.#plan.isEmpty) {
      const id = await this.#plan.pickNext()
      if (id === null) return this.#failCycle()
      const visit: Visit = { id, inputs: {} }
      try {
        if (await this.#visit(visit)) {
          this.#plan.complete(id)
          this.#results.releaseSources(id)
        }
      } catch (error) {
        return this.#fail(visit, error)
      }
      collectSharedGarbage()
    }
    this.#reporter.sendStatus('execution_success', {})
    return 'success'
  }

  /** @returns whether the node is done; else it waits for others and is visited again */
  async #visit(visit: Visit): Promise<boolean> {
    const { id } = visit
    const type = this.#getType(id)
    const expansion = this.#expansions.get(id)
    if (expansion) return this.#finishExpansion(id, type, expansion)
    const outcome = this.#asyncOutcomes.get(id)
    if (outcome) {
      if ('error' in outcome) throw outcome.error
      return this.#accept(id, type, outcome.outputs)
    }
    const known = this.#results.get(id)
    if (known) {
      this.#replay(id, known)
      return true
    }
    return this.#start(visit, type)
  }

  /** A node whose result is known: its output is told again, and nothing else. */
  #replay(id: string, { ui }: NodeResult): void {
    this.#sendExecuted(id, ui?.output ?? null)
    if (ui) this.#uis.set(id, this.#createUi(id, ui.output))
    this.#finish(id)
  }

  async #start(visit: Visit, type: NodeType): Promise<boolean> {
    const { id } = visit
    const node = this.#getNode(id)
    this.#board.start(id)
    this.#sendProgressState()
    const { displayId } = this.#graph.identify(id)
    this.#reporter.send('executing', { node: id, display_node: displayId })
    const { lists, missing } = resolveInputs(node, type, (source, name) =>
      this.#mayRead(id, type, name) ? this.#results.get(source) : undefined
    )
    visit.inputs = lists
    if (await this.#fetchLazy(id, type, lists, missing)) return false
    const request = { kind: 'execute', classType: type.definition.name, inputs: lists } as const
    const scene = createScene(this.#job, this.#graph.original, id, type)
    if (type.isAsync) {
      this.#startAsync(id, this.#call({ ...request, scene }, id))
      return false
    }
    return this.#accept(id, type, await this.#call({ ...request, scene }, id))
  }

  async #fetchLazy(
    id: string,
    type: NodeType,
    inputs: InputLists,
    missing: ReadonlySet<string>
  ): Promise<boolean> {
    if (!type.checkLazyStatus) return false
    const names = await this.#call({ kind: 'lazy', classType: type.definition.name, inputs }, id)
    const wanted = names.filter((name) => missing.has(name) || !Object.hasOwn(inputs, name))
    for (const name of wanted) {
      this.#plan.requireInput(id, name)
      this.#askedFor.add(JSON.stringify([id, name]))
    }
    return wanted.length > 0
  }

  /** A lazy input is read once the node has asked for it, also if its value is there already. */
  #mayRead(id: string, { checkLazyStatus }: NodeType, name: string): boolean {
    if (!checkLazyStatus || !this.#isLazy(id, name)) return true
    return this.#askedFor.has(JSON.stringify([id, name]))
  }

  #startAsync(id: string, call: Promise<readonly (NodeOutput | null)[]>): void {
    const unblock = this.#plan.block(id)
    void call
      .then(
        (outputs): AsyncOutcome => ({ outputs }),
        (error: unknown): AsyncOutcome => ({ error })
      )
      .then((outcome) => {
        this.#asyncOutcomes.set(id, outcome)
        unblock()
      })
  }

  /** @returns false when the node put a graph in its place, which has to run first */
  #accept(id: string, type: NodeType, outputs: readonly (NodeOutput | null)[]): boolean {
    const ui = mergeUi(outputs)
    if (ui) {
      this.#uis.set(id, this.#createUi(id, ui))
      this.#sendExecuted(id, ui)
    }
    if (outputs.some((output) => output?.expand)) {
      const around = { graph: this.#graph, plan: this.#plan, catalogue: this.#around.catalogue }
      this.#expansions.set(id, startExpansion(around, id, type, outputs))
      return false
    }
    return this.#keep(
      id,
      type,
      outputs.map((output) => getCallResult(type, output))
    )
  }

  #finishExpansion(id: string, type: NodeType, expansion: PendingExpansion): boolean {
    return this.#keep(
      id,
      type,
      resolveExpansion(expansion, (source) => this.#results.get(source))
    )
  }

  #keep(id: string, type: NodeType, results: readonly (readonly unknown[])[]): true {
    const outputs = mergeResults(type, results)
    this.#results.set(id, { outputs, ui: this.#uis.get(id) ?? null })
    this.#finish(id)
    this.#executed.add(id)
    return true
  }

  #finish(id: string): void {
    this.#board.finish(id)
    this.#sendProgressState()
  }

  #call<Request extends WorkerRequest>(request: Request, id: string) {
    const { signal, worker } = this.#around
    return callInterruptibly(worker, signal, request, (news) => this.#hear(id, news))
  }

  #hear(id: string, news: WorkerNews): void {
    switch (news.kind) {
      case 'progress':
        this.#board.update(id, news.value, news.max)
        this.#sendProgressState()
        if (news.preview) this.#reporter.sendPreview(this.#graph.identify(id), news.preview)
        this.#reporter.send(
          'progress',
          { value: news.value, max: news.max, node: id },
          'ownerOrAll'
        )
        return
      case 'text':
        this.#reporter.sendText(id, news.text)
        return
      case 'event':
        this.#reporter.sendRaw(news.type, news.data, news.to)
        return
      case 'blocked':
        this.#reporter.send(
          'execution_error',
          createErrorData.blocked(this.#describeFailing(id, id), news.message),
          'ownerOrAll'
        )
    }
  }

  #fail({ id, inputs }: Visit, error: unknown): EngineResult['status'] {
    const { realId } = this.#graph.identify(id)
    const node = this.#describeFailing(id, realId)
    if (error instanceof InterruptedError) {
      this.#reporter.sendStatus('execution_interrupted', node, 'ownerOrAll')
      return 'interrupted'
    }
    const data = createErrorData.failed(node, error, inputs, this.#graph.getAllIds())
    this.#reporter.sendStatus('execution_error', data)
    return 'error'
  }

  #failCycle(): EngineResult['status'] {
    const [id = ''] = this.#plan.getPending()
    const error = new EngineError('graph.DependencyCycleError', 'Dependency cycle detected')
    return this.#fail({ id, inputs: {} }, error)
  }

  /** @param namedId the id that the message names: the node's own, or that of the prompt's node behind it */
  #describeFailing(id: string, namedId: string) {
    const type = this.#graph.getNode(namedId)?.class_type ?? this.#graph.getNode(id)?.class_type
    return { node_id: namedId, node_type: type ?? '', executed: [...this.#executed] }
  }

  #createUi(id: string, output: UiResult['output']): UiResult {
    const { displayId, parentId, realId } = this.#graph.identify(id)
    return {
      meta: { node_id: id, display_node: displayId, parent_node: parentId, real_node_id: realId },
      output
    }
  }

  #sendExecuted(id: string, output: UiResult['output'] | null): void {
    const { displayId } = this.#graph.identify(id)
    this.#reporter.send('executed', { node: id, display_node: displayId, output })
  }

  #sendProgressState(): void {
    this.#reporter.sendRaw('progress_state', this.#board.takeSnapshot(), 'ownerOrAll')
  }

  #isLazy(id: string, name: string): boolean {
    const type = this.#findType(id)
    if (!type) return false
    const inputs = this.#graph.getNode(id)?.inputs ?? {}
    return getDeclaredInputs(type.definition, inputs).get(name)?.options.lazy === true
  }

  #getNode(id: string): ApiPromptNode {
    const node = this.#graph.getNode(id)
    if (!node) throw new EngineError('KeyError', `'${id}'`)
    return node
  }

  #findType(id: string): NodeType | undefined {
    return this.#around.catalogue.get(this.#graph.getNode(id)?.class_type ?? '')
  }

  #getType(id: string): NodeType {
    const type = this.#findType(id)
    if (!type) throw new EngineError('KeyError', `'${this.#getNode(id).class_type}'`)
    return type
  }
}
