import { describe, expect, it } from 'vitest'
import type { GuideId } from '@/composables/help/guidePages'
import { findGuidePlace, GUIDE_PAGES } from '@/composables/help/guidePages'
import { renderGuide, toElementId } from '@/composables/help/renderGuide'

const render = async (id: GuideId) =>
  renderGuide(await GUIDE_PAGES.find((page) => page.id === id)!.read(), id)

describe('a page of the guide', () => {
  it.each(GUIDE_PAGES)(
    '$id is there, and every link of it leads to a heading of the guide',
    async ({ id }) => {
      const content = await render(id)
      expect(content.textContent?.length).toBeGreaterThan(1000)
      for (const link of content.querySelectorAll('a')) {
        const address = link.getAttribute('data-guide')
        const place = findGuidePlace(address ?? '', id)
        expect([link.outerHTML, place]).not.toEqual([link.outerHTML, null])
        const target = await render(place!.page)
        const anchor = place!.anchor && target.querySelector(`#${toElementId(place!.anchor)}`)
        expect([address, anchor]).not.toEqual([address, null])
      }
    }
  )

  it('has links to its own headings, and to those of others', async () => {
    const found = new Set<string>()
    for (const { id } of GUIDE_PAGES)
      for (const link of (await render(id)).querySelectorAll('[data-guide]'))
        found.add(link.getAttribute('data-guide')!)
    expect([...found]).toEqual(expect.arrayContaining(['media.md#results-in-their-nodes']))
    expect([...found].some((address) => address.startsWith('#'))).toBe(true)
  })

  it('keeps links to the net, and makes text of those to files that are not here', async () => {
    const text =
      '[net](https://example.org/x) [file](../src/x.ts) [mine](#b) [wire](protocol.md)\n\n## B'
    const content = await renderGuide(text, 'editor')
    const links = [...content.querySelectorAll('a')]
    expect(links.map((link) => link.textContent)).toEqual(['net', 'mine'])
    expect(links[0]?.getAttribute('rel')).toContain('noopener')
    expect(content.textContent).toContain('file')
    expect(content.querySelector('h2')?.id).toBe(toElementId('b'))
  })
})

describe('where a link of the guide leads', () => {
  it('is a page, this one or another, at a heading or the top', () => {
    expect(findGuidePlace('media.md', 'editor')).toEqual({ page: 'media', anchor: '' })
    expect(findGuidePlace('./media.md#files', 'editor')).toEqual({ page: 'media', anchor: 'files' })
    expect(findGuidePlace('#files', 'media')).toEqual({ page: 'media', anchor: 'files' })
  })

  it('is nowhere for what the guide does not have', () => {
    expect(findGuidePlace('protocol.md', 'editor')).toBeNull()
    expect(findGuidePlace('../media.md', 'editor')).toBeNull()
    expect(findGuidePlace('media', 'editor')).toBeNull()
    expect(findGuidePlace('https://example.org/media.md', 'editor')).toBeNull()
  })
})
