import type { DOMPurify } from 'dompurify'
import type { marked } from 'marked'

export interface MarkdownOptions {
  /** Every line break of the text is one of the result, as in notes. */
  readonly breaks?: boolean
  /** Address that pictures, videos and links are relative to; without it, to the page. */
  readonly folder?: string
}

interface Libraries {
  readonly marked: typeof marked
  readonly purify: DOMPurify
}

let libraries: Libraries | null = null

async function load(): Promise<Libraries> {
  const [{ marked: parser }, { default: purify }] = await Promise.all([
    import('marked'),
    import('dompurify')
  ])
  libraries = { marked: parser, purify }
  return libraries
}

const SAFE = {
  FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select'],
  FORBID_ATTR: ['style']
}

/**
 * Markdown without anything that acts: no scripts, handlers, frames or forms. Both libraries load with the first text
 * that is seen.
 */
export async function renderMarkdown(
  text: string,
  { breaks = false, folder }: MarkdownOptions = {}
): Promise<DocumentFragment> {
  const { marked: parser, purify } = await load()
  const html = await parser.parse(text, { async: true, gfm: true, breaks })
  const fragment = purify.sanitize(html, { ...SAFE, RETURN_DOM_FRAGMENT: true })
  if (folder !== undefined) resolveAddresses(fragment, folder)
  for (const link of fragment.querySelectorAll('a[href]:not([href^="#"])')) {
    link.setAttribute('target', '_blank')
    link.setAttribute('rel', 'noopener noreferrer')
  }
  return fragment
}

/** The same as HTML, for those who can't wait; until the libraries have come, the text as it is. */
export function renderMarkdownNow(text: string): string {
  if (libraries) {
    const html = libraries.marked.parse(text, { async: false, gfm: true })
    return libraries.purify.sanitize(html, SAFE)
  }
  void load()
  const plain = document.createElement('p')
  plain.textContent = text
  return plain.outerHTML
}

function resolveAddresses(fragment: DocumentFragment, folder: string): void {
  for (const name of ['src', 'href', 'poster'])
    for (const element of fragment.querySelectorAll(`[${name}]`)) {
      const given = element.getAttribute(name) ?? ''
      if (given.startsWith('#') || !URL.canParse(given, folder)) continue
      element.setAttribute(name, new URL(given, folder).href)
    }
}
