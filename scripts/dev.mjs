// `npm run dev`: Vite with hot reload in front of the server, which is rebuilt and restarted when its sources change.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer as createProbe } from 'node:net'
import { join } from 'node:path'
import { ensureInstalled, ROOT } from './lib/project.mjs'

/** Options of the server, but for those that are taken out. */
const serverOptions = process.argv.slice(2)

/** Takes `--name value` or `--name=value` out of the options. */
function takeOption(name) {
  const at = serverOptions.findIndex((one) => one === name || one.startsWith(`${name}=`))
  if (at === -1) return null
  const [option] = serverOptions.splice(at, 1)
  if (option.includes('=')) return option.slice(name.length + 1)
  return serverOptions.splice(at, 1)[0] ?? ''
}

/** `--port N` is the server's, `--page-port N` Vite's; 0: any free one. */
function takePort(name, usual) {
  const text = takeOption(name) ?? String(usual)
  if (/^\d+$/.test(text) && Number(text) < 65_536) return Number(text)
  console.error(`${name} must be a whole number from 0 to 65535, not "${text}".`)
  process.exit(1)
}

/** A port that nothing listens on just now. */
function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createProbe()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

const pagePort = takePort('--page-port', 5173)
const port = takePort('--port', 8288) || (await findFreePort())
const serverAddress = `http://127.0.0.1:${port}`
// Read by vite.config.ts, so it must be set before that is loaded.
process.env.CPF_DEV_SERVER = serverAddress

await ensureInstalled()
const { build, createServer } = await import('vite')

const BUILT = join(ROOT, '.cache/dev/server')
const PAGE = join(ROOT, '.cache/dev/page')

/** What is found at the server's own address meanwhile: the page is Vite's. */
function writeSignpost(address) {
  mkdirSync(PAGE, { recursive: true })
  writeFileSync(
    join(PAGE, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Development server</title>` +
      `<p>The page with hot reload is at <a href="${address}">${address}</a>.</p>\n`
  )
}

let child = null
let wasReady = false
let isStopping = false
/** Restarts come one after the other. */
let turn = Promise.resolve()

function endServer() {
  const ending = child
  child = null
  if (!ending || ending.exitCode !== null || ending.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    ending.once('close', resolve)
    ending.kill('SIGTERM')
  })
}

async function startServer() {
  await endServer()
  if (isStopping) return
  const runner = join(ROOT, 'scripts/runServer.mjs')
  const own = ['--port', String(port), '--front-end-root', PAGE]
  const args = [runner, join(BUILT, 'main.js'), ...own, ...serverOptions]
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  child = started
  // All it ever says there is that it is ready.
  started.stdout.on('data', () => {
    if (!wasReady)
      console.log(`The page with hot reload is at ${address} (server at ${serverAddress})`)
    wasReady = true
  })
  started.once('close', (code) => {
    if (started !== child || isStopping) return
    if (!wasReady) void stop(code ?? 1)
    else console.error('The server ended; it starts again when its sources change.')
  })
}

function restart() {
  turn = turn.then(startServer)
}

const page = await createServer({
  root: ROOT,
  configFile: join(ROOT, 'vite.config.ts'),
  server: {
    host: '127.0.0.1',
    port: pagePort,
    // What the server writes is no source of the page.
    watch: {
      ignored: ['.cache', 'data', 'dist', 'dist-server'].map((name) => join(ROOT, name, '**'))
    }
  }
})
await page.listen()
const address = page.resolvedUrls?.local[0] ?? ''
writeSignpost(address)

const watcher = await build({
  root: ROOT,
  configFile: join(ROOT, 'vite.server.config.ts'),
  logLevel: 'warn',
  build: { outDir: BUILT, emptyOutDir: true, watch: {} }
})
watcher.on('event', (event) => {
  if (event.code === 'END') restart()
  if (event.code === 'ERROR')
    console.error(event.error?.message ?? 'The server could not be built.')
})

async function stop(code) {
  if (isStopping) process.exit(130)
  isStopping = true
  await turn
  await Promise.allSettled([watcher.close(), page.close(), endServer()])
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(0))
