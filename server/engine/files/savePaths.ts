import { open, mkdir, readdir, unlink } from 'node:fs/promises'
import { basename, dirname, join, normalize, relative } from 'node:path'
import { EngineError } from '../values/engineError'
import { confinePath } from './confine'

/** What `%...%` in a prefix stands for. */
export interface PrefixValues {
  readonly width: number
  readonly height: number
  readonly now: Date
}

const two = (value: number) => String(value).padStart(2, '0')

function dateParts(now: Date): Readonly<Record<string, string>> {
  return {
    year: String(now.getFullYear()),
    month: two(now.getMonth() + 1),
    day: two(now.getDate()),
    hour: two(now.getHours()),
    minute: two(now.getMinutes()),
    second: two(now.getSeconds())
  }
}

/** Replaces `%width%`, `%height%` and `%year%` ... `%second%`; `%date:...%` is the interface's. */
function expandPrefix(prefix: string, { width, height, now }: PrefixValues): string {
  if (!prefix.includes('%')) return prefix
  const values: Readonly<Record<string, string>> = {
    width: String(width),
    height: String(height),
    ...dateParts(now)
  }
  return prefix.replaceAll(/%(\w+)%/g, (whole, name: string) => values[name] ?? whole)
}

/** Where a node saves its pictures. */
export interface SaveTarget {
  /** Absolute, existing. */
  readonly folder: string
  /** As the wire names it: relative, empty for the folder itself. */
  readonly subfolder: string
  readonly name: string
}

/**
 * @param prefix what the user typed: may name subfolders
 * @throws EngineError when the prefix leads out of the folder
 */
export async function resolveSaveTarget(
  root: string,
  prefix: string,
  values: PrefixValues
): Promise<SaveTarget> {
  // Both separators part folders on every system, and a line of a text is as good as a space: a name with a backslash
  // or a line break could not be asked for.
  const slashed = expandPrefix(prefix, values)
    .replaceAll('\\', '/')
    .replaceAll(/(?!\0)\p{Cc}+/gu, ' ')
  const path = normalize(slashed || '.').replace(/[\\/]+$/, '')
  const subfolder = dirname(path) === '.' ? '' : dirname(path)
  const folder = await confinePath(root, subfolder)
  if (folder === null || path.includes('\0')) {
    throw new EngineError('Exception', 'Saving image outside the output folder is not allowed.')
  }
  await mkdir(folder, { recursive: true })
  const name = path === '.' ? '' : basename(path)
  return { folder, subfolder: relative(root, join(root, subfolder)), name }
}

/** The number after the highest one in use: `name_00007_.png` -> 8. */
async function findNextCounter({ folder, name }: SaveTarget): Promise<number> {
  let highest = 0
  for (const file of await readdir(folder)) {
    if (!file.startsWith(`${name}_`)) continue
    const digits = /^(\d+)_/.exec(file.slice(name.length + 1))?.[1]
    if (digits) highest = Math.max(highest, Number(digits))
  }
  return highest + 1
}

/**
 * Writes files `name_00001_.png`, `name_00002_.png` ... on from the highest number in the folder. Several workers may
 * count in the same folder at once: a file is created only where there is none, so no two get the same name.
 */
export class NumberedFiles {
  readonly #target: SaveTarget
  readonly #suffix: string
  #counter = 0

  /** @param suffix of the files: `png` */
  constructor(target: SaveTarget, suffix: string) {
    this.#target = target
    this.#suffix = suffix
  }

  /** @returns the name of the new file */
  async write(batchIndex: number, bytes: Uint8Array): Promise<string> {
    if (this.#counter === 0) this.#counter = await findNextCounter(this.#target)
    for (;;) {
      const name = this.#target.name.replaceAll('%batch_num%', String(batchIndex))
      const file = `${name}_${String(this.#counter).padStart(5, '0')}_.${this.#suffix}`
      this.#counter += 1
      if (await writeNew(join(this.#target.folder, file), bytes)) return file
    }
  }
}

/** @returns false when the file exists already. A file that could not be written whole is removed. */
async function writeNew(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const handle = await open(path, 'wx')
    try {
      await handle.writeFile(bytes)
    } catch (error) {
      await unlink(path)
      throw error
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
