import type { CanvasPointerEvent, IContextMenuValue, Subgraph } from '@comfyorg/litegraph'
import { LGraphCanvas } from '@comfyorg/litegraph'
import { openMenu } from '../setup/contextMenu'
import type { BorderSlot } from '../subgraphs/editBorder'
import { disconnectSlot, getSide, moveSlot, removeSlot } from '../subgraphs/editBorder'
import { askTitle } from '../view/titleEditor'
import { changeGraph } from './changeGraph'

/** What the menu of a slot on a subgraph's border offers: LiteGraph's own entries, and moving it. */
export function listBorderEntries(
  canvas: LGraphCanvas,
  subgraph: Subgraph,
  slot: BorderSlot
): IContextMenuValue<string>[] {
  const side = getSide(subgraph, slot)
  const place = side.indexOf(slot)
  // The border's last slot, which takes new links, is none of them.
  if (place === -1) return []
  const entry = (content: string, change: () => void, disabled = false) => ({
    content,
    disabled,
    callback: () => changeGraph(canvas, change)
  })
  return [
    entry('Disconnect Links', () => disconnectSlot(subgraph, slot), slot.linkIds.length === 0),
    { content: 'Rename Slot', callback: () => askTitle(canvas, slot) },
    entry('Move Up', () => moveSlot(subgraph, slot, place - 1), place === 0),
    entry('Move Down', () => moveSlot(subgraph, slot, place + 1), place === side.length - 1),
    entry('Remove Slot', () => removeSlot(subgraph, slot))
  ]
}

/** Opens the menu where LiteGraph would open its own, and has a slot that is pressed twice renamed in its place. */
export function installBorderMenu(subgraph: Subgraph): void {
  for (const border of [subgraph.inputNode, subgraph.outputNode]) {
    const { onPointerDown } = border
    Object.assign(border, {
      showSlotContextMenu(slot: BorderSlot, event: CanvasPointerEvent) {
        const canvas = LGraphCanvas.active_canvas
        const entries = listBorderEntries(canvas, subgraph, slot)
        if (entries.length > 0)
          openMenu(entries, { event, title: slot.displayName || 'Slot' } as never)
      },
      onPointerDown(...given: Parameters<typeof onPointerDown>) {
        onPointerDown.apply(border, given)
        const [event, pointer] = given
        const slot = border.getSlotInPosition(event.canvasX, event.canvasY)
        if (event.button !== 0 || !slot || slot === border.emptySlot) return
        pointer.onDoubleClick = () => askTitle(LGraphCanvas.active_canvas, slot)
      }
    })
  }
}
