/** Strips `//` and block comments, which dynamic texts may carry. */
function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
}

/**
 * One choice of a text with alternatives: `{a|b|{c|d}}` becomes one of them, `\{`, `\|` and `\}` are literal,
 * an unclosed brace ends with the text, an empty choice is allowed.
 * @param random 0 <= x < 1
 */
export function expandDynamicText(text: string, random: () => number): string {
  const source = stripComments(text)
  let at = 0

  function readChoices(): string {
    const choices: string[] = []
    let current = ''
    while (at < source.length) {
      const char = source[at++]!
      if (char === '\\' && isEscapable(source[at])) current += source[at++]!
      else if (char === '{') current += readChoices()
      else if (char === '}') break
      else if (char === '|') {
        choices.push(current)
        current = ''
      } else current += char
    }
    choices.push(current)
    return choices[Math.floor(random() * choices.length)]!
  }

  let result = ''
  while (at < source.length) {
    const char = source[at++]!
    if (char === '\\' && isEscapable(source[at])) result += source[at++]!
    else result += char === '{' ? readChoices() : char
  }
  return result
}

function isEscapable(char: string | undefined): boolean {
  return char === '{' || char === '}' || char === '|'
}

/** True when expanding can give different texts, so that each run needs a choice of its own. */
export function hasAlternatives(text: string): boolean {
  return /\{/.test(stripComments(text))
}
