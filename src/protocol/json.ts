/**
 * Reads JSON as a Python server writes it: where strict JSON refuses the text, bare `NaN`, `Infinity` and
 * `-Infinity` outside of strings are read as the numbers they mean (protocol.md §1.2).
 * @throws SyntaxError when it is no JSON even so.
 */
export function parseWireJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error
    return parseWithNonFinite(text)
  }
}

function parseWithNonFinite(text: string): unknown {
  const marker = findUnused(text)
  const strict = replaceOutsideStrings(text, (part) =>
    // JSON has no word for infinity, but numbers beyond the range of doubles are read as that.
    part.replace(/\bInfinity\b/g, '1e999').replace(/\bNaN\b/g, `"${marker}"`)
  )
  return JSON.parse(strict, (_key, value: unknown) => (value === marker ? Number.NaN : value))
}

/** A text that occurs nowhere in the other, so that it can stand for something. */
function findUnused(text: string): string {
  let marker = 'NaN'
  while (text.includes(`"${marker}"`)) marker += '~'
  return marker
}

function replaceOutsideStrings(text: string, replace: (part: string) => string): string {
  let out = ''
  let from = 0
  while (from < text.length) {
    const open = text.indexOf('"', from)
    if (open === -1) return out + replace(text.slice(from))
    const close = findStringEnd(text, open)
    out += replace(text.slice(from, open)) + text.slice(open, close)
    from = close
  }
  return out
}

/** Index behind the closing quote of the string that opens at `open`; the text's end if it never closes. */
function findStringEnd(text: string, open: number): number {
  for (let index = open + 1; index < text.length; index++) {
    const char = text[index]
    if (char === '\\') index++
    else if (char === '"') return index + 1
  }
  return text.length
}
