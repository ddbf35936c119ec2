import type { ShallowRef } from 'vue'
import { shallowRef } from 'vue'

export interface FileDrop {
  /** Files are dragged over the page. */
  readonly isOver: Readonly<ShallowRef<boolean>>
  over(event: DragEvent): void
  leave(event: DragEvent): void
  drop(event: DragEvent): void
}

export interface FileDropListeners {
  onFiles(files: readonly File[]): void
  /** A picture or link of another page, of which the browser tells the address alone. */
  onAddress(address: string): void
}

/**
 * Takes files that are dropped where nobody else wants them: a node that takes a picture handles its drop first, and
 * says so by preventing the default.
 */
export function useFileDrop({ onFiles, onAddress }: FileDropListeners): FileDrop {
  const isOver = shallowRef(false)
  const isWanted = ({ dataTransfer, defaultPrevented }: DragEvent): boolean => {
    const types = dataTransfer?.types ?? []
    // Nodes, models and files of the panels, which their own handlers take, are no addresses.
    return types.includes('Files') || (!defaultPrevented && types.includes('text/uri-list'))
  }
  return {
    isOver,
    over(event) {
      if (!isWanted(event)) return
      event.preventDefault()
      isOver.value = true
    },
    leave(event) {
      const { currentTarget, relatedTarget } = event
      const isInside =
        relatedTarget instanceof Node && (currentTarget as Element).contains(relatedTarget)
      if (!isInside) isOver.value = false
    },
    drop(event) {
      isOver.value = false
      if (event.defaultPrevented || !isWanted(event)) return
      event.preventDefault()
      const files = [...(event.dataTransfer?.files ?? [])]
      const address = readAddress(event.dataTransfer)
      // Some browsers hand over a dragged picture as a bitmap, which carries nothing any more.
      const isStripped = files.every(({ type }) => type === 'image/bmp')
      if (address !== null && isStripped) onAddress(address)
      else onFiles(files)
    }
  }
}

/** The first of the addresses: lines, of which some are remarks. */
function readAddress(transfer: DataTransfer | null): string | null {
  const lines = (transfer?.getData('text/uri-list') ?? '').split(/\r?\n/)
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? null
}
