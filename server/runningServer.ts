/** A server that listens. */
export interface RunningServer {
  readonly port: number
  /** Takes nothing more, ends what runs, and frees the port. */
  close(): Promise<void>
}
