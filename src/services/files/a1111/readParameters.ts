/** What A1111 and its kin write of a picture, as far as a graph can say it. */
export interface A1111Parameters {
  readonly positive: string
  readonly negative: string
  readonly loras: readonly A1111Lora[]
  /** The settings of the last line by their name in lower case: `steps`, `cfg scale`. */
  readonly settings: ReadonlyMap<string, string>
}

export interface A1111Lora {
  readonly name: string
  readonly modelStrength: number
  readonly clipStrength: number
}

/** Characters of the longest text that is taken for parameters; a prompt has some thousands. */
const MAX_CHARACTERS = 1_000_000
/** Characters of the settings. */
const MAX_SETTINGS = 20_000
const NEGATIVE = 'Negative prompt:'

/**
 * Reads the text that A1111 leaves in a picture: the prompt, `Negative prompt: ...`, and a line of settings that
 * begins with the steps.
 * @returns null for a text of another kind
 */
export function readParameters(text: string): A1111Parameters | null {
  if (text.length > MAX_CHARACTERS) return null
  const start = findSettings(text)
  if (start === -1) return null
  const settings = readSettings(text.slice(start, start + MAX_SETTINGS))
  const prompts = text.slice(0, start)
  const middle = findLine(prompts, NEGATIVE)
  const positive = takeLoras(middle === -1 ? prompts : prompts.slice(0, middle))
  const negative = takeLoras(middle === -1 ? '' : prompts.slice(middle + NEGATIVE.length))
  return {
    positive: positive.text,
    negative: negative.text,
    loras: [...positive.loras, ...negative.loras],
    settings
  }
}

/** Where the last line begins that has the steps; prompts may speak of steps, too. */
function findSettings(text: string): number {
  const at = text.lastIndexOf('\nSteps:')
  return at === -1 ? (text.startsWith('Steps:') ? 0 : -1) : at + 1
}

function findLine(text: string, start: string): number {
  if (text.startsWith(start)) return 0
  const at = text.indexOf(`\n${start}`)
  return at === -1 ? -1 : at + 1
}

/** `Name: value, Name: "value, with a comma"`. */
function readSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>()
  for (let at = 0; at < text.length;) {
    const colon = text.indexOf(':', at)
    if (colon === -1) break
    const name = text.slice(at, colon).trim().toLowerCase()
    const { value, end } = readValue(text, colon + 1)
    if (!settings.has(name)) settings.set(name, value)
    at = end
  }
  return settings
}

function readValue(text: string, from: number): { readonly value: string; readonly end: number } {
  let start = from
  while (text[start] === ' ') start++
  if (text[start] === '"') {
    const quote = findQuote(text, start + 1)
    if (quote !== -1) {
      const comma = text.indexOf(',', quote)
      return {
        value: unquote(text.slice(start, quote + 1)),
        end: comma === -1 ? text.length : comma + 1
      }
    }
  }
  const ends = [text.indexOf(',', start), text.indexOf('\n', start)].filter((end) => end !== -1)
  const end = Math.min(text.length, ...ends)
  return { value: text.slice(start, end).trim(), end: end + 1 }
}

function findQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return -1
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1, -1)
  }
}

/** Takes `<lora:name:0.8>` out of a prompt; a second number is the strength of the text encoder. */
function takeLoras(prompt: string): { readonly text: string; readonly loras: A1111Lora[] } {
  const loras: A1111Lora[] = []
  const text = prompt.replace(
    /<(?:lora|lyco):([^:<>]{1,255})((?::[^:<>]{1,64}){0,4})>/gi,
    (_tag, name: string, rest: string) => {
      const [model = 1, clip = model] = rest.split(':').slice(1).map(Number).filter(Number.isFinite)
      loras.push({ name: name.trim(), modelStrength: model, clipStrength: clip })
      return ''
    }
  )
  return { text: text.trim(), loras }
}
