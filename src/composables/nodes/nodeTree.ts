import type { BookmarkLook, Bookmarks } from '@/domain/nodeBookmarks'
import { getFolder, getName, isFolder, listFolders } from '@/domain/nodeBookmarks'
import type { NodeEntry } from '@/domain/nodeEntry'
import { t } from '@/i18n/translate'

/** A category with all below it. */
interface NodeFolder {
  readonly path: string
  readonly name: string
  readonly folders: Map<string, NodeFolder>
  readonly entries: NodeEntry[]
}

/** One visible line of the tree. */
export type NodeTreeRow =
  | {
      readonly kind: 'folder'
      readonly key: string
      readonly name: string
      readonly depth: number
      /** Nodes in it and below. */
      readonly count: number
      readonly isOpen: boolean
      /** Path of a folder of bookmarks, with its look; categories leave it out. */
      readonly bookmarks?: { readonly path: string; readonly look: BookmarkLook }
    }
  | {
      readonly kind: 'node'
      readonly key: string
      readonly entry: NodeEntry
      readonly depth: number
      /** It stands here because it is bookmarked. */
      readonly isBookmark?: boolean
      /** Tells it from another of the same title that was found: its category. */
      readonly from?: string
    }

function makeFolder(path: string, name: string): NodeFolder {
  return { path, name, folders: new Map(), entries: [] }
}

/** Sorts node types into their categories. */
export function buildNodeTree(entries: readonly NodeEntry[]): NodeFolder {
  const root = makeFolder('', '')
  for (const entry of entries) {
    let folder = root
    for (const [name, label] of listParts(entry)) {
      const path = folder.path ? `${folder.path}/${name}` : name
      const below = folder.folders.get(name) ?? makeFolder(path, label)
      folder.folders.set(name, below)
      folder = below
    }
    folder.entries.push(entry)
  }
  return root
}

/** Folders from the top down: what they are called in definitions, and what people read. */
function listParts({ category, categoryLabel }: NodeEntry): readonly (readonly [string, string])[] {
  if (category === '') return [['\u0000', t('nodes.unsorted')]]
  const labels = categoryLabel.split('/')
  return category
    .split('/')
    .map((name, place) => [name, labels[place] ?? name] as const)
    .filter(([name]) => name !== '')
}

/** The lines that show when just these folders are open: folders first, each group by name. */
export function listNodeTree(
  root: NodeFolder,
  isOpen: (path: string) => boolean
): readonly NodeTreeRow[] {
  const rows: NodeTreeRow[] = []
  const visit = (folder: NodeFolder, depth: number): void => {
    for (const below of sortBy(folder.folders.values(), ({ name }) => name)) {
      const open = isOpen(below.path)
      rows.push({
        kind: 'folder',
        key: below.path,
        name: below.name,
        depth,
        count: countEntries(below),
        isOpen: open
      })
      if (open) visit(below, depth + 1)
    }
    for (const entry of sortBy(folder.entries, ({ title }) => title))
      rows.push({ kind: 'node', key: `${folder.path}#${entry.type}`, entry, depth })
  }
  visit(root, 0)
  return rows
}

/** What was found, without folders. */
export function listFound(entries: readonly NodeEntry[]): readonly NodeTreeRow[] {
  const counts = new Map<string, number>()
  for (const { title } of entries) counts.set(title, (counts.get(title) ?? 0) + 1)
  return entries.map((entry) => ({
    kind: 'node',
    key: entry.type,
    entry,
    depth: 0,
    ...(counts.get(entry.title) !== 1 && { from: entry.categoryLabel.replaceAll('/', ' / ') })
  }))
}

/** The lines of bookmarks: folders first, each with what is in it, in the order in which it was marked. */
export function listBookmarks(
  { list, looks }: Bookmarks,
  byType: ReadonlyMap<string, NodeEntry>,
  isOpen: (key: string) => boolean
): readonly NodeTreeRow[] {
  const folders = listFolders(list)
  const marks = list.filter((path) => !isFolder(path) && byType.has(getName(path)))
  const rows: NodeTreeRow[] = []
  const visit = (parent: string, depth: number): void => {
    for (const path of folders.filter((folder) => getFolder(folder) === parent)) {
      const key = `bookmark:${path}`
      const count = marks.filter((mark) => mark.startsWith(path)).length
      rows.push({
        kind: 'folder',
        key,
        name: getName(path),
        depth,
        count,
        isOpen: isOpen(key),
        bookmarks: { path, look: looks[path] ?? {} }
      })
      if (isOpen(key)) visit(path, depth + 1)
    }
    for (const path of marks.filter((mark) => getFolder(mark) === parent)) {
      const entry = byType.get(getName(path))!
      rows.push({ kind: 'node', key: `bookmark#${path}`, entry, depth, isBookmark: true })
    }
  }
  visit('', 0)
  return rows
}

function countEntries(folder: NodeFolder): number {
  let count = folder.entries.length
  for (const below of folder.folders.values()) count += countEntries(below)
  return count
}

function sortBy<T>(items: Iterable<T>, getName: (item: T) => string): T[] {
  return [...items].sort((a, b) => getName(a).localeCompare(getName(b)))
}
