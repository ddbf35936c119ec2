import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ROOT } from '../../scripts/lib/project.mjs'

/** Stands for npm: puts the one package there, in the version that is pinned, and notes that it was asked. */
const NPM = `#!${process.execPath}
import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
const version = JSON.parse(readFileSync('package.json', 'utf8')).devDependencies.vite
cpSync('bin/vite.mjs', 'node_modules/vite/vite.mjs')
writeFileSync('node_modules/vite/package.json', JSON.stringify({ version, bin: 'vite.mjs' }))
appendFileSync('calls', 'npm ' + process.argv[2] + '\\n')
`
/** Stands for Vite, which fails when a source says so; the server it makes tells its options. */
const VITE = `
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
const isPage = process.argv.includes('vite.config.ts')
if (readFileSync('src/a.ts', 'utf8') === 'wrong') { console.error('src/a.ts is wrong'); process.exit(1) }
mkdirSync(isPage ? 'dist' : 'dist-server', { recursive: true })
if (isPage) writeFileSync('dist/index.html', 'page')
else writeFileSync('dist-server/main.js', 'export const main = (o) => console.log("serves", ...o)')
appendFileSync('calls', isPage ? 'build page\\n' : 'build server\\n')
`

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cpf-start-'))
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true })
  write('bin/npm', NPM, 0o755)
  write('bin/vite.mjs', VITE)
  pin('1.0.0')
  write('src/a.ts', 'a')
  write('server/a.ts', 'a')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content, { mode })
}
const pin = (vite: string) =>
  write('package.json', JSON.stringify({ type: 'module', devDependencies: { vite } }))

/** Runs `npm start` without npm. */
function start(...options: string[]) {
  const calls = join(folder, 'calls')
  rmSync(calls, { force: true })
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/start.mjs', ...options],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` }
    }
  )
  const called = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').toSorted() : []
  return { status, said: `${stdout}${stderr}`.trim().split('\n'), called }
}

it('npm start installs what is missing, builds what changed, and passes its options on', () => {
  expect(start('--port', '8300')).toEqual({
    status: 0,
    said: ['Installing packages ...', 'Building ...', 'serves --port 8300'],
    called: ['build page', 'build server', 'npm ci']
  })
  expect(start()).toEqual({ status: 0, said: ['serves'], called: [] })
  write('src/a.ts', 'other')
  expect(start().called).toEqual(['build page'])
  write('server/b.ts', 'new')
  expect(start().called).toEqual(['build server'])
  write('src/protocol/a.ts', 'shared')
  expect(start().called).toEqual(['build page', 'build server'])
  rmSync(join(folder, 'dist'), { recursive: true })
  expect(start().called).toEqual(['build page'])
  pin('1.0.1')
  expect(start().called).toEqual(['npm ci'])
})

it('npm start says why it can’t build, serves nothing, and builds again when that is mended', () => {
  start()
  write('src/a.ts', 'wrong')
  const { status, said } = start()
  expect([status, said]).toEqual([
    1,
    ['Building ...', 'src/a.ts is wrong', 'The build failed; see the lines above.']
  ])
  write('src/a.ts', 'mended')
  expect(start()).toMatchObject({ status: 0, called: ['build page'] })
})
