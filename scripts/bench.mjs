// `npm run bench -- [names] [--write]`: measures against the bounds of docs/performance.md; fails where one is missed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildBenches, listBenches } from './lib/benchBuild.mjs'
import { formatFigures, writeTable } from './lib/benchTable.mjs'
import { ROOT, bin, ensureBuilt, ensureInstalled, run } from './lib/project.mjs'

const words = process.argv.slice(2)
const isWriting = words.includes('--write')
const wanted = words.filter((word) => !word.startsWith('--'))
const known = listBenches()
const unknown = [
  ...wanted.filter((name) => !known.includes(name)),
  ...words.filter((word) => word.startsWith('--') && word !== '--write')
]
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Benches: ${known.join(', ')}; option: --write.`)
  process.exit(1)
}

await ensureInstalled()
await ensureBuilt()
const folder = await buildBenches()
const results = join(ROOT, '.cache/bench-results')
mkdirSync(results, { recursive: true })

/** Runs one bench in a process of its own, so that none measures what another left behind. */
async function runBench(name) {
  const file = join(results, `${name}.json`)
  rmSync(file, { force: true })
  const { code } = await run(process.execPath, ['--expose-gc', join(folder, `${name}.js`)], {
    env: { NODE_ENV: 'production', BENCH_RESULT: file }
  })
  if (code !== 0) return null
  return JSON.parse(readFileSync(file, 'utf8'))
}

let failed = false
for (const name of wanted.length > 0 ? wanted : known) {
  console.log(`\n== ${name}`)
  const figures = await runBench(name)
  if (!figures) {
    failed = true
    console.log(`== ${name}: did not finish`)
    continue
  }
  const { text, isWithin } = formatFigures(figures)
  console.log(text)
  if (!isWithin) failed = true
  if (isWriting) {
    const path = join(ROOT, 'docs/performance.md')
    writeFileSync(path, writeTable(readFileSync(path, 'utf8'), name, figures))
  }
}
if (isWriting) await run(process.execPath, [bin('oxfmt'), 'docs/performance.md'], { quiet: true })
process.exit(failed ? 1 : 0)
