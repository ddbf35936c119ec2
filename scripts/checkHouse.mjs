// What no linter counts: the sizes of source files (docs/testing.md), and the house's form.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findProblems, findStrangers, getMedian } from './lib/house.mjs'
import { ROOT } from './lib/project.mjs'

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'server'], {
  cwd: ROOT
})
const files = String(listed)
  .split('\n')
  .filter((path) => /\.(ts|vue|css)$/.test(path) && existsSync(join(ROOT, path)))
  .map((path) => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').split('\n').length - 1 }))
const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

const problems = [...findProblems(files), ...findStrangers(rooms)]
for (const problem of problems) console.error(problem)
console.log(`${files.length} source files, median ${getMedian(files)} lines`)
process.exit(problems.length > 0 ? 1 : 0)
