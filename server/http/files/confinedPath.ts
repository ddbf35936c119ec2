import { realpath } from 'node:fs/promises'
import { dirname, isAbsolute, resolve, sep } from 'node:path'

/** Why a path is no path inside a folder. */
export type PathRefusal = 'invalid' | 'outside'

export type ConfinedPath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly refusal: PathRefusal }

const INVALID: ConfinedPath = { ok: false, refusal: 'invalid' }
const OUTSIDE: ConfinedPath = { ok: false, refusal: 'outside' }

// Control characters, and the separator of the other system.
const FORBIDDEN = /[\p{Cc}\\]/u
/** Names that mean devices on Windows: refused everywhere, since folders wander. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
/** What Windows can't keep. */
const UNKEEPABLE = /[. ]$|[<>:"|?*]/
const isWindows = process.platform === 'win32'

export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** The real path of the deepest part of `path` that exists. */
async function resolveExisting(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const parent = dirname(path)
    if (parent === path) throw error
    return resolveExisting(parent)
  }
}

/**
 * The absolute path of a relative one inside `root`. Neither `..` nor an absolute path nor a symbolic link leads out;
 * the root itself may be a link.
 */
export async function confinePath(root: string, relative: string): Promise<ConfinedPath> {
  if (FORBIDDEN.test(relative) || relative.length > 1024) return INVALID
  if (isAbsolute(relative) || /^[a-z]:/i.test(relative)) return OUTSIDE
  try {
    const realRoot = await realpath(root)
    const path = resolve(realRoot, relative)
    if (!isInside(realRoot, path)) return OUTSIDE
    return isInside(realRoot, await resolveExisting(path)) ? { ok: true, path } : OUTSIDE
  } catch {
    return INVALID
  }
}

/** Can every part of this relative path be a file's name here? */
export function isWritableName(relative: string, forWindows = isWindows): boolean {
  const parts = relative.split('/').filter((part) => part !== '' && part !== '.' && part !== '..')
  const isName = (part: string) =>
    part.length <= 255 && !DEVICE.test(part) && !(forWindows && UNKEEPABLE.test(part))
  return parts.length > 0 && parts.every(isName)
}
