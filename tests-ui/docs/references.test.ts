import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, isLive, listFiles, listLinks, listNamedPaths, readFile, readPages } from './pages'

const pages = readPages()
const SOURCES = /\.(ts|vue|mjs)$/
const sources = listFiles(['src', 'server', 'scripts'], SOURCES)
const tests = listFiles(['tests-ui', 'browser_tests'], /\.(test|spec)\.ts$/)

/** What each file cites, with the file: `{ cited, path }`. */
function listCitations(paths: readonly string[], pattern: RegExp) {
  return paths.flatMap((path) =>
    [...readFile(path).matchAll(pattern)].map(([, cited]) => ({ cited: cited!, path }))
  )
}

describe('a page for readers', () => {
  it('is found', () => {
    expect(pages.map(({ path }) => path)).toContain('README.md')
    expect(pages.length).toBeGreaterThan(5)
  })

  it.each(pages)('$path: links lead somewhere', (page) => {
    expect(listLinks(page).filter((target) => !isLive(page, target))).toEqual([])
  })

  it.each(pages)('$path: files it names are there', (page) => {
    expect(listNamedPaths(page).filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})

describe('what a link is held against', () => {
  const page = { path: 'docs/glossary.md', text: '' }

  it('is the file, from the page’s own folder, and its headings', () => {
    expect(isLive(page, 'adr/0004-sessions.md')).toBe(true)
    expect(isLive(page, '../README.md#try-it')).toBe(true)
    expect(isLive(page, 'sessions.md')).toBe(false)
    expect(isLive(page, '../README.md#buy-it')).toBe(false)
  })

  it('is not what stands in blocks of code, or elsewhere', () => {
    const text = '[a](b.md) ```[c]```\n```ts\n[d](e.md)\n```\n[f](https://example.org/g.md)'
    expect(listLinks({ path: 'docs/x.md', text })).toEqual(['b.md'])
    expect(listNamedPaths({ path: 'docs/x.md', text: '`src/a.ts` `x/b.ts` `src/*.ts`' })).toEqual([
      'src/a.ts'
    ])
  })
})

describe('comments in the code', () => {
  it('cite sections of docs/protocol.md that are there', () => {
    const headings = new Set(
      [...readFile('docs/protocol.md').matchAll(/^#+ (\d+(?:\.\d+)*)\.? /gm)].map(
        ([, section]) => section
      )
    )
    const cited = listCitations([...sources, ...tests], /(?<!RFC \d+,? )§(\d+(?:\.\d+)*)/g)
    expect(cited.length).toBeGreaterThan(50)
    expect(cited.filter(({ cited: section }) => !headings.has(section))).toEqual([])
  })

  it('cite pages of docs/ that are there', () => {
    const cited = listCitations(
      [...sources, ...tests].filter((path) => !path.startsWith('tests-ui/docs')),
      /(?<![\w/.-])((?:docs\/)?[a-z-]+\.md)\b/g
    )
    const known = new Set(
      pages.flatMap(({ path }) => [path, path.replace('docs/', ''), path.replace('docs/adr/', '')])
    )
    expect(cited.length).toBeGreaterThan(50)
    expect(cited.filter(({ cited: page }) => !known.has(page))).toEqual([])
  })
})

describe('docs/behaviours.md', () => {
  const numbers = new Set(
    [...readFile('docs/behaviours.md').matchAll(/^- \*\*B(\d+)\*\*/gm)].map(([, number]) => number)
  )

  it('has every behaviour that a comment or a test’s title quotes', () => {
    const quoted = listCitations([...sources, ...tests], /\[((?:B\d+(?:, )?)+)\]/g).flatMap(
      ({ cited, path }) => cited.split(', ').map((one) => ({ number: one.slice(1), path }))
    )
    expect(quoted.length).toBeGreaterThan(100)
    expect(quoted.filter(({ number }) => !numbers.has(number))).toEqual([])
  })
})

describe('docs/glossary.md', () => {
  it('names what the code has', () => {
    const rows = readFile('docs/glossary.md').split('\n')
    const names = rows.flatMap((row) => {
      const inCode = row.split('|')[3] ?? ''
      return [...inCode.matchAll(/`(\w+)`/g)].map(([, name]) => name!)
    })
    const declared = new Set(
      [/^export (?:async )?\w+ (\w+)/gm, /^ +(?:readonly )?(\w+)(?:\?|\(.*\))?:/gm]
        .flatMap((pattern) => listCitations(sources, pattern))
        .map(({ cited }) => cited)
    )
    expect(names.length).toBeGreaterThan(15)
    expect(names.filter((name) => !declared.has(name))).toEqual([])
  })
})
