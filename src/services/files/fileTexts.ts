import { t } from '@/i18n/translate'

/** Texts that a file carries, by the name they have there: `workflow`, `prompt`, `parameters`. */
export type FileTexts = Readonly<Record<string, string>>

/** Reads a file's texts; a broken file gives what was read up to the fault. */
export type TextReader = (bytes: Uint8Array) => FileTexts | Promise<FileTexts>

/** Characters of all texts of one file together: a workflow has a few megabytes at most. */
const MAX_CHARACTERS = 64 * 1024 * 1024

/** Names of texts that anybody asks for. */
const WANTED: ReadonlySet<string> = new Set(['workflow', 'prompt', 'parameters'])

/** Texts as they are found; the first of a name stays, others than those asked for are left where they are. */
export class TextCollector {
  readonly texts: Record<string, string> = Object.create(null) as Record<string, string>
  #read = 0

  /** False for a text that need not even be decoded: files carry all kinds, of any length. */
  wants(name: string): boolean {
    const key = name.toLowerCase()
    return WANTED.has(key) && !(key in this.texts)
  }

  add(name: string, text: string): void {
    if (!this.wants(name)) return
    this.spend(text.length)
    this.texts[name.toLowerCase()] = trimZeros(text)
  }

  /**
   * Counts bytes or characters that are read: entries of a hostile file may all point at the same megabytes.
   * @throws RangeError when there are more than any workflow has
   */
  spend(length: number): void {
    this.#read += length
    if (this.#read > MAX_CHARACTERS) throw new RangeError(t('services.tooMuchText'))
  }

  /** `workflow:{...}` and `prompt:{...}`, as ComfyUI writes them where a format has no names. */
  addNamed(text: string): void {
    const match = /^\s*(workflow|prompt)\s*:\s*([{[][\s\S]*)$/i.exec(text)
    if (match) this.add(match[1]!, match[2]!)
  }
}

/** Without the zeros at the end, which some formats fill up with. */
export function trimZeros(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--
  return text.slice(0, end)
}

/** Some writers put one JSON object with all texts into the comment. */
export function addLoose(text: string, collector: TextCollector): void {
  collector.addNamed(text)
  if (!text.startsWith('{')) return
  try {
    const values = JSON.parse(text) as Record<string, unknown>
    for (const name of ['workflow', 'prompt']) {
      const value = values[name]
      if (value !== undefined)
        collector.add(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
  } catch {
    // Any comment may begin with a brace.
  }
}

/** Reads as far as it goes: what a truncated file still tells is worth having. */
export async function readLeniently(
  collector: TextCollector,
  read: () => void | Promise<void>
): Promise<FileTexts> {
  try {
    await read()
  } catch (error) {
    if (!(error instanceof RangeError) && !(error instanceof TypeError)) throw error
  }
  return collector.texts
}
