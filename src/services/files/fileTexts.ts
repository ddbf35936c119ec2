/** Texts that a file carries, by the name they have there: `workflow`, `prompt`, `parameters`. */
export type FileTexts = Readonly<Record<string, string>>

/** Reads a file's texts; a broken file gives what was read up to the fault. */
export type TextReader = (bytes: Uint8Array) => FileTexts | Promise<FileTexts>

/** Characters of all texts of one file together: a workflow has a few megabytes at most. */
const MAX_CHARACTERS = 64 * 1024 * 1024

/** Texts as they are found; the first of a name stays. */
export class TextCollector {
  readonly texts: Record<string, string> = Object.create(null) as Record<string, string>
  #characters = 0

  /** @throws RangeError when there are more than any workflow has */
  add(name: string, text: string): void {
    this.#characters += text.length
    if (this.#characters > MAX_CHARACTERS) throw new RangeError('The file holds too much text.')
    const key = name.toLowerCase()
    this.texts[key] ??= text
  }

  /** `workflow:{...}` and `prompt:{...}`, as ComfyUI writes them where a format has no names. */
  addNamed(text: string): void {
    const match = /^\s*(workflow|prompt)\s*:\s*([{[][\s\S]*)$/i.exec(text)
    if (match) this.add(match[1]!, match[2]!)
  }
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
