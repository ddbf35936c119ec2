// `npm run lint`: layers, cycles, sizes, dead exports, and what the linters know.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bin, ensureInstalled, ROOT, run } from './lib/project.mjs'

await ensureInstalled()
const FOLDERS = ['src', 'server', 'tests-ui', 'browser_tests', 'bench', 'scripts'].filter(
  (folder) => existsSync(join(ROOT, folder))
)
const CHECKS = [
  ['oxlint', [bin('oxlint'), '--type-aware', ...FOLDERS]],
  ['eslint', [bin('eslint'), '--max-warnings', '0', ...FOLDERS]],
  ['knip', [bin('knip'), '--no-progress']],
  ['house', ['scripts/checkHouse.mjs']]
]

let failed = false
for (const [name, args] of CHECKS) {
  const { code, output } = await run(process.execPath, args, { quiet: true })
  if (code === 0) console.log(`${name}: ok`)
  else {
    failed = true
    console.log(`${name}: failed\n${output.trim()}`)
  }
}
process.exit(failed ? 1 : 0)
