import type { IContextMenuValue, LGraphCanvas } from '@comfyorg/litegraph'
import { LGraphEventMode } from '@comfyorg/litegraph'
import { listSelectedNodes } from '../graph/editGroups'
import { changeGraph } from './changeGraph'

const MODES = [
  ['Always', LGraphEventMode.ALWAYS],
  ['Never', LGraphEventMode.NEVER],
  ['Bypass', LGraphEventMode.BYPASS]
] as const

/** What the selected nodes do in a run. LiteGraph's own list has modes that ComfyUI doesn't know. */
export function listModes(canvas: LGraphCanvas): IContextMenuValue<string>[] {
  const nodes = listSelectedNodes(canvas)
  return MODES.map(([content, mode]) => ({
    content,
    disabled: nodes.every((node) => node.mode === mode),
    callback: () =>
      changeGraph(canvas, () => {
        for (const node of listSelectedNodes(canvas)) node.mode = mode
      })
  }))
}
