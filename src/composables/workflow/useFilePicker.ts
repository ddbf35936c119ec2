/** Asks for files to open. @param onFiles called with what was chosen; not called when nothing was */
export function useFilePicker(
  accept: string,
  onFiles: (files: readonly File[]) => void
): () => void {
  return () => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.multiple = true
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])]
      if (files.length > 0) onFiles(files)
    })
    input.click()
  }
}
