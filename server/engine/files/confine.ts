import { realpath } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep, isAbsolute } from 'node:path'

/** Is `path` the folder itself or below it? Both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
}

/** The real path of what exists, for the rest of the path the name as it is. */
async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    const parent = dirname(path)
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!missing || parent === path) throw error
    return join(await resolveLinks(parent), path.slice(parent.length))
  }
}

/**
 * The absolute path of `name` within `folder`, whether it exists or not.
 *
 * @returns null when the name leads out of the folder: by `..`, as an absolute path, through a symbolic link, or
 * because it can't be a file name at all
 */
export async function confinePath(folder: string, name: string): Promise<string | null> {
  if (name.includes('\0')) return null
  const path = resolve(folder, name)
  if (!isInside(resolve(folder), path)) return null
  try {
    const [root, real] = await Promise.all([realpath(folder), resolveLinks(path)])
    return isInside(root, real) ? real : null
  } catch {
    return null
  }
}
