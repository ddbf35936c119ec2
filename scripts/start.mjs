// `npm start`: install what is missing, build what changed, serve.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`)
  process.exit(1)
}

const { existsSync } = await import('node:fs')
const { join } = await import('node:path')
const { pathToFileURL } = await import('node:url')
const { ensureBuilt, ensureInstalled, ROOT } = await import('./lib/project.mjs')

const options = process.argv.slice(2)
const server = join(ROOT, 'dist-server/main.js')
const wantsHelp = options.includes('--help') || options.includes('-h')
// What can be done is told at once by any build there is.
if (!wantsHelp || !existsSync(server)) {
  await ensureInstalled()
  await ensureBuilt()
}
const { main } = await import(pathToFileURL(server).href)
await main(options)
