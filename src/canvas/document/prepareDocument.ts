import { t } from '@/i18n/translate'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { buildFromPrompt } from './apiPrompt'
import { applyCanvasScale } from './canvasScale'
import type { DocumentJson, RepairLog } from './documentTypes'
import { unfoldGroupNodes } from './groupNodes'
import { promoteProxies } from './promoteProxies'
import { findDocument, readDocument } from './readDocument'
import { renumberNodes } from './renumberNodes'
import { repairLinks } from './repairLinks'
import { repairReroutes } from './repairReroutes'
import { sortSubgraphs } from './sortSubgraphs'

export interface PreparedDocument {
  readonly document: DocumentJson
  /** What was mended, in words for people. */
  readonly repairs: readonly string[]
}

/**
 * Makes any document that ComfyUI's frontends read ready for a live graph: read, repaired, in the newest form.
 * The source is not changed.
 * @throws DocumentError when it is no workflow
 */
export function prepareDocument(source: unknown, definitions: ObjectInfoWire): PreparedDocument {
  const repairs: string[] = []
  const log: RepairLog = { add: (repair) => void repairs.push(repair) }
  const found = findDocument(source)
  const document =
    found.kind === 'prompt'
      ? buildFromPrompt(found.source, definitions, log)
      : readDocument(found.source, log)
  let lost = repairLinks(document, log)
  for (const subgraph of document.subgraphs) lost += repairLinks(subgraph, log, subgraph)
  if (lost > 0) log.add(t('documents.linksRemoved', { count: lost }))
  for (const graph of [document, ...document.subgraphs]) repairReroutes(graph)
  applyCanvasScale(document)
  renumberNodes(document, log)
  raiseCounters(document)
  unfoldGroupNodes(document, definitions, log)
  sortSubgraphs(document, log)
  promoteProxies(document, definitions)
  return { document, repairs }
}

/** New ids count on from the highest in use, whatever the document claims. */
function raiseCounters(document: DocumentJson): void {
  for (const { state, links, reroutes, groups } of [document, ...document.subgraphs]) {
    for (const { id } of links) state.lastLinkId = Math.max(state.lastLinkId, id)
    for (const { id } of reroutes) state.lastRerouteId = Math.max(state.lastRerouteId, id)
    for (const { id } of groups)
      if (typeof id === 'number') state.lastGroupId = Math.max(state.lastGroupId, id)
  }
}
