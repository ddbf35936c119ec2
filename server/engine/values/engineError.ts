/**
 * An error with the class path that ComfyUI's Python would show (`ValueError`, `IndexError`, ...), for
 * `exception_type` (protocol.md §1.5). Any other error is shown with its JavaScript name.
 */
export class EngineError extends Error {
  readonly exceptionType: string

  constructor(exceptionType: string, message: string) {
    super(message)
    this.name = exceptionType
    this.exceptionType = exceptionType
  }
}

/** Thrown inside a node, and by the calls of a run, once the prompt has been asked to stop. */
export class InterruptedError extends Error {
  constructor() {
    super('The prompt was interrupted.')
    this.name = 'InterruptedError'
  }
}

/** What crosses the thread boundary instead of an error object. */
export interface FailureReport {
  readonly interrupted: boolean
  readonly exceptionType: string
  readonly message: string
  /** Stack lines without folders of this machine. */
  readonly traceback: readonly string[]
}

/** `    at fn (/home/me/app/dist-server/worker.js:1:2)` -> `    at fn (worker.js:1:2)`. */
function withoutFolders(line: string): string {
  return `${line.replace(/(?:file:\/\/)?(?:[A-Za-z]:)?[\\/][^\s()]*[\\/]/g, '')}\n`
}

/** What the operating system said, without the paths that Node adds to it. */
function describeSystemError(error: NodeJS.ErrnoException): string {
  return error.message.split(', ')[0] ?? error.message
}

function isSystemError(error: Error): error is NodeJS.ErrnoException {
  return 'syscall' in error && 'code' in error
}

function nameFailure(error: Error): Pick<FailureReport, 'exceptionType' | 'message'> {
  if (error instanceof EngineError)
    return { exceptionType: error.exceptionType, message: error.message }
  if (isSystemError(error)) return { exceptionType: 'OSError', message: describeSystemError(error) }
  return { exceptionType: error.name, message: error.message }
}

/** Turns whatever was thrown into something that can be sent to another thread and shown to a person. */
export function describeFailure(error: unknown): FailureReport {
  if (!(error instanceof Error)) {
    return { interrupted: false, exceptionType: 'Error', message: String(error), traceback: [] }
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    interrupted: error instanceof InterruptedError,
    ...nameFailure(error),
    traceback: frames.map(withoutFolders)
  }
}
