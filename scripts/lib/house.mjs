import { SRC_LAYERS } from '../eslint/layers.js'

const MEDIAN_LINES = 60
/** Of a whole file: what oxlint counts of a Vue file is its script alone. */
const MOST_LINES = 400

/** Lines of the file in the middle. */
export function getMedian(files) {
  const lines = files.map((file) => file.lines).sort((a, b) => a - b)
  return lines[Math.floor(lines.length / 2)] ?? 0
}

/** What is wrong with the form of source files. @param files each with its `path` and number of `lines` */
export function findProblems(files) {
  const problems = []
  const median = getMedian(files)
  if (median > MEDIAN_LINES)
    problems.push(`the median source file has ${median} lines; at most ${MEDIAN_LINES}`)
  for (const { path, lines } of files) {
    if (lines > MOST_LINES) problems.push(`${path}: ${lines} lines; at most ${MOST_LINES}`)
    if (/(^|\/)index\.ts$/.test(path)) problems.push(`${path}: barrel files hide where things live`)
  }
  return problems
}

/** What is wrong with the folders of `src/`. */
export function findStrangers(folders) {
  return folders
    .filter((name) => !SRC_LAYERS.includes(name))
    .map((name) => `src/${name} is no room of the house (docs/architecture.md)`)
}
