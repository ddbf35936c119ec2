/** Texts, which stay as they are, and what Python writes for numbers that JSON has no word for. */
const NO_NUMBERS = /"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\bInfinity\b|\bNaN\b/gs

/** Reads JSON as Python writes it: `NaN` and `Infinity` become null. @throws SyntaxError */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return JSON.parse(text.replace(NO_NUMBERS, (found) => (found.startsWith('"') ? found : 'null')))
  }
}
