import { readdir } from 'node:fs/promises'

const IMAGE_NAME = /\.(?:png|jpe?g|jfif|webp|gif|tiff?|bmp|avif|heic|heif|ico|svg)$/i

/** Names of the pictures in a folder, not below it, in order of their code points; empty when it can't be read. */
export async function listImages(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && IMAGE_NAME.test(entry.name))
      .map((entry) => entry.name)
      .sort()
  } catch {
    return []
  }
}
