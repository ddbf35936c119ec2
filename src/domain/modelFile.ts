/** A kind of models on the server: `checkpoints`, `loras` ... */
export interface ModelFolder {
  readonly name: string
  /** Places on the server's disks that hold it; null where the server doesn't tell. */
  readonly places: readonly string[] | null
}

/** A file of models. */
export interface ModelFile {
  readonly folder: string
  /** Path within the folder, with `/`. */
  readonly name: string
  /** Which of the folder's places it lies in; null where the server doesn't tell. */
  readonly place: number | null
  /** Bytes; null where the server doesn't tell. */
  readonly size: number | null
  /** ms since the epoch; null where the server doesn't tell */
  readonly modifiedAt: number | null
}
