// `npm test`: everything, in the order in which it is cheapest to learn that something is wrong.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ROOT, bin, ensureInstalled, run } from './lib/project.mjs'

await ensureInstalled()
const CACHE = join(ROOT, '.cache')
mkdirSync(CACHE, { recursive: true })
const UNIT_REPORT = join(CACHE, 'unit.json')
const BROWSER_REPORT = join(CACHE, 'browser.json')
for (const report of [UNIT_REPORT, BROWSER_REPORT]) rmSync(report, { force: true })

const total = { passed: 0, failed: 0, skipped: 0 }
/** What failed; told once more at the very end, where it is seen. */
const told = []

/** Runs a step and counts it as one check; what it says comes at its end, so that steps can run side by side. */
async function check(name, args) {
  const start = Date.now()
  const { code, output } = await run(process.execPath, args, { quiet: true })
  if (code === 0) total.passed++
  else total.failed++
  console.log(`\n== ${name}\n${output.trim()}`)
  console.log(
    `== ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${((Date.now() - start) / 1000).toFixed(1)} s)`
  )
  return code === 0
}

/** The specs of Playwright's report, which nests them by file and `describe`. */
function listSpecs({ suites = [], specs = [] }) {
  return [...specs, ...suites.flatMap(listSpecs)]
}

/** One test with the first lines of why. */
function tell(title, why = '') {
  const lines = stripVTControlCharacters(why).trim().split('\n').slice(0, 12)
  return [`failed: ${title}`, ...lines.map((line) => `  ${line}`)].join('\n')
}

/** Runs a test runner and adds up what it reports; a runner that reports nothing has failed. */
async function tests(name, args, report, count, list) {
  const start = Date.now()
  console.log(`\n== ${name}`)
  const { code } = await run(process.execPath, args, {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER_REPORT }
  })
  let counts = { passed: 0, failed: 1, skipped: 0 }
  try {
    const results = JSON.parse(readFileSync(report, 'utf8'))
    counts = count(results)
    told.push(...list(results))
    if (code !== 0 && counts.failed === 0) counts.failed = 1
  } catch (error) {
    console.error(`${name} left no report: ${error.message}`)
  }
  for (const key of Object.keys(total)) total[key] += counts[key]
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  console.log(
    `== ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)`
  )
}

// Each of these keeps one core busy.
await Promise.all([
  check('format', [bin('oxfmt'), '--check', '.']).then(() => check('types', ['scripts/types.mjs'])),
  check('lint', ['scripts/lint.mjs'])
])
await tests(
  'unit',
  [bin('vitest'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
  UNIT_REPORT,
  (report) => ({
    passed: report.numPassedTests,
    failed:
      report.numFailedTests +
      (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests
  }),
  (report) =>
    report.testResults.flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed')
      if (failed.length === 0) return message ? [tell(name, message)] : []
      return failed.map((test) => tell(test.fullName, test.failureMessages[0]))
    })
)
const isBuilt = await check('build', ['scripts/build.mjs'])
if (isBuilt) {
  await tests(
    'browser',
    [bin('@playwright/test', 'playwright'), 'test', '--reporter=dot,json'],
    BROWSER_REPORT,
    (report) => ({
      passed: report.stats.expected,
      failed: report.stats.unexpected,
      skipped: report.stats.skipped
    }),
    (report) =>
      listSpecs(report).flatMap(({ title, file, tests: [test] }) => {
        if (test.status !== 'unexpected') return []
        return [tell(`${file}: ${title}`, test.results[0]?.error?.message)]
      })
  )
} else {
  total.failed++
  console.log('\n== browser: not run, since there is no build')
}

for (const line of told) console.log(`\n${line}`)
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 ? 1 : 0)
