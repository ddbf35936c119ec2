import type { LGraph, LGraphNode } from '@comfyorg/litegraph'
import { toExecutionId } from '@/domain/ids'
import type { ControlledValue, ControlMode, VariableTarget } from '@/domain/runSnapshot'
import { listNodes } from '../graph/walkGraph'
import { PrimitiveNode } from '../nodes/primitiveNode'
import { getChoices } from '../widgets/choiceWidgets'
import { getControlFilter, getControlMode } from '../widgets/controlWidgets'
import { readFilter } from '../widgets/controlFilter'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'
import type { PendingInput } from './collectInputs'
import type { FlatNode } from './flattenGraph'

/** Random seeds stay within what ComfyUI's own frontend draws from: exact in JavaScript and in files. */
const SEED_LIMIT = 2 ** 50

/** A widget whose value changes from run to run, and where the value goes. */
export interface Control {
  readonly mode: ControlMode
  /** The widget that is stepped on. */
  readonly widget: ComfyWidget
  readonly node: LGraphNode
  readonly targets: VariableTarget[]
  /** Widgets that hold a copy of the value in the document. */
  readonly holders: Map<ComfyWidget, LGraphNode>
}

/** The inputs of each node of a prompt. */
export type CollectedInputs = readonly (readonly [FlatNode, readonly PendingInput[]])[]

/** Finds what steps on after a run: own widgets, promoted ones, and primitives for all they feed. */
export function findControls(root: LGraph, collected: CollectedInputs): Control[] {
  const primitives = mapPrimitives(root)
  const controls = new Map<ComfyWidget, Control>()
  for (const [{ executionId }, inputs] of collected) {
    for (const input of inputs) {
      if (input.kind !== 'value' || !input.isPlain) continue
      const source = primitives.get(input.holder) ?? {
        widget: input.holder,
        node: input.holderNode
      }
      const mode = getControlMode(source.widget)
      if (mode === null || mode === 'fixed') continue
      const control = controls.get(source.widget) ?? makeControl(source, mode)
      controls.set(source.widget, control)
      control.targets.push({ executionId: toExecutionId(executionId), inputName: input.name })
      control.holders.set(input.holder, input.holderNode)
    }
  }
  return [...controls.values()]
}

function makeControl(
  { widget, node }: { widget: ComfyWidget; node: LGraphNode },
  mode: ControlMode
): Control {
  return { mode, widget, node, targets: [], holders: new Map([[widget, node]]) }
}

/** Which primitive writes a widget. */
function mapPrimitives(root: LGraph): Map<ComfyWidget, { widget: ComfyWidget; node: LGraphNode }> {
  const sources = new Map<ComfyWidget, { widget: ComfyWidget; node: LGraphNode }>()
  for (const node of listNodes(root)) {
    if (!(node instanceof PrimitiveNode)) continue
    const [widget] = getWidgets(node)
    if (widget)
      for (const target of node.listTargets()) sources.set(target.widget, { widget, node })
  }
  return sources
}

/** Limits and step of a number, or the entries a list goes through: none where its filter leaves none. */
export function getRange(widget: ComfyWidget): ControlledValue['range'] {
  if (widget.type === 'combo') {
    const isKept = readFilter(getControlFilter(widget))
    return getChoices(widget).filter((choice) => isKept(String(choice)))
  }
  const { min = 0, max = SEED_LIMIT, step2 } = widget.options
  return {
    min: Math.max(-SEED_LIMIT, min),
    max: Math.min(SEED_LIMIT, max),
    step: step2 || 1
  }
}
