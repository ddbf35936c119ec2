import { DocumentError } from '@/domain/documentError'
import { mintUuid } from '@/domain/uuid'
import { t } from '@/i18n/translate'
import { isObject, toInteger, toList } from './coerce'
import type { DocumentJson, JsonObject, RepairLog, SubgraphJson } from './documentTypes'
import { assertWithinLimits } from './limits'
import { readGraph } from './readGraph'
import { readSubgraph } from './readSubgraph'

const ZERO_UUID = '00000000-0000-0000-0000-000000000000'
/** LiteGraph refuses more. */
const MAX_NODES = 10_000

/** `workflow`: a document of schema 0.4 or 1. `prompt`: the nodes of one in API format, by id. */
export interface FoundDocument {
  readonly kind: 'workflow' | 'prompt'
  readonly source: JsonObject
}

/**
 * Finds the workflow or prompt that a value is, or holds: scripts keep both under their names, as pictures do, and the
 * body of a request to run a prompt has it beside other things.
 * @throws DocumentError when there is neither
 */
export function findDocument(value: unknown): FoundDocument {
  assertWithinLimits(value)
  if (!isObject(value)) throw new DocumentError(t('documents.noObject'))
  if (isWorkflow(value)) return { kind: 'workflow', source: value }
  if (isObject(value.workflow) && isWorkflow(value.workflow))
    return { kind: 'workflow', source: value.workflow }
  const prompt = findPrompt(value) ?? (isObject(value.prompt) ? findPrompt(value.prompt) : null)
  if (prompt) return { kind: 'prompt', source: prompt }
  if (isObject(value.nodes)) throw new DocumentError(t('documents.noNodeList'))
  throw new DocumentError(t('documents.noWorkflow'))
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

/** Nodes name their class, unless all that is there are nodes; tools write other things beside them. */
function findPrompt(value: JsonObject): JsonObject | null {
  const nodes = Object.entries(value).filter(([, node]) => isObject(node) && isObject(node.inputs))
  const isAll = nodes.length === Object.keys(value).length
  const isNamed = nodes.some(([, node]) => typeof (node as JsonObject).class_type === 'string')
  return nodes.length > 0 && (isAll || isNamed) ? Object.fromEntries(nodes) : null
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
    throw new DocumentError(t('documents.tooManyNodes', { count, most: MAX_NODES }))
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
      log.add(t('documents.badSubgraph'))
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
