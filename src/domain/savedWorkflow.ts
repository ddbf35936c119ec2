/** Folder of the server's user data that workflows are kept in. */
export const SAVED_FOLDER = 'workflows'

/** A workflow in the server's user data. */
export interface SavedWorkflow {
  /** Within the user data: `workflows/folder/name.json`. */
  readonly path: string
  /** `folder/name` */
  readonly name: string
}

/** A saved workflow by its path. */
export function toSavedWorkflow(path: string): SavedWorkflow {
  const inside = path.startsWith(`${SAVED_FOLDER}/`) ? path.slice(SAVED_FOLDER.length + 1) : path
  return { path, name: inside.replace(/\.json$/i, '') }
}

/** The path of a saved workflow by its name. */
export function toSavedPath(name: string): string {
  return `${SAVED_FOLDER}/${name}.json`
}

/** The last part of a name, without folders. */
export function getBaseName(name: string): string {
  return name.split('/').at(-1) ?? name
}

/** The folders of a name with a slash at the end; empty for one in none. */
export function getFolder(name: string): string {
  return name.slice(0, name.length - getBaseName(name).length)
}

/** A name with folders, without what no file system takes and without folders that lead out. */
export function cleanName(name: string): string {
  return name
    .split('/')
    .map(cleanPart)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')
}

/** A name every file system takes, in no folder. */
export function cleanBaseName(name: string): string {
  return cleanPart(name.replaceAll('/', '_')).replace(/\.json$/i, '')
}

function cleanPart(part: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must go
  return part.replace(/[<>:"\\|?*%\u0000-\u001f]/g, '_').trim()
}

/** Whether two texts are the same one, for the price of a few characters kept. */
export function hashText(text: string): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15)
  }
  return `${text.length}.${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`
}
