import type { ModelFile } from '@/domain/modelFile'

/** What is known of one kind of models. */
export interface ModelKind {
  readonly name: string
  readonly phase: 'unread' | 'loading' | 'ready' | 'failed'
  readonly files: readonly ModelFile[]
}

interface RowBase {
  readonly key: string
  readonly depth: number
}

/** One visible line of the tree. */
export type ModelRow = RowBase &
  (
    | {
        readonly kind: 'folder'
        readonly name: string
        /** Files in it and below; null before it was read. */
        readonly count: number | null
        readonly isOpen: boolean
      }
    | { readonly kind: 'file'; readonly name: string; readonly model: ModelFile }
    /** In place of files, while there are none to show. */
    | { readonly kind: 'note'; readonly phase: 'loading' | 'failed' | 'empty' }
  )

/** The lines that show when just these folders are open. */
export function listModelTree(
  kinds: readonly ModelKind[],
  isOpen: (key: string) => boolean
): readonly ModelRow[] {
  return kinds.flatMap((kind): ModelRow[] => {
    const { name, phase, files } = kind
    const open = isOpen(name)
    const count = phase === 'ready' ? files.length : null
    const row: ModelRow = { kind: 'folder', key: name, depth: 0, name, count, isOpen: open }
    if (!open) return [row]
    if (files.length > 0) return [row, ...listFolder(name, '', files, 1, isOpen)]
    const note = phase === 'failed' ? 'failed' : phase === 'ready' ? 'empty' : 'loading'
    return [row, { kind: 'note', key: `${name}?`, depth: 1, phase: note }]
  })
}

/** Folders first, each group by name. */
function listFolder(
  key: string,
  prefix: string,
  files: readonly ModelFile[],
  depth: number,
  isOpen: (key: string) => boolean
): ModelRow[] {
  const below = groupFiles(files, prefix)
  const folders = [...below.keys()].filter((name) => name !== '').sort(compareNames)
  const rows = folders.flatMap((name): ModelRow[] => {
    const path = `${key}/${name}`
    const inside = below.get(name) ?? []
    const open = isOpen(path)
    const row: ModelRow = {
      kind: 'folder',
      key: path,
      depth,
      name,
      count: inside.length,
      isOpen: open
    }
    return open ? [row, ...listFolder(path, `${prefix}${name}/`, inside, depth + 1, isOpen)] : [row]
  })
  const own = [...(below.get('') ?? [])].sort((a, b) => compareNames(a.name, b.name))
  return [
    ...rows,
    ...own.map((model) => makeFileRow(model, depth, model.name.slice(prefix.length)))
  ]
}

function groupFiles(files: readonly ModelFile[], prefix: string): Map<string, ModelFile[]> {
  const groups = new Map<string, ModelFile[]>()
  for (const file of files) {
    const name = getFolder(file.name, prefix)
    const group = groups.get(name)
    if (group) group.push(file)
    else groups.set(name, [file])
  }
  return groups
}

/** The folder right below the prefix that a file lies in; empty when it lies there itself. */
function getFolder(name: string, prefix: string): string {
  const rest = name.slice(prefix.length)
  const slash = rest.indexOf('/')
  return slash === -1 ? '' : rest.slice(0, slash)
}

function makeFileRow(model: ModelFile, depth: number, name: string): ModelRow {
  return {
    kind: 'file',
    key: `${model.folder}/${model.name}#${model.place ?? ''}`,
    depth,
    name,
    model
  }
}

/** What matches, as one list: every word must be in the path. */
export function findModels(kinds: readonly ModelKind[], text: string): readonly ModelRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return kinds
    .flatMap(({ files }) => files)
    .filter((file) => {
      const path = `${file.folder}/${file.name}`.toLowerCase()
      return words.every((word) => path.includes(word))
    })
    .sort((a, b) => compareNames(a.name, b.name))
    .map((model) => makeFileRow(model, 0, model.name))
}

const collator = new Intl.Collator(undefined, { numeric: true })

function compareNames(a: string, b: string): number {
  return collator.compare(a, b)
}
