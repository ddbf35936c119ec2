/** A piece of text, and whether it is what was searched for. */
export interface TextPart {
  readonly text: string
  readonly isMatch: boolean
}

/** Cuts text at the words that were searched for; where none stands in it as it was typed, it stays whole. */
export function splitByMatch(text: string, search: string): readonly TextPart[] {
  const words = search
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (words.length === 0) return [{ text, isMatch: false }]
  // Every second piece is one of the words.
  return text
    .split(new RegExp(`(${words.join('|')})`, 'i'))
    .map((part, index) => ({ text: part, isMatch: index % 2 === 1 }))
    .filter((part) => part.text !== '')
}
