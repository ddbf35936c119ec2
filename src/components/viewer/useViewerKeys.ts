export interface ViewerKeyActions {
  step(by: number): void
  stepJob(by: number): void
  zoomIn(): void
  zoomOut(): void
  fit(): void
  natural(): void
  compare(): void
  download(): void
}

/** Keys of the viewer; Escape is the dialog's own. Players keep theirs while they have the focus. */
export function makeViewerKeys(actions: ViewerKeyActions): (event: KeyboardEvent) => void {
  const keys: Record<string, () => void> = {
    ArrowRight: () => actions.step(1),
    ArrowLeft: () => actions.step(-1),
    ArrowDown: () => actions.stepJob(1),
    ArrowUp: () => actions.stepJob(-1),
    '+': actions.zoomIn,
    '=': actions.zoomIn,
    '-': actions.zoomOut,
    '0': actions.fit,
    '1': actions.natural,
    c: actions.compare,
    d: actions.download
  }
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof HTMLMediaElement) return
    const action = keys[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }
}
