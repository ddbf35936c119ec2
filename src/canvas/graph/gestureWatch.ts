import type { Cancel, Clock } from '@/domain/time'

/** ms without another change after which typing counts as one step. */
const TYPING_PAUSE = 500
/** LiteGraph's menus and dialogs; what is chosen or typed there may change a node without a word. */
const EDITORS = '.litecontextmenu, .graphdialog, .litegraph.dialog'

const TEXT_FIELDS = 'input, textarea, [contenteditable]'

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}

/** A command by keys is a step of its own; in a text field it is part of the typing. */
function isCommand({ ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !isWithin(target, TEXT_FIELDS)
}

function isConfirmation({ key, target }: KeyboardEvent): boolean {
  return key === 'Enter' && isWithin(target, EDITORS)
}

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
  /** More of the last change may follow at once. */
  let isTyped = false
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
  function settleIdle(): void {
    if (!isDown) settle()
  }
  function settleAfter(delay: number): void {
    timer?.()
    timer = clock.after(delay, settle)
  }
  function endGesture({ target }: Event): void {
    isDown = false
    hasChanged = true
    isTyped = false
    isLikely ||= isWithin(target, EDITORS)
    // The canvas hears the same event; what it does of it belongs to the gesture.
    settleAfter(0)
  }
  const unlisten = listen({
    pointerdown() {
      // What was typed just before is a step of its own. A second finger only joins what is under way.
      settleIdle()
      isDown = true
    },
    pointerup: endGesture,
    pointercancel: endGesture,
    // What is typed next is typed elsewhere.
    focusin: settleIdle,
    // Keys overtake timers on a busy machine: what was done before this one is over, unless it is being typed.
    keydown(event) {
      if (!isTyped || isCommand(event as KeyboardEvent)) settleIdle()
      if (isConfirmation(event as KeyboardEvent)) endGesture(event)
    }
  })
  return {
    noteChange(isTyping) {
      hasChanged = true
      isTyped = isTyping
      if (!isDown) settleAfter(isTyping ? TYPING_PAUSE : 0)
    },
    settle,
    settleIdle,
    dispose() {
      timer?.()
      unlisten()
    }
  }
}

/** Before anything else in the page hears of them. */
function listen(events: Readonly<Record<string, (event: Event) => void>>): Cancel {
  const all = Object.entries(events)
  for (const [type, listener] of all) window.addEventListener(type, listener, true)
  return () => {
    for (const [type, listener] of all) window.removeEventListener(type, listener, true)
  }
}
