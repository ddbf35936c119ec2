import type { Cancel, Clock } from '@/domain/time'

/** ms without another change after which typing counts as one step. */
const TYPING_PAUSE = 500
/** LiteGraph's menus and dialogs; what is chosen or typed there may change a node without a word. */
const EDITORS = '.litecontextmenu, .graphdialog, .litegraph.dialog'

/** Says when a gesture is over, so that all it changed is one step. */
export interface GestureWatch {
  /** Something changed. @param isTyping more of the same is likely to follow at once */
  noteChange(isTyping: boolean): void
  /** Ends the gesture now, if something changed. */
  settle(): void
  /** Ends it unless the pointer is down: a drag under way stays one step. */
  settleIdle(): void
  dispose(): void
}

/**
 * @param onOver called once after each gesture; also after pointer gestures that announced nothing, since some edits
 * (a collapsed node) tell nobody. `isLikely` when a menu or dialog was used: then even counting tells nothing.
 */
export function createGestureWatch(
  clock: Clock,
  onOver: (isLikely: boolean) => void
): GestureWatch {
  let isDown = false
  let hasChanged = false
  let isLikely = false
  let timer: Cancel | null = null

  function settle(): void {
    timer?.()
    timer = null
    if (!hasChanged) return
    const wasLikely = isLikely
    hasChanged = false
    isLikely = false
    onOver(wasLikely)
  }
  function settleAfter(delay: number): void {
    timer?.()
    timer = clock.after(delay, settle)
  }
  function endGesture({ target }: Event): void {
    isDown = false
    hasChanged = true
    isLikely ||= target instanceof Element && target.closest(EDITORS) !== null
    // The canvas hears the same event; what it does of it belongs to the gesture.
    settleAfter(0)
  }
  const events: Readonly<Record<string, (event: Event) => void>> = {
    pointerdown: () => void (isDown = true),
    pointerup: endGesture,
    pointercancel: endGesture,
    keydown(event) {
      const { key, target } = event as KeyboardEvent
      const isDialog = target instanceof Element && target.closest(EDITORS) !== null
      if (key === 'Enter' && isDialog) endGesture(event)
    }
  }
  for (const [type, listener] of Object.entries(events))
    window.addEventListener(type, listener, true)
  return {
    noteChange(isTyping) {
      hasChanged = true
      if (!isDown) settleAfter(isTyping ? TYPING_PAUSE : 0)
    },
    settle,
    settleIdle() {
      if (!isDown) settle()
    },
    dispose() {
      timer?.()
      for (const [type, listener] of Object.entries(events))
        window.removeEventListener(type, listener, true)
    }
  }
}
