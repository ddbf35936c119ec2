/** What stands in the place of a part of a text. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What parentheses without a number stand for. */
const PLAIN_WEIGHT = 1.1
const DELIMITER = /[\s.,\\/!?%^*;:{}=\-_`~()[\]<>|"'…。，、]/
/** The name of a file is one word, with what stands before it. */
const EMBEDDING = /\bembedding:[^\s,:()]+/g
const WEIGHTED = /^\((.*?)(?::\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*)?\)$/s

/**
 * Makes a part of a prompt count more or less: `cat` becomes `(cat:1.05)`, and with the weight 1 it is bare again. Without
 * a selection that is the innermost part with a weight around the caret, else the word there.
 * @returns null where there is nothing to weigh
 */
export function changeWeight(
  value: string,
  selection: readonly [start: number, end: number],
  delta: number
): TextEdit | null {
  const [start, end] =
    selection[0] === selection[1]
      ? (findEnclosure(value, selection[0]) ?? findWord(value, selection[0]))
      : findSelected(value, selection)
  if (start === end) return null
  const { text, weight } = readWeight(value.slice(start, end))
  // Sums of tenths leave 1.1500000000000001.
  const next = Number((weight + delta).toFixed(4))
  return { start, end, text: next === 1 ? text : `(${text}:${next})` }
}

function readWeight(part: string): { text: string; weight: number } {
  const [, text, number] = (isOnePart(part) && WEIGHTED.exec(part)) || []
  if (text === undefined) return { text: part, weight: 1 }
  return { text, weight: number === undefined ? PLAIN_WEIGHT : Number(number) }
}

/** Whether its first parenthesis is closed by its last: `(a)` and not `(a) and (b)`. */
function isOnePart(part: string): boolean {
  return part.startsWith('(') && findClosing(part, 1) === part.length - 1
}

/** A parenthesis that is written with a backslash is text. */
function isAt(value: string, index: number, sign: string): boolean {
  return value[index] === sign && value[index - 1] !== '\\'
}

/** Place of the parenthesis that closes what is open at a place; -1 for none. */
function findClosing(value: string, from: number): number {
  let depth = 0
  for (let index = from; index < value.length; index++) {
    if (isAt(value, index, '(')) depth++
    else if (isAt(value, index, ')') && depth-- === 0) return index
  }
  return -1
}

function findEnclosure(value: string, caret: number): [number, number] | null {
  let depth = 0
  for (let index = caret - 1; index >= 0; index--) {
    if (isAt(value, index, ')')) depth++
    else if (isAt(value, index, '(') && depth-- === 0) {
      const closing = findClosing(value, index + 1)
      return closing === -1 ? null : [index, closing + 1]
    }
  }
  return null
}

function findWord(value: string, caret: number): [number, number] {
  for (const { 0: name, index } of value.matchAll(EMBEDDING))
    if (index <= caret && caret <= index + name.length) return [index, index + name.length]
  const isWord = (index: number): boolean => {
    const sign = value[index]
    return sign !== undefined && !DELIMITER.test(sign)
  }
  let [start, end] = [caret, caret]
  while (isWord(start - 1)) start--
  while (isWord(end)) end++
  return [start, end]
}

/** Without the spaces around it, and with its weight where it is all that has this weight. */
function findSelected(value: string, selection: readonly [number, number]): [number, number] {
  let [start, end] = selection
  while (start < end && /\s/.test(value[start]!)) start++
  while (end > start && /\s/.test(value[end - 1]!)) end--
  const [rest] = /^(?::\s*[+-]?[\d.]+\s*)?\)/.exec(value.slice(end)) ?? []
  return rest !== undefined && isAt(value, start - 1, '(')
    ? [start - 1, end + rest.length]
    : [start, end]
}
