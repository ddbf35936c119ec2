import type { LGraphCanvas } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import { t } from '@/i18n/translate'
import type { WorkflowJson } from '@/protocol/prompt'
import { getCanvasHost } from '../canvasHost'
import { toList } from '../document/coerce'
import type { JsonObject } from '../document/documentTypes'
import { serialiseDocument } from '../document/serialiseDocument'
import type { WorkflowGraph } from '../graph/workflowGraph'

/** A document with nothing but an instance and the definitions that it needs. */
export function makeBlueprintDocument(instance: SubgraphNode): WorkflowJson {
  const root = instance.rootGraph as WorkflowGraph
  const { definitions } = serialiseDocument(root) as { definitions?: JsonObject }
  const byId = new Map(
    (toList(definitions?.subgraphs) as JsonObject[]).map((entry) => [entry.id, entry])
  )
  const needed = new Map<unknown, JsonObject>()
  const collect = (type: unknown): void => {
    const definition = byId.get(type)
    if (!definition || needed.has(type)) return
    needed.set(type, definition)
    for (const node of toList(definition.nodes) as JsonObject[]) collect(node.type)
  }
  collect(instance.type)
  const node = JSON.parse(JSON.stringify(instance.serialize())) as JsonObject
  for (const input of toList(node.inputs) as JsonObject[]) input.link = null
  for (const output of toList(node.outputs) as JsonObject[]) output.links = null
  return {
    revision: 0,
    last_node_id: Number(instance.id),
    last_link_id: 0,
    nodes: [node],
    links: [],
    groups: [],
    definitions: { subgraphs: [...needed.values()] },
    config: {},
    extra: {},
    version: 0.4
  } as unknown as WorkflowJson
}

/** Asks for a name, and keeps the selected subgraph for other workflows. @returns false when none is selected */
export function publishSelected(canvas: LGraphCanvas): boolean {
  const instance = [...canvas.selectedItems].find((item) => item instanceof SubgraphNode)
  if (!instance) return false
  const { left, top, width, height } = canvas.canvas.getBoundingClientRect()
  // LiteGraph opens its dialog where an event was.
  const at = { clientX: left + width / 2, clientY: top + height / 2 }
  canvas.prompt(
    t('menus.blueprintName'),
    instance.title || instance.subgraph.name,
    (name: string) => {
      if (name.trim())
        getCanvasHost().publishBlueprint(name.trim(), makeBlueprintDocument(instance))
    },
    at as never
  )
  return true
}
