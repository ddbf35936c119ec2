import type { IncomingHttpHeaders } from 'node:http'

/** What identifies a file's present content. */
export interface Validators {
  readonly etag: string
  /** Whole seconds since the epoch, in ms. */
  readonly modified: number
}

export function createValidators(
  stat: { mtimeMs: number; size: number },
  variant = ''
): Validators {
  const time = Math.floor(stat.mtimeMs * 1000).toString(16)
  return {
    etag: `"${time}-${stat.size.toString(16)}${variant}"`,
    modified: Math.floor(stat.mtimeMs / 1000) * 1000
  }
}

function matchesEtag(list: string, etag: string): boolean {
  return list === '*' || list.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

/** Has the client this content already (`If-None-Match`, else `If-Modified-Since`)? */
export function isNotModified(headers: IncomingHttpHeaders, validators: Validators): boolean {
  const noneMatch = headers['if-none-match']
  if (noneMatch !== undefined) return matchesEtag(noneMatch, validators.etag)
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && validators.modified <= since
}

/** Does the client ask for other content than this (`If-Match`, else `If-Unmodified-Since`)? */
export function isPreconditionFailed(
  headers: IncomingHttpHeaders,
  validators: Validators
): boolean {
  const match = headers['if-match']
  if (match !== undefined) return !matchesEtag(match, validators.etag)
  const since = Date.parse(headers['if-unmodified-since'] ?? '')
  return !Number.isNaN(since) && validators.modified > since
}

/** Inclusive positions; `invalid`: none of the file's bytes are asked for; null: the whole file. */
export type ByteRange = { readonly start: number; readonly end: number } | 'invalid' | null

/**
 * The one range asked for. Several ranges, other units and what makes no sense are refused, as ComfyUI does; one of an
 * older content (`If-Range`) is ignored.
 */
export function parseRange(
  headers: IncomingHttpHeaders,
  size: number,
  validators: Validators
): ByteRange {
  if (headers.range === undefined || !isRangeCurrent(headers, validators)) return null
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range)
  const [, first = '', last = ''] = match ?? []
  if (!match || (first === '' && last === '')) return 'invalid'
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'invalid' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start >= size || end < start ? 'invalid' : { start, end }
}

function isRangeCurrent(headers: IncomingHttpHeaders, validators: Validators): boolean {
  const condition = headers['if-range']
  if (typeof condition !== 'string') return true
  if (condition.startsWith('"')) return condition === validators.etag
  return Date.parse(condition) === validators.modified
}
