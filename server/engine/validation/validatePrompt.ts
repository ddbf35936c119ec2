import { isRecord } from '@/protocol/guards'
import type { ApiPrompt, NodeErrorsWire, PromptErrorWire } from '@/protocol/prompt'
import type { EngineFolders, ValidationResult } from '../engine'
import type { NodeCatalogue } from '../nodes/nodeCatalogue'
import { describeFailure } from '../values/engineError'
import { findOwnErrors } from './checkNode'
import { promptErrors } from './promptErrors'
import { walkPrompt, type PromptGraph, type VisitedNode } from './promptGraph'

interface Outputs {
  readonly ids: readonly string[]
  readonly error: PromptErrorWire | null
}

/** What is wrong with the form of a prompt, which came from outside and may be anything. */
function findFormError(prompt: unknown): PromptErrorWire | null {
  if (!isRecord(prompt)) return promptErrors.malformed('the prompt is no object')
  for (const [id, node] of Object.entries(prompt)) {
    if (!isRecord(node)) return promptErrors.malformed(`node '${id}' is no object`)
    if (node.class_type === undefined) return promptErrors.noClassType(id)
    if (!isRecord(node.inputs)) return promptErrors.malformed(`node '${id}' has no inputs`)
  }
  return null
}

/** The output nodes to execute; an unknown class anywhere refuses the whole prompt. */
function findOutputs(
  prompt: ApiPrompt,
  catalogue: NodeCatalogue,
  targets: readonly string[] | null
): Outputs {
  const ids: string[] = []
  for (const [id, node] of Object.entries(prompt)) {
    const type = catalogue.get(node.class_type ?? '')
    if (!type) return { ids: [], error: promptErrors.unknownClass(id, node) }
    if (type.definition.output_node && (!targets || targets.includes(id))) ids.push(id)
  }
  return { ids, error: ids.length === 0 ? promptErrors.noOutputs() : null }
}

/** Nodes whose errors are told; a prompt of thousands of bad nodes would else be answered with megabytes. */
const MOST_REPORTED = 500
/** Nodes of a cycle that are named. */
const MOST_NAMED = 100

function createCycleError(
  prompt: ApiPrompt,
  id: string,
  cycle: readonly string[]
): PromptErrorWire {
  const [first = ''] = cycle
  const named = cycle.slice(0, MOST_NAMED)
  const describe = (member: string) => `${member} (${prompt[member]?.class_type ?? ''})`
  const left = cycle.length - named.length
  const path = [...named.map(describe), ...(left > 0 ? [`${left} more`] : []), describe(first)]
  return promptErrors.cycle(id, named, path.join(' -> '))
}

interface Validation {
  readonly prompt: ApiPrompt
  readonly catalogue: NodeCatalogue
  readonly folders: EngineFolders
}

async function collectErrors(
  { prompt, catalogue, folders }: Validation,
  { id, check, reachedBy, cycle }: VisitedNode
): Promise<PromptErrorWire[]> {
  const fail = (exceptionType: string, message: string) =>
    reachedBy
      ? promptErrors.innerException(exceptionType, message, reachedBy.input, reachedBy.link)
      : promptErrors.exception(exceptionType, message)
  if (check.broken) return [fail(check.broken.exceptionType, check.broken.message)]
  if (cycle) return [createCycleError(prompt, id, cycle)]
  const type = catalogue.get(prompt[id]?.class_type ?? '')
  if (!type) return check.errors
  const inputs = prompt[id]?.inputs ?? {}
  try {
    return [...check.errors, ...(await findOwnErrors(type, inputs, check.values, folders))]
  } catch (error) {
    const failure = describeFailure(error)
    return [fail(failure.exceptionType, failure.message)]
  }
}

/** All nodes that need one of `ids`, those included. */
function findDependents(ids: Iterable<string>, consumers: Consumers): Set<string> {
  const found = new Set(ids)
  for (const member of found) {
    for (const consumer of consumers.get(member) ?? []) found.add(consumer)
  }
  return found
}

/** All nodes that an output needs, itself included. */
function findSources(outputId: string, { getNode }: PromptGraph): Set<string> {
  const found = new Set([outputId])
  for (const member of found) {
    for (const { link } of getNode(member)?.check.followed ?? []) found.add(link[0])
  }
  return found
}

