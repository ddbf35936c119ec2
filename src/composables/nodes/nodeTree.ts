import type { NodeEntry } from '@/domain/nodeEntry'

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
    }
  | {
      readonly kind: 'node'
      readonly key: string
      readonly entry: NodeEntry
      readonly depth: number
    }

const UNSORTED = 'without a category'

function makeFolder(path: string, name: string): NodeFolder {
  return { path, name, folders: new Map(), entries: [] }
}

/** Sorts node types into their categories. */
export function buildNodeTree(entries: readonly NodeEntry[]): NodeFolder {
  const root = makeFolder('', '')
  for (const entry of entries) {
    let folder = root
    for (const name of (entry.category || UNSORTED).split('/').filter(Boolean)) {
      const path = folder.path ? `${folder.path}/${name}` : name
      const below = folder.folders.get(name) ?? makeFolder(path, name)
      folder.folders.set(name, below)
      folder = below
    }
    folder.entries.push(entry)
  }
  return root
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

function countEntries(folder: NodeFolder): number {
  let count = folder.entries.length
  for (const below of folder.folders.values()) count += countEntries(below)
  return count
}

function sortBy<T>(items: Iterable<T>, getName: (item: T) => string): T[] {
  return [...items].sort((a, b) => getName(a).localeCompare(getName(b)))
}
