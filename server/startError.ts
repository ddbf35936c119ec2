/** A reason not to start, in one line for a person. */
export class StartError extends Error {}

/** @returns why the address can't be listened on; null for any other error */
export function explainListenError(error: unknown, host: string, port: number): StartError | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') {
    return new StartError(`Port ${port} on ${host} is in use. Choose another with --port.`)
  }
  if (code === 'EACCES') return new StartError(`No permission to listen on port ${port}.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartError(`This machine has no address ${host}. Choose another with --host.`)
  }
  return null
}
