import { renderMarkdown } from '../ui/renderMarkdown'
import type { GuideId } from './guidePages'
import { findGuidePlace } from './guidePages'

/**
 * A page of the guide, ready to be shown. Headings have the ids that links name. Links to pages that the guide has carry
 * their place in `data-guide`; others, to files of the project that are not here, are text.
 */
export async function renderGuide(text: string, page: GuideId): Promise<DocumentFragment> {
  const content = await renderMarkdown(text)
  for (const heading of content.querySelectorAll('h1, h2, h3, h4'))
    heading.id = toElementId(toAnchor(heading.textContent ?? ''))
  for (const link of content.querySelectorAll('a[href]')) {
    const address = link.getAttribute('href') ?? ''
    if (findGuidePlace(address, page)) {
      link.removeAttribute('target')
      link.setAttribute('href', '#')
      link.setAttribute('data-guide', address)
    } else if (!/^https?:/.test(address)) link.replaceWith(...link.childNodes)
  }
  return content
}

/** Of a heading in the page, where other things have ids too. */
export function toElementId(anchor: string): string {
  return `guide-${anchor}`
}

/** As the places that show the project's documents name headings. */
function toAnchor(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}
