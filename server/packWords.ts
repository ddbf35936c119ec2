import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodePackFolder } from './engine/packs/nodePack'

type Words = Readonly<Record<string, unknown>>

/** Files of a language's folder, and where their words go; `main.json` is all the rest (protocol.md §3.6). */
const FILES: Readonly<Record<string, string | null>> = {
  'main.json': null,
  'nodeDefs.json': 'nodeDefs',
  'commands.json': 'commands',
  'settings.json': 'settings'
}

/** Called for a file that could not be read. */
type Report = (failure: { readonly name: string; readonly reason: string }) => void

/**
 * Node packs' translations by language, as `/i18n` tells them; of two packs that name the same the later one wins.
 * A file that is no JSON is reported and left out.
 */
export async function readPackWords(
  packs: readonly NodePackFolder[],
  report: Report
): Promise<Words> {
  let words: Words = {}
  for (const { name, locales } of packs) {
    if (!locales) continue
    const items = await readdir(locales, { withFileTypes: true }).catch(() => [])
    for (const language of items.filter((item) => item.isDirectory()).map((item) => item.name)) {
      const read = (file: string) => readWords(join(locales, language, file), name, report)
      for (const [file, section] of Object.entries(FILES)) {
        const found = await read(file)
        if (found) words = merge(words, { [language]: section ? { [section]: found } : found })
      }
    }
  }
  return words
}

async function readWords(path: string, name: string, report: Report): Promise<Words | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return null
  try {
    const words: unknown = JSON.parse(text)
    return isWords(words) ? words : null
  } catch (error) {
    report({ name, reason: `${path}: ${error instanceof Error ? error.message : String(error)}` })
    return null
  }
}

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** All that both say, the second where they differ. */
function merge(one: Words, other: Words): Words {
  const merged = new Map(Object.entries(one))
  for (const [key, value] of Object.entries(other)) {
    const before = merged.get(key)
    merged.set(key, isWords(before) && isWords(value) ? merge(before, value) : value)
  }
  return Object.fromEntries(merged)
}
