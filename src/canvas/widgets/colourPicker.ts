/** Opens the browser's own picker at a point of the page. @param onPick told of each colour as it is tried */
export function openColourPicker(
  value: string,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  onPick: (colour: string) => void
): void {
  const picker = document.createElement('input')
  picker.type = 'color'
  picker.value = value
  Object.assign(picker.style, {
    position: 'fixed',
    left: `${clientX}px`,
    top: `${clientY}px`,
    opacity: '0',
    pointerEvents: 'none'
  })
  document.body.append(picker)
  picker.addEventListener('input', () => onPick(picker.value))
  const close = (): void => {
    // Taking it away takes its focus away, too.
    picker.removeEventListener('blur', close)
    picker.remove()
  }
  picker.addEventListener('change', close)
  picker.addEventListener('blur', close)
  picker.click()
}
