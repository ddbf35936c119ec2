/** Folder of the server's user data that workflows are kept in. */
export const SAVED_FOLDER = 'workflows'

/** A workflow in the server's user data. */
export interface SavedWorkflow {
  /** Within the user data: `workflows/folder/name.json`. */
  readonly path: string
  /** `folder/name` */
  readonly name: string
}

/** The path of a saved workflow by its name. */
export function toSavedPath(name: string): string {
  return `${SAVED_FOLDER}/${name}.json`
}

/** The last part of a name, without folders. */
export function getBaseName(name: string): string {
  return name.split('/').at(-1) ?? name
}
