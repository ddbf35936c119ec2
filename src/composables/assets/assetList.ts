import type { OutputFile } from '@/domain/nodeOutput'
import type { AssetKind } from './assetKind'
import { getAssetKind } from './assetKind'

export type AssetSort = 'newest' | 'oldest' | 'name'

/** What is looked for among the files of a folder. */
export interface AssetQuery {
  readonly text: string
  /** Null: any. */
  readonly kind: AssetKind | null
  readonly sort: AssetSort
}

/** Tells files apart. */
export function getAssetKey({ type, subfolder, filename }: OutputFile): string {
  return `${type ?? ''}/${subfolder ?? ''}/${filename}`
}

/** All that jobs saved, each file once, for servers that don't list their files. @param saved newest first */
export function listSavedOnly(saved: readonly OutputFile[]): readonly OutputFile[] {
  const outputs = saved.filter(({ type }) => type === 'output')
  return [...new Map(outputs.map((file) => [getAssetKey(file), file])).values()]
}

/**
 * The files of the output folder with those that jobs saved into folders below it, which the server's list leaves out,
 * each where its age puts it.
 * @param listed newest first @param saved what jobs saved, newest first
 */
export function addSavedBelow(
  listed: readonly OutputFile[],
  saved: readonly OutputFile[]
): readonly OutputFile[] {
  const places = new Map(listed.map((file, at) => [getAssetKey(file), at]))
  const known = new Set<string>()
  const inserts = listed.map((): OutputFile[] => []).concat([[]])
  let at = 0
  for (const file of saved) {
    const key = getAssetKey(file)
    const place = places.get(key)
    if (place !== undefined) at = Math.max(at, place + 1)
    else if (file.type === 'output' && file.subfolder && !known.has(key)) inserts[at]!.push(file)
    known.add(key)
  }
  return inserts.flatMap((files, index) => [...files, ...listed.slice(index, index + 1)])
}

const collator = new Intl.Collator(undefined, { numeric: true })

/** The files that match, in the order asked for. @param files newest first, as the server lists them */
export function listAssets(
  files: readonly OutputFile[],
  { text, kind, sort }: AssetQuery
): readonly OutputFile[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = files.filter((file) => {
    const name = file.filename.toLowerCase()
    return (
      (kind === null || getAssetKind(file) === kind) && words.every((word) => name.includes(word))
    )
  })
  if (sort === 'oldest') return found.reverse()
  return sort === 'name' ? found.sort((a, b) => collator.compare(a.filename, b.filename)) : found
}

/** The kinds that there are files of, in a fixed order. */
export function listKinds(files: readonly OutputFile[]): readonly AssetKind[] {
  const present = new Set(files.map(getAssetKind))
  const all: readonly AssetKind[] = ['image', 'video', 'audio', 'model3d', 'text', 'other']
  return all.filter((kind) => present.has(kind))
}
