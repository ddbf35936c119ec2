import type { SavedWorkflow } from '@/domain/savedWorkflow'

interface RowBase {
  /** Differs among all lines: one workflow may stand among the bookmarks and in its folder. */
  readonly key: string
  readonly label: string
  readonly depth: number
}

/** One line of the saved workflows: a folder, or a file. */
export type SavedRow = RowBase &
  (
    | {
        readonly kind: 'folder'
        /** Names of files in it begin with this; null for the bookmarks. */
        readonly folder: string | null
        readonly isOpen: boolean
        /** Workflows in it and below. */
        readonly files: readonly SavedWorkflow[]
      }
    | { readonly kind: 'file'; readonly saved: SavedWorkflow }
  )

export type SavedFolderRow = SavedRow & { readonly kind: 'folder' }
export type SavedFileRow = SavedRow & { readonly kind: 'file' }

/** Key of the line that holds the bookmarks. */
export const BOOKMARKS_KEY = '*'

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
  const below = new Map<string, SavedWorkflow[]>()
  const files: SavedWorkflow[] = []
  for (const saved of workflows) {
    const rest = saved.name.slice(folder.length)
    const end = rest.indexOf('/')
    if (end === -1) {
      files.push(saved)
      continue
    }
    const label = rest.slice(0, end)
    const inside = below.get(label)
    if (inside) inside.push(saved)
    else below.set(label, [saved])
  }
  const folders = [...below].sort(([a], [b]) => compare(a, b))
  const rows = folders.flatMap(([label, inside]): readonly SavedRow[] => {
    const path = `${folder}${label}/`
    const open = isOpen(path)
    const line: SavedRow = {
      kind: 'folder',
      key: path,
      label,
      depth,
      folder: path,
      isOpen: open,
      files: inside
    }
    return open ? [line, ...listSavedTree(inside, isOpen, path, depth + 1)] : [line]
  })
  return [...rows, ...listFiles(files, depth, (name) => name.slice(folder.length))]
}

/** The bookmarked workflows under a line of their own; nothing when there are none. */
export function listBookmarks(
  workflows: readonly SavedWorkflow[],
  bookmarks: ReadonlySet<string>,
  label: string,
  isOpen: boolean
): readonly SavedRow[] {
  const files = workflows.filter(({ path }) => bookmarks.has(path))
  if (files.length === 0) return []
  const line: SavedRow = {
    kind: 'folder',
    key: BOOKMARKS_KEY,
    label,
    depth: 0,
    folder: null,
    isOpen,
    files
  }
  const below = isOpen ? listFiles(files, 1, (name) => name) : []
  return [line, ...below.map((row) => ({ ...row, key: `${BOOKMARKS_KEY}${row.key}` }))]
}

/** The workflows whose name has all the words, with their folders. */
export function searchSaved(
  workflows: readonly SavedWorkflow[],
  text: string
): readonly SavedRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = workflows.filter(({ name }) => {
    const said = name.toLowerCase()
    return words.every((word) => said.includes(word))
  })
  return listFiles(found, 0, (name) => name)
}

function listFiles(
  files: readonly SavedWorkflow[],
  depth: number,
  getLabel: (name: string) => string
): readonly SavedRow[] {
  return files
    .map((saved): SavedRow => {
      return { kind: 'file', key: saved.path, label: getLabel(saved.name), depth, saved }
    })
    .sort((a, b) => compare(a.label, b.label))
}

const collator = new Intl.Collator(undefined, { numeric: true })

function compare(a: string, b: string): number {
  return collator.compare(a, b)
}
