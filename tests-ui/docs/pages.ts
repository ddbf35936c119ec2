import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

/** One page for readers: README.md, or a file below docs/. */
export interface DocsPage {
  /** From the project's root. */
  readonly path: string
  readonly text: string
}

/** Files below folders of the project whose names fit, from the project's root; folders that aren't there have none. */
export function listFiles(folders: readonly string[], fits: RegExp): string[] {
  return folders.flatMap((folder) =>
    existsSync(join(ROOT, folder))
      ? readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
          .map((name) => join(folder, name))
          .filter((path) => fits.test(path) && statSync(join(ROOT, path)).isFile())
      : []
  )
}

export function readFile(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

export function readPages(): DocsPage[] {
  const paths = ['README.md', ...listFiles(['docs'], /\.md$/)]
  return paths.map((path) => ({ path, text: readFile(path) }))
}

/** A page without its blocks of code, whose lines are no prose. */
function withoutBlocks(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '')
}

/** Targets of the page's links and pictures that stay within the project. */
export function listLinks({ text }: DocsPage): string[] {
  return [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^(https?|mailto):/.test(target))
}

/** Anchors of a page's headings, as code hosts make them. */
function listAnchors(text: string): string[] {
  return [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-')
  )
}

/** Whether a link of a page leads somewhere. */
export function isLive(page: DocsPage, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? page.path : relative(ROOT, resolve(ROOT, dirname(page.path), file))
  if (!existsSync(join(ROOT, path))) return false
  return anchor === undefined || listAnchors(readFile(path)).includes(anchor)
}

const ROOMS = ['src', 'server', 'tests-ui', 'browser_tests', 'bench', 'scripts', 'docs', 'public']

/** Files and folders of the project that a page names, such as `src/domain/ids.ts`; patterns are left out. */
export function listNamedPaths({ text }: DocsPage): string[] {
  return [...withoutBlocks(text).matchAll(/`([^`\s]+)`/g)]
    .map(([, code]) => code!)
    .filter((code) => ROOMS.some((room) => code.startsWith(`${room}/`)) && !/[*<{…]/.test(code))
}
