import { type HttpProblem, refuseWithText } from '../httpProblem'

/** What a failed file operation means to who asked for it. */
const ANSWERS: Readonly<Record<string, readonly [status: number, text: string]>> = {
  ENOSPC: [507, 'The disk is full'],
  EDQUOT: [507, 'The disk quota is used up'],
  EROFS: [403, 'The folder is read-only'],
  EACCES: [403, 'No permission'],
  EPERM: [403, 'No permission'],
  ENOENT: [404, 'Not found'],
  EEXIST: [400, 'A part of the path is a file'],
  ENOTDIR: [400, 'A part of the path is a file'],
  EISDIR: [400, 'The path is a folder'],
  ENAMETOOLONG: [400, 'The name is too long'],
  ELOOP: [400, 'The path is a loop of links'],
  SQLITE_FULL: [507, 'The disk is full'],
  SQLITE_IOERR: [507, 'The disk does not take it'],
  SQLITE_READONLY: [403, 'The folder is read-only'],
  EMFILE: [503, 'Too many open files']
}

/** @returns the refusal that fits a file system error; null for any other error */
export function toFileProblem(error: unknown): HttpProblem | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const answer = Object.hasOwn(ANSWERS, code) ? ANSWERS[code] : undefined
  return answer ? refuseWithText(answer[0], answer[1]) : null
}
