import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '../..')

/** Runs a program and resolves with its exit code; output goes to our own streams unless `quiet`. */
export function run(command, args, { quiet = false, env = {} } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32'
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', fail)
    child.on('close', (code, signal) => done({ code: code ?? (signal ? 1 : 0), output }))
  })
}

/** Path of a package's program, for `node <path>` (no shell, no npx start-up). */
export function bin(packageName, program = packageName) {
  const folder = join(ROOT, 'node_modules', packageName)
  const { bin: programs } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof programs === 'string' ? programs : programs[program])
}

function installedVersion(name) {
  try {
    return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))
      .version
  } catch {
    return null
  }
}

/** Installs packages when one that package.json pins is missing or of another version. */
export async function ensureInstalled() {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8')
  )
  const pins = Object.entries({ ...dependencies, ...devDependencies })
  if (pins.every(([name, version]) => installedVersion(name) === version)) return
  console.log('Installing packages ...')
  const { code, output } = await run('npm', ['ci', '--no-fund', '--no-audit'], { quiet: true })
  if (code !== 0) {
    console.error(output.trim())
    console.error('Could not install the packages; see the lines above.')
    process.exit(1)
  }
}

const CACHE = join(ROOT, '.cache')

/** What is built, from what, and what proves that it was. */
const PARTS = {
  page: {
    config: 'vite.config.ts',
    result: 'dist/index.html',
    sources: ['src', 'public', 'index.html', 'package-lock.json', 'vite.config.ts']
  },
  server: {
    config: 'vite.server.config.ts',
    result: 'dist-server/main.js',
    sources: ['server', 'src/protocol', 'package-lock.json', 'vite.server.config.ts']
  }
}

function* files(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return
  if (!stat.isDirectory()) {
    yield `${path}:${stat.size}:${stat.mtimeMs}`
    return
  }
  for (const name of readdirSync(path).sort()) yield* files(join(path, name))
}

function sourceStamp({ sources }) {
  const hash = createHash('sha1')
  for (const source of sources) for (const line of files(join(ROOT, source))) hash.update(line)
  return hash.digest('hex')
}

const stampFile = (name) => join(CACHE, `built-${name}`)

function isBuilt(name) {
  const part = PARTS[name]
  const file = stampFile(name)
  return (
    existsSync(join(ROOT, part.result)) &&
    existsSync(file) &&
    readFileSync(file, 'utf8') === sourceStamp(part)
  )
}

/** @returns what the build said when it failed, null when it went well */
async function runBuild(name, extra = []) {
  const config = PARTS[name].config
  const args = [bin('vite'), 'build', '--config', config, '--logLevel', 'warn', ...extra]
  const { code, output } = await run(process.execPath, args, { quiet: true })
  return code === 0 ? null : output.trim()
}

async function buildParts(names) {
  mkdirSync(CACHE, { recursive: true })
  const stamps = names.map((name) => sourceStamp(PARTS[name]))
  const failures = await Promise.all(names.map((name) => runBuild(name)))
  const failure = failures.find((output) => output !== null)
  if (failure !== undefined) {
    console.error(failure)
    console.error('The build failed; see the lines above.')
    process.exit(1)
  }
  for (const [index, name] of names.entries()) writeFileSync(stampFile(name), stamps[index])
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Holds a lock while it works, so that two starts at once don't write the same folder. */
async function whileLocked(work) {
  const lock = join(CACHE, 'build.lock')
  mkdirSync(CACHE, { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const owner = Number(readFileSync(lock, 'utf8') || 0)
      if (owner > 0 && !isAlive(owner)) rmSync(lock, { force: true })
      else await new Promise((resume) => setTimeout(resume, 100))
    }
  }
  const unlock = () => rmSync(lock, { force: true })
  process.once('exit', unlock)
  try {
    return await work()
  } finally {
    process.off('exit', unlock)
    unlock()
  }
}

/** Builds what is older than its sources: the page, the server, or both. */
export async function ensureBuilt() {
  const isStale = (name) => !isBuilt(name)
  if (!Object.keys(PARTS).some(isStale)) return
  await whileLocked(async () => {
    // Another start may have built it meanwhile.
    const names = Object.keys(PARTS).filter(isStale)
    if (names.length === 0) return
    console.log('Building ...')
    await buildParts(names)
  })
}

/** Builds the page to dist/ and the server to dist-server/, and notes what they were built from. */
export async function buildAll() {
  await whileLocked(() => buildParts(Object.keys(PARTS)))
}

/**
 * Builds the server to a folder that belongs to its present sources, once: a build that tests run from isn't
 * overwritten while they do.
 * @returns path of its main.js
 * @throws with what the build said when it failed
 */
export async function buildServerForTests() {
  const builds = join(CACHE, 'test-server')
  const folder = join(builds, sourceStamp(PARTS.server))
  const main = join(folder, 'main.js')
  return whileLocked(async () => {
    if (existsSync(main)) return main
    const unfinished = `${folder}.unfinished`
    rmSync(builds, { recursive: true, force: true })
    const failure = await runBuild('server', ['--outDir', unfinished])
    if (failure !== null) throw new Error(`The server could not be built.\n${failure}`)
    renameSync(unfinished, folder)
    return main
  })
}
