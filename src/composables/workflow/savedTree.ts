import type { SavedWorkflow } from './savedWorkflow'

/** One line of the saved workflows: a folder, or a file. */
export type SavedRow =
  | {
      readonly kind: 'folder'
      readonly key: string
      readonly label: string
      readonly depth: number
      readonly isOpen: boolean
    }
  | {
      readonly kind: 'file'
      readonly key: string
      readonly label: string
      readonly depth: number
      readonly saved: SavedWorkflow
    }

/**
 * The lines that show when just these folders are open; folders come before files, each by name.
 * @param folder names of files begin with it; its own line is not among the result
 */
export function listSavedTree(
  workflows: readonly SavedWorkflow[],
  isOpen: (folder: string) => boolean,
  folder = '',
  depth = 0
): readonly SavedRow[] {
  const below = new Set<string>()
  const files: SavedRow[] = []
  for (const saved of workflows) {
    if (!saved.name.startsWith(folder)) continue
    const rest = saved.name.slice(folder.length)
    const end = rest.indexOf('/')
    if (end === -1) files.push({ kind: 'file', key: saved.path, label: rest, depth, saved })
    else below.add(rest.slice(0, end))
  }
  const folders = [...below].sort(compare).flatMap((label): readonly SavedRow[] => {
    const path = `${folder}${label}/`
    const open = isOpen(path)
    const line: SavedRow = { kind: 'folder', key: path, label, depth, isOpen: open }
    return open ? [line, ...listSavedTree(workflows, isOpen, path, depth + 1)] : [line]
  })
  return [...folders, ...files.sort((a, b) => compare(a.label, b.label))]
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, undefined, { numeric: true })
}
