/** A folder or file in `custom_nodes/`. */
export interface NodePackFolder {
  /** The folder's name, or the file's without its suffix. */
  readonly name: string
  /** The module that makes nodes; null for a pack that brings only scripts for the page. */
  readonly entry: URL | null
  /** Absolute path of the folder that the page loads scripts from, or null. */
  readonly web: string | null
  /** Absolute path of the folder of example workflows, or null. */
  readonly examples: string | null
  /** Absolute path of the folder of translations, or null. */
  readonly locales: string | null
  /** Absolute path of the folder of subgraphs that the page offers as nodes, or null. */
  readonly subgraphs: string | null
}

/** A pack that is left out, and why. */
export interface NodePackFailure {
  readonly name: string
  readonly reason: string
}

/** What an engine needs to know of a pack. */
export interface NodePackSource {
  readonly name: string
  /** Address of an ES module. */
  readonly url: string
}
