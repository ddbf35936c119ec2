import type { LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import { findChoice } from '@/domain/modelLoaders'
import type { PagePoint } from '@/services/services'
import { changeGraph } from '../menus/changeGraph'
import { getChoices } from '../widgets/choiceWidgets'
import { getUploadTarget, setFile } from '../widgets/uploadWidgets'
import { getWidgets } from '../widgets/widget'
import { setValues, toGraphPoint } from './insertNode'

/** Gives the value to the first field of the node at a point that lists it. @returns whether one does */
export function chooseAt(canvas: LGraphCanvas, at: PagePoint, value: string): boolean {
  const node = findNodeAt(canvas, at)
  if (!node) return false
  for (const widget of getWidgets(node)) {
    const choice = widget.type === 'combo' ? findChoice(getChoices(widget), value) : null
    if (choice === null) continue
    changeGraph(canvas, () => setValues(node, { [widget.name]: choice }))
    return true
  }
  return false
}

/**
 * Gives a file to the node at a point, if it loads such files.
 * @param value the file as fields name it: `folder/name.png [output]`
 */
export function loadFileAt(
  canvas: LGraphCanvas,
  at: PagePoint,
  media: string,
  value: string
): boolean {
  const node = findNodeAt(canvas, at)
  const target = node && getUploadTarget(node)
  if (!node || target?.media !== media) return false
  changeGraph(canvas, () => setFile(node, target.name, value))
  return true
}

function findNodeAt(canvas: LGraphCanvas, at: PagePoint): LGraphNode | null {
  return canvas.graph?.getNodeOnPos(...toGraphPoint(canvas, at)) ?? null
}
