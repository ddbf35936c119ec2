/**
 * Bookmarks of node types as ComfyUI keeps them: `NodeType` at the top, `folder/` and `folder/NodeType` in folders,
 * which may lie in folders.
 */
export type BookmarkList = readonly string[]

/** How folders look, by their path; ComfyUI's `Comfy.NodeLibrary.BookmarksCustomization`. */
export type BookmarkLooks = Readonly<Record<string, BookmarkLook>>

export interface BookmarkLook {
  /** Class of an icon of PrimeIcons: `pi-star`. */
  readonly icon?: string
  /** `#rrggbb` */
  readonly color?: string
}

/** Bookmarks with the looks of their folders. */
export interface Bookmarks {
  readonly list: BookmarkList
  readonly looks: BookmarkLooks
}

export const isFolder = (path: string): boolean => path.endsWith('/')

/** The folder a bookmark or folder lies in, with its slash; empty at the top. */
export function getFolder(path: string): string {
  const end = path.lastIndexOf('/', isFolder(path) ? path.length - 2 : path.length)
  return path.slice(0, end + 1)
}

/** The node type of a bookmark, or the name of a folder. */
export function getName(path: string): string {
  return path.slice(getFolder(path).length).replace(/\/$/, '')
}

/** A slash would make folders of it. */
function cleanName(name: string): string {
  return name.replaceAll('/', '-').trim()
}

export function isMarked(list: BookmarkList, type: string): boolean {
  return list.some((path) => !isFolder(path) && getName(path) === type)
}

/** Marks a type, at the top; or takes all its marks away. */
export function toggleMark(list: BookmarkList, type: string): BookmarkList {
  const others = list.filter((path) => isFolder(path) || getName(path) !== type)
  return others.length < list.length ? others : [...list, type]
}

/** Puts a type into a folder; where it was marked before, it is no more. */
export function moveMark(list: BookmarkList, type: string, folder: string): BookmarkList {
  const path = folder + type
  if (list.includes(path)) return list
  return [...list.filter((other) => isFolder(other) || getName(other) !== type), path]
}

/** Adds a folder under a name that is free in the one it lies in. @returns the list and the new folder's path */
export function addFolder(
  list: BookmarkList,
  parent: string,
  name: string
): { readonly list: BookmarkList; readonly path: string } {
  const wanted = cleanName(name) || name
  const taken = new Set(listFolders(list))
  let path = `${parent}${wanted}/`
  for (let count = 2; taken.has(path); count++) path = `${parent}${wanted} ${count}/`
  return { list: [...list, path], path }
}

/** All folders, also those that only what is in them tells of. */
export function listFolders(list: BookmarkList): string[] {
  const folders = new Set<string>()
  for (const path of list) {
    let folder = isFolder(path) ? path : getFolder(path)
    for (; folder !== ''; folder = getFolder(folder)) folders.add(folder)
  }
  return [...folders].sort((a, b) => a.localeCompare(b))
}

/** Names a folder; what is in it goes along. Nothing changes where another has the name. */
export function renameFolder({ list, looks }: Bookmarks, folder: string, name: string): Bookmarks {
  const next = `${getFolder(folder)}${cleanName(name)}/`
  const isTaken = listFolders(list).includes(next)
  if (cleanName(name) === '' || next === folder || isTaken) return { list, looks }
  return replacePrefix({ list, looks }, folder, next)
}

/** Takes a folder away; what is in it moves up. */
export function removeFolder({ list, looks }: Bookmarks, folder: string): Bookmarks {
  const { [folder]: _own, ...rest } = looks
  const others = list.filter((path) => path !== folder)
  const moved = replacePrefix({ list: others, looks: rest }, folder, getFolder(folder))
  return { ...moved, list: [...new Set(moved.list)] }
}

function replacePrefix({ list, looks }: Bookmarks, prefix: string, next: string): Bookmarks {
  const replace = (path: string): string =>
    path.startsWith(prefix) ? next + path.slice(prefix.length) : path
  return {
    list: list.map(replace),
    looks: Object.fromEntries(Object.entries(looks).map(([path, look]) => [replace(path), look]))
  }
}

/** What a setting holds, as far as it is bookmarks; it may come from anybody. */
export function readBookmarks(value: unknown): BookmarkList {
  return Array.isArray(value) ? value.filter((path) => typeof path === 'string' && path !== '') : []
}
