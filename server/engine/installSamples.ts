import { constants } from 'node:fs'
import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineFolders } from './engine'

/**
 * Puts the pictures that the sample workflows load into an input folder that is still empty: at the first start, and
 * not again when the user has thrown them away.
 *
 * @param samples the project's `server/samples`
 * @returns names of the copied files
 */
export async function installSamples(
  folders: Pick<EngineFolders, 'input'>,
  samples: string
): Promise<string[]> {
  const present = await readdir(folders.input)
  if (present.some((name) => !name.startsWith('.'))) return []
  const images = join(samples, 'images')
  const names = await readdir(images)
  await Promise.all(
    names.map((name) =>
      copyFile(join(images, name), join(folders.input, name), constants.COPYFILE_EXCL)
    )
  )
  return names.sort()
}
