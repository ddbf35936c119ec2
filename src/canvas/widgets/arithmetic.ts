/** Longest expression that is looked at; what people type into a number field is far shorter. */
const MAX_LENGTH = 200

type Reader = { text: string; at: number }

/**
 * The value of a number or of simple arithmetic (`+ - * / ** ( )`), as number fields accept them.
 * @returns null for anything else; nothing is ever executed.
 */
export function evaluateArithmetic(text: string): number | null {
  const reader: Reader = { text: text.replace(/\s+/g, ''), at: 0 }
  if (reader.text === '' || reader.text.length > MAX_LENGTH) return null
  const value = readSum(reader)
  return value !== null && reader.at === reader.text.length && Number.isFinite(value) ? value : null
}

function take(reader: Reader, token: string): boolean {
  if (!reader.text.startsWith(token, reader.at)) return false
  reader.at += token.length
  return true
}

function readSum(reader: Reader): number | null {
  let sum = readProduct(reader)
  while (sum !== null) {
    const isMinus = take(reader, '-')
    if (!isMinus && !take(reader, '+')) break
    const next = readProduct(reader)
    sum = next === null ? null : isMinus ? sum - next : sum + next
  }
  return sum
}

function readProduct(reader: Reader): number | null {
  let product = readPower(reader)
  while (product !== null) {
    const isQuotient = take(reader, '/')
    if (!isQuotient && !take(reader, '*')) break
    const next = readPower(reader)
    product = next === null ? null : isQuotient ? product / next : product * next
  }
  return product
}

function readPower(reader: Reader): number | null {
  const base = readSigned(reader)
  if (base === null || !take(reader, '**')) return base
  const exponent = readPower(reader)
  return exponent === null ? null : base ** exponent
}

function readSigned(reader: Reader): number | null {
  if (take(reader, '+')) return readSigned(reader)
  if (!take(reader, '-')) return readAtom(reader)
  const value = readSigned(reader)
  return value === null ? null : -value
}

function readAtom(reader: Reader): number | null {
  if (take(reader, '(')) {
    const value = readSum(reader)
    return take(reader, ')') ? value : null
  }
  const number = /^(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/i.exec(
    reader.text.slice(reader.at)
  )
  if (!number) return null
  reader.at += number[0].length
  return Number(number[0])
}
