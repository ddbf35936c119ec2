/** Characters that a name goes on with: beside one of them it is part of a longer word. */
const WORD = String.raw`[\p{L}\p{N}_-]`

/**
 * Writes the names of embeddings as ComfyUI wants them: A1111 takes any word for one that bears its name.
 * @param embeddings names that the server knows, with folders and without extension
 */
export function markEmbeddings(text: string, embeddings: readonly string[]): string {
  const byName = new Map<string, string>()
  for (const embedding of embeddings) {
    const name = embedding.replaceAll('\\', '/').split('/').at(-1)?.toLowerCase()
    if (name && !byName.has(name)) byName.set(name, embedding)
  }
  if (byName.size === 0) return text
  // The longest first: a name may begin with another.
  const names = [...byName.keys()].sort((a, b) => b.length - a.length).map(escape)
  const pattern = new RegExp(`(?<!${WORD}|embedding:)(?:${names.join('|')})(?!${WORD})`, 'giu')
  return text.replace(pattern, (found) => `embedding:${byName.get(found.toLowerCase()) ?? found}`)
}

function escape(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`)
}
