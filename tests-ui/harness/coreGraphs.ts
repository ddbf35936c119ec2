import { DocumentError } from '@/domain/documentError'
import { getEnclosingExecutionIds, makeNodeLocator } from '@/domain/executionId'
import type { NodeLocatorId, WorkflowId } from '@/domain/ids'
import { toExecutionId, toNodeId, toNodeLocatorId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import { createPromptManifest, findNeededNodes } from '@/domain/promptManifest'
import type { RunSnapshot, RunVariable } from '@/domain/runSnapshot'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import type { WorkflowGraphs } from '@/services/ports'
import { mintUuid } from '@/domain/uuid'

/** An input that changes from run to run, as a document of these tests says it. */
export interface TestControl {
  readonly node: string
  readonly input: string
  readonly mode: 'fixed' | 'increment' | 'decrement' | 'randomize'
}

/**
 * A document of these tests: the prompt it makes, by execution id, with its controlled inputs. Inner nodes
 * (`5:1`) stand in the subgraph `graph-of-5`, as all instances named in `subgraphs` do.
 */
export interface TestDocument {
  id: string
  prompt: ApiPrompt
  controls: TestControl[]
  /** Definition of each subgraph instance, by its execution id; instances of one share their locators. */
  subgraphs: Record<string, string>
}

/** A call of `node.onExecuted` on a live graph. */
export interface ExecutedCall {
  readonly workflowId: WorkflowId
  readonly locatorId: NodeLocatorId
  readonly output: NodeOutput
}

/** Live graphs without a canvas: documents as JSON, one per workflow, edited by the test. */
export interface TestGraphs extends WorkflowGraphs {
  readonly executed: readonly ExecutedCall[]
  /** Names of files that became nodes. */
  readonly placed: readonly string[]
  /** The workflow whose graph is on the canvas. */
  readonly shown: WorkflowId | null
  isOpen(workflowId: WorkflowId): boolean
  /** The user edits a document. */
  edit(workflowId: WorkflowId, change: (document: TestDocument) => void): void
  /** The user is still typing: the edit is told of when the pause after it is over, or settled. */
  typeInto(workflowId: WorkflowId, change: (document: TestDocument) => void): void
  getDocument(workflowId: WorkflowId): TestDocument
  /** What fails from now on, and with what. */
  readonly failures: {
    takeSnapshot?: Error
    applyControlledValues?: Error
    openGraph?: Error
    notifyExecuted?: Error
    serializeGraph?: Error
  }
  /** What a snapshot waits for: a pack that computes a widget's value. */
  beforeSnapshot: () => Promise<void>
  readonly counts: { snapshots: number; serialisations: number }
}

const OUTPUT_CLASSES = /^(Save|Preview)/

export function makeDocument(overrides: Partial<TestDocument> = {}): TestDocument {
  return { id: mintUuid(), prompt: {}, controls: [], subgraphs: {}, ...overrides }
}

export function createTestGraphs(
  getName: (workflowId: WorkflowId) => string,
  onEdit: (workflowId: WorkflowId) => void
): TestGraphs {
  const documents = new Map<WorkflowId, TestDocument>()
  const executed: ExecutedCall[] = []
  const placed: string[] = []
  const failures: TestGraphs['failures'] = {}
  const counts = { snapshots: 0, serialisations: 0 }
  const typed = new Set<WorkflowId>()
  let shown: WorkflowId | null = null
  const getDocument = (workflowId: WorkflowId): TestDocument => {
    const document = documents.get(workflowId)
    if (!document) throw new Error(`${workflowId} has no graph`)
    return document
  }
  const graphs: TestGraphs = {
    placed,
    async openGraph(workflowId, document) {
      await Promise.resolve()
      if (failures.openGraph) throw failures.openGraph
      documents.set(workflowId, readDocument(document))
      return { repairs: [], missingNodeTypes: [] }
    },
    closeGraph(workflowId) {
      documents.delete(workflowId)
      if (shown === workflowId) shown = null
    },
    showGraph(workflowId) {
      getDocument(workflowId)
      shown = workflowId
    },
    settleEdits() {
      const settled = [...typed]
      typed.clear()
      for (const workflowId of settled) onEdit(workflowId)
    },
    serializeGraph(workflowId) {
      counts.serialisations++
      graphs.settleEdits()
      if (failures.serializeGraph) throw failures.serializeGraph
      return structuredClone(getDocument(workflowId)) as unknown as WorkflowJson
    },
    prepareSave(workflowId) {
      const document = graphs.serializeGraph(workflowId)
      return {
        document,
        markSaved() {
          graphs.settleEdits()
          return JSON.stringify(getDocument(workflowId)) === JSON.stringify(document)
        }
      }
    },
    async takeSnapshot(workflowId) {
      if (failures.takeSnapshot) throw failures.takeSnapshot
      counts.snapshots++
      const snapshot = makeSnapshot(workflowId, getName(workflowId), getDocument(workflowId))
      await graphs.beforeSnapshot()
      return snapshot
    },
    applyControlledValues(workflowId, values) {
      if (failures.applyControlledValues) throw failures.applyControlledValues
      const { prompt } = getDocument(workflowId)
      for (const { targets, value } of values)
        for (const { executionId, inputName } of targets)
          prompt[executionId]!.inputs[inputName] = value
    },
    async placeMedia(file) {
      if (!file.type.startsWith('image/')) return false
      placed.push(file.name)
      return true
    },
    revealNode: (workflowId, locatorId) => locatorId in getDocument(workflowId).prompt,
    notifyExecuted(workflowId, locatorId, output) {
      executed.push({ workflowId, locatorId, output })
      if (failures.notifyExecuted) throw failures.notifyExecuted
    },
    executed,
    get shown() {
      return shown
    },
    isOpen: (workflowId) => documents.has(workflowId),
    edit(workflowId, change) {
      change(getDocument(workflowId))
      onEdit(workflowId)
    },
    typeInto(workflowId, change) {
      change(getDocument(workflowId))
      typed.add(workflowId)
    },
    getDocument,
    failures,
    beforeSnapshot: () => Promise.resolve(),
    counts
  }
  return graphs
}

function readDocument(document: WorkflowJson | null): TestDocument {
  if (document === null) return makeDocument()
  if (typeof document !== 'object') throw new DocumentError('It is no workflow.')
  if (isPrompt(document)) return makeDocument({ prompt: structuredClone(document) })
  if (!('prompt' in document)) throw new DocumentError('It is no workflow.')
  return structuredClone(document) as unknown as TestDocument
}

/** A prompt in API format, as other programs leave it in pictures. */
function isPrompt(document: WorkflowJson): document is ApiPrompt {
  const nodes = Object.values(document)
  return nodes.some((node) => (node as { class_type?: unknown } | null)?.class_type !== undefined)
}

export function makeSnapshot(
  workflowId: WorkflowId,
  workflowName: string,
  document: TestDocument
): RunSnapshot {
  const copy = structuredClone(document)
  return {
    workflowId,
    workflowName,
    documentId: copy.id,
    document: copy as unknown as WorkflowJson,
    output: structuredClone(copy.prompt),
    manifest: makeTestManifest(copy),
    variables: copy.controls.map((control) => makeVariable(copy, control))
  }
}

function makeTestManifest({ prompt, subgraphs }: TestDocument) {
  const outputs = Object.keys(prompt).filter((id) =>
    OUTPUT_CLASSES.test(prompt[id]?.class_type ?? '')
  )
  const needed = findNeededNodes(prompt, outputs)
  const locate = (id: string): NodeLocatorId => {
    const colon = id.lastIndexOf(':')
    if (colon === -1) return toNodeLocatorId(id)
    const instance = id.slice(0, colon)
    return makeNodeLocator(
      subgraphs[instance] ?? `graph-of-${instance}`,
      toNodeId(id.slice(colon + 1))
    )
  }
  return createPromptManifest(
    Object.entries(prompt).map(([id, node]) => ({
      executionId: toExecutionId(id),
      locatorId: locate(id),
      enclosingLocatorIds: getEnclosingExecutionIds(toExecutionId(id)).map(locate),
      classType: node.class_type ?? '',
      title: node._meta?.title ?? node.class_type ?? id,
      needed: needed.has(id),
      isOutput: outputs.includes(id)
    })),
    new Map(Object.keys(subgraphs).map((id) => [toExecutionId(id), `Subgraph ${id}`]))
  )
}

function makeVariable(document: TestDocument, { node, input, mode }: TestControl): RunVariable {
  return {
    kind: 'controlled',
    mode,
    value: document.prompt[node]?.inputs[input],
    range: { min: 0, max: 2 ** 32, step: 1 },
    targets: [{ executionId: toExecutionId(node), inputName: input }],
    documentPaths: [['prompt', node, 'inputs', input]]
  }
}
