// `npm run types`: the page with its tests, and the server.
import { bin, ensureInstalled, run } from './lib/project.mjs'

await ensureInstalled()
let failed = false
for (const project of ['tsconfig.json', 'server/tsconfig.json', 'examples/tsconfig.json']) {
  const { code, output } = await run(
    process.execPath,
    [bin('vue-tsc'), '--noEmit', '-p', project],
    {
      quiet: true
    }
  )
  console.log(`${project}: ${code === 0 ? 'ok' : `failed\n${output.trim()}`}`)
  failed ||= code !== 0
}
process.exit(failed ? 1 : 0)
