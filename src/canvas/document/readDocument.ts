import { DocumentError } from '@/domain/documentError'
import { mintUuid } from '@/domain/uuid'
import { isObject, toInteger, toList } from './coerce'
import type { DocumentJson, JsonObject, RepairLog, SubgraphJson } from './documentTypes'
import { assertWithinLimits } from './limits'
import { readGraph } from './readGraph'
import { readSubgraph } from './readSubgraph'

const ZERO_UUID = '00000000-0000-0000-0000-000000000000'
/** LiteGraph refuses more. */
const MAX_NODES = 10_000

/** `workflow`: a document of schema 0.4 or 1. `prompt`: the API format. */
export type DocumentKind = 'workflow' | 'prompt'

/** @throws DocumentError when the value is neither. */
export function detectKind(value: unknown): DocumentKind {
  assertWithinLimits(value)
  if (!isObject(value)) throw new DocumentError('This is no workflow: a workflow is a JSON object.')
  if (isWorkflow(value)) return 'workflow'
  if (isPrompt(value)) return 'prompt'
  if (isObject(value.nodes))
    throw new DocumentError('This is no workflow: its list of nodes is not a list.')
  throw new DocumentError(
    'This is no workflow: it has neither nodes and links nor a prompt in API format.'
  )
}

/** Other tools also have a list of nodes; links or a version number tell ours. */
function isWorkflow(value: JsonObject): boolean {
  return (
    Array.isArray(value.nodes) &&
    (Array.isArray(value.links) ||
      typeof value.version === 'number' ||
      toInteger(value.last_node_id) !== null)
  )
}

function isPrompt(value: JsonObject): boolean {
  const nodes = Object.values(value)
  return nodes.length > 0 && nodes.every((node) => isObject(node) && isObject(node.inputs))
}

/** Reads a workflow of any schema. @throws DocumentError */
export function readDocument(source: JsonObject, log: RepairLog): DocumentJson {
  const document: DocumentJson = {
    ...readGraph(source, log),
    id: readDocumentId(source.id),
    subgraphs: readDefinitions(source, log)
  }
  const count = [document, ...document.subgraphs].reduce((sum, { nodes }) => sum + nodes.length, 0)
  if (count > MAX_NODES)
    throw new DocumentError(`The workflow has ${count} nodes; at most ${MAX_NODES} can be opened.`)
  return document
}

function readDocumentId(value: unknown): string {
  return typeof value === 'string' && value !== '' && value !== ZERO_UUID ? value : mintUuid()
}

function readDefinitions(source: JsonObject, log: RepairLog): SubgraphJson[] {
  const subgraphs: SubgraphJson[] = []
  const seen = new Set<string>()
  for (const value of listDefinitions(source)) {
    const subgraph = readSubgraph(value, log)
    if (!subgraph || seen.has(subgraph.id)) {
      log.add(
        'A subgraph definition without an id, or a second one with the same id, was left out.'
      )
      continue
    }
    seen.add(subgraph.id)
    subgraphs.push(subgraph)
  }
  return subgraphs
}

/** Definitions may themselves carry definitions. */
function listDefinitions(source: JsonObject): unknown[] {
  const definitions = isObject(source.definitions) ? toList(source.definitions.subgraphs) : []
  return definitions.flatMap((value) => [value, ...(isObject(value) ? listDefinitions(value) : [])])
}
