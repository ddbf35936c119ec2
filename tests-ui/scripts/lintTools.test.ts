import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ROOT } from '../../scripts/lib/project.mjs'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cpf-lint-'))))
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** Runs a tool in the folder with our settings for it; what it says of the files there. */
function run(tool: string, settings: string, args: readonly string[]): string {
  copyFileSync(join(ROOT, settings), join(folder, settings))
  const program = join(ROOT, 'node_modules', tool)
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: 'utf8'
  })
  return `${stdout}exit code ${status}`
}
const runOxlint = () => run('oxlint/bin/oxlint', '.oxlintrc.json', ['-f', 'unix', 'src'])

const repeat = (line: string, count: number) => Array(count).fill(line).join('\n')
/** Takes so many lines altogether. */
const makeFunction = (lines: number) =>
  `function work(): void {\n${repeat('  console.info(1)', lines - 2)}\n}\nwork()\n`
const makeComponent = (script: string) =>
  `<script setup lang="ts">\n${script}</script>\n<template><p></p></template>\n`

describe('the linter fails', () => {
  it('for a cycle of imports', () => {
    write('src/domain/a.ts', "import { b } from './b'\n\nexport const a = () => b\n")
    write('src/domain/b.ts', "import { a } from './a'\n\nexport const b = () => a\n")
    expect(runOxlint()).toMatch(/[ab]\.ts.*Dependency cycle[^]*[ab]\.ts.*Dependency cycle/)
  })

  it('for large functions and files, any, and a silenced compiler, in components too', () => {
    const files = [
      ['fn.ts', makeFunction(61), 'eslint(max-lines-per-function)'],
      ['Fn.vue', makeComponent(makeFunction(61)), 'eslint(max-lines-per-function)'],
      ['file.ts', repeat('console.info(1)', 401), 'eslint(max-lines)'],
      ['any.ts', 'export const a: any = 1\n', 'typescript(no-explicit-any)'],
      ['Any.vue', makeComponent('const a: any = 1\n'), 'typescript(no-explicit-any)'],
      ['silent.ts', '// @ts-ignore\nexport const a = 1\n', 'typescript(ban-ts-comment)']
    ] as const
    for (const [name, code] of files) write(`src/domain/${name}`, code)
    const said = runOxlint()
    const told = said.matchAll(/^src\/domain\/([\w.]+):.*\[Error\/(.*)\]$/gm)
    expect(Array.from(told, ([, name, rule]) => `${name} ${rule}`).toSorted()).toEqual(
      files.map(([name, , rule]) => `${name} ${rule}`).toSorted()
    )
    expect(said).toContain('exit code 1')
  })

  it('for no less', () => {
    write('src/domain/fn.ts', makeFunction(60))
    write('src/domain/file.ts', repeat('console.info(1)', 400))
    expect(runOxlint()).toBe('exit code 0')
  })

  it('for promises that nobody waits for, and for cases that are forgotten', () => {
    // Where the tool looks for the part that knows types.
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    write('tsconfig.json', '{ "compilerOptions": { "strict": true, "lib": ["esnext", "dom"] } }')
    write('src/a.ts', 'async function work(): Promise<void> {}\nwork()\n')
    write('src/b.ts', 'export const f = (a: Promise<boolean>): number => (a ? 1 : 2)\n')
    write(
      'src/c.ts',
      "export function f(a: 'x' | 'y'): void {\n  switch (a) {\n    case 'x':\n  }\n}\n"
    )
    const said = run('oxlint/bin/oxlint', '.oxlintrc.json', ['--type-aware', '-f', 'unix', 'src'])
    const told = Array.from(said.matchAll(/^src\/(\w)\.ts:.*\[Error\/typescript\((.*)\)\]$/gm))
    expect(told.map(([, name, rule]) => `${name} ${rule}`).toSorted()).toEqual([
      'a no-floating-promises',
      'b no-misused-promises',
      'c switch-exhaustiveness-check'
    ])
  })

  it('for exports that nobody uses, and for files', () => {
    write('package.json', '{ "name": "house", "type": "module" }')
    write('scripts/start.mjs', "import { used } from '../src/a'\n\nconsole.info(used)\n")
    write('src/a.ts', 'export const used = 1\nexport const dead = 2\n')
    write('src/b.ts', 'export const lonely = 1\n')
    const said = run('knip/bin/knip.js', 'knip.json', ['--no-progress'])
    expect(said).toMatch(/Unused files \(1\)\nsrc\/b\.ts[^]*Unused exports \(1\)\ndead/)
    expect(said).toContain('exit code 1')
  })
})

describe('the house’s form', async () => {
  const { findProblems, findStrangers } = (await import(join(ROOT, 'scripts/lib/house.mjs'))) as {
    findProblems(files: readonly { path: string; lines: number }[]): string[]
    findStrangers(folders: readonly string[]): string[]
  }
  const small = { path: 'src/domain/a.ts', lines: 60 }

  it('has files that are small in the middle, 400 lines at most, templates counted, and no barrels', () => {
    const large = { path: 'src/components/A.vue', lines: 401 }
    const barrel = { path: 'src/domain/index.ts', lines: 1 }
    expect(findProblems([small, { ...large, lines: 400 }, small])).toEqual([])
    expect(findProblems([small, large, barrel])).toEqual([
      'src/components/A.vue: 401 lines; at most 400',
      'src/domain/index.ts: barrel files hide where things live'
    ])
    expect(findProblems([{ ...small, lines: 61 }])).toEqual([
      expect.stringContaining('the median source file has 61 lines')
    ])
  })

  it('has rooms, and no others', () => {
    expect(findStrangers(['domain', 'canvas', 'utils'])).toEqual([
      expect.stringContaining('src/utils is no room')
    ])
  })
})

describe('the budget of JavaScript at start', async () => {
  const { checkBundle } = (await import(join(ROOT, 'scripts/lib/bundle.mjs'))) as {
    checkBundle(folder: string): boolean
  }
  /** Random bytes can't be packed. */
  const writePage = (entry: number, imported: number, later: number) => {
    for (const [name, size] of Object.entries({ entry, imported, later }))
      write(`assets/${name}.js`, randomBytes(size * 1000))
    const manifest = {
      'index.html': {
        file: 'assets/entry.js',
        isEntry: true,
        imports: ['a'],
        dynamicImports: ['b']
      },
      a: { file: 'assets/imported.js' },
      b: { file: 'assets/later.js' }
    }
    write('.vite/manifest.json', JSON.stringify(manifest))
  }

  it('counts the entry and what it imports, packed, and not what is loaded later', () => {
    vi.spyOn(console, 'log').mockReturnValue()
    vi.spyOn(console, 'error').mockReturnValue()
    writePage(200, 150, 900)
    expect(checkBundle(folder)).toBe(true)
    writePage(200, 170, 0)
    expect(checkBundle(folder)).toBe(false)
    expect(readFileSync(join(ROOT, 'scripts/build.mjs'), 'utf8')).toContain(
      'process.exit(checkBundle() ? 0 : 1)'
    )
  })
})
