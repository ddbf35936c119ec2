// What no linter counts: the median size of source files (at most 60 lines), and the house's form.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './lib/project.mjs'
import { SRC_LAYERS } from './eslint/layers.js'

const MEDIAN_LINES = 60
const problems = []

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'server'], {
  cwd: ROOT
})
const sources = String(listed)
  .split('\n')
  .filter((file) => /\.(ts|vue)$/.test(file) && existsSync(join(ROOT, file)))
const lines = sources.map((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length)
const median = lines.sort((a, b) => a - b)[Math.floor(lines.length / 2)] ?? 0
if (median > MEDIAN_LINES)
  problems.push(`the median source file has ${median} lines; at most ${MEDIAN_LINES}`)

const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory()
)
for (const { name } of rooms) {
  if (!SRC_LAYERS.includes(name))
    problems.push(`src/${name} is no room of the house (docs/architecture.md)`)
}
for (const file of sources) {
  if (/(^|\/)index\.ts$/.test(file)) problems.push(`${file}: barrel files hide where things live`)
}

for (const problem of problems) console.error(problem)
console.log(`${sources.length} source files, median ${median} lines`)
process.exit(problems.length > 0 ? 1 : 0)
