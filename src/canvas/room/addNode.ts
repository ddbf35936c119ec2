import type { LGraphCanvas } from '@comfyorg/litegraph'
import type { PagePoint } from '@/services/services'
import { insertNode, setValues, toGraphPoint } from './insertNode'

/** Puts a node on the graph, or the values into a node of that type that lies at the point. @returns whether it could */
export function addNode(
  canvas: LGraphCanvas,
  classType: string,
  at: PagePoint | null,
  values: Readonly<Record<string, unknown>>
): boolean {
  const { graph } = canvas
  const hasValues = Object.keys(values).length > 0
  const there = at && hasValues && graph?.getNodeOnPos(...toGraphPoint(canvas, at))
  if (!graph || !there || there.type !== classType)
    return insertNode(canvas, classType, at, [], values) !== null
  graph.beforeChange()
  setValues(there, values)
  graph.afterChange()
  canvas.setDirty(true, true)
  return true
}