type Consumers = ReadonlyMap<string, readonly string[]>

/** For some nodes the outputs that need them: found from whichever side has fewer, since each costs a walk. */
function mapDependentOutputs(
  ids: readonly string[],
  outputIds: readonly string[],
  graph: PromptGraph,
  consumers: Consumers
): ReadonlyMap<string, string[]> {
  const dependents = new Map(ids.map((id) => [id, [] as string[]]))
  if (outputIds.length < ids.length) {
    for (const outputId of outputIds) {
      const sources = findSources(outputId, graph)
      for (const id of ids) if (sources.has(id)) dependents.get(id)!.push(outputId)
    }
    return dependents
  }
  for (const id of ids) {
    const reached = findDependents([id], consumers)
    dependents.set(
      id,
      outputIds.filter((outputId) => reached.has(outputId))
    )
  }
  return dependents
}

function mapConsumers({ nodes }: PromptGraph): Consumers {
  const consumers = new Map<string, string[]>()
  for (const { id, check } of nodes) {
    for (const { link } of check.followed) {
      const known = consumers.get(link[0])
      if (known) known.push(id)
      else consumers.set(link[0], [id])
    }
  }
  return consumers
}

/** The prompt with all plain values in the types of their inputs, as the executor and history have them. */
function coercePrompt(prompt: ApiPrompt, { getNode }: PromptGraph): ApiPrompt {
  return Object.fromEntries(
    Object.entries(prompt).map(([id, node]) => {
      const visited = getNode(id)
      return [id, visited ? { ...node, inputs: { ...node.inputs, ...visited.check.values } } : node]
    })
  )
}

/** The errors of all nodes that have some, by node. */
async function collectNodeErrors(
  validation: Validation,
  graph: PromptGraph
): Promise<Map<string, PromptErrorWire[]>> {
  const found = new Map<string, PromptErrorWire[]>()
  for (const visited of graph.nodes) {
    const errors = await collectErrors(validation, visited)
    if (errors.length > 0) found.set(visited.id, errors)
  }
  return found
}

async function validateOutputs(
  validation: Validation,
  outputIds: readonly string[]
): Promise<ValidationResult> {
  const { prompt, catalogue } = validation
  const graph = walkPrompt(prompt, catalogue, outputIds)
  const consumers = mapConsumers(graph)
  const errors = await collectNodeErrors(validation, graph)
  const nodeErrors: Record<string, NodeErrorsWire> = {}
  const reported = [...errors].slice(0, MOST_REPORTED)
  const ids = reported.map(([id]) => id)
  const dependents = mapDependentOutputs(ids, outputIds, graph, consumers)
  for (const [id, own] of reported) {
    nodeErrors[id] = {
      errors: own,
      dependent_outputs: dependents.get(id) ?? [],
      class_type: prompt[id]?.class_type ?? ''
    }
  }
  const bad = findDependents(errors.keys(), consumers)
  const good = outputIds.filter((id) => !bad.has(id))
  if (good.length > 0) {
    return { valid: true, outputNodeIds: good, nodeErrors, prompt: coercePrompt(prompt, graph) }
  }
  const details = outputIds
    .flatMap((id) => errors.get(id) ?? [])
    .map((error) => `${error.message}: ${error.details}`)
  return { valid: false, error: promptErrors.outputsFailed(details.join('\n')), nodeErrors }
}

/**
 * Checks a prompt as ComfyUI does (protocol.md §3.2). Outputs that fail are dropped, the others may run; the prompt
 * is refused when none is left. Unlike ComfyUI's, `dependent_outputs` names exactly the outputs that need the node.
 *
 * @param prompt anything that came as a prompt
 * @param targets restricts execution to these output nodes
 */
export async function validatePrompt(
  catalogue: NodeCatalogue,
  folders: EngineFolders,
  prompt: ApiPrompt,
  targets: readonly string[] | null
): Promise<ValidationResult> {
  const formError = findFormError(prompt)
  if (formError) return { valid: false, error: formError, nodeErrors: {} }
  const outputs = findOutputs(prompt, catalogue, targets)
  if (outputs.error) return { valid: false, error: outputs.error, nodeErrors: {} }
  return validateOutputs({ prompt, catalogue, folders }, outputs.ids)
}
