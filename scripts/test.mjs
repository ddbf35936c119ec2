// `npm test`: everything, in the order in which it is cheapest to learn that something is wrong.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, bin, ensureInstalled, run } from './lib/project.mjs'

await ensureInstalled()
const CACHE = join(ROOT, '.cache')
mkdirSync(CACHE, { recursive: true })
const UNIT_REPORT = join(CACHE, 'unit.json')
const BROWSER_REPORT = join(CACHE, 'browser.json')
for (const report of [UNIT_REPORT, BROWSER_REPORT]) rmSync(report, { force: true })

const total = { passed: 0, failed: 0, skipped: 0 }

/** Runs a step and counts it as one check. */
async function check(name, args) {
  const start = Date.now()
  console.log(`\n== ${name}`)
  const { code } = await run(process.execPath, args)
  if (code === 0) total.passed++
  else total.failed++
  console.log(
    `== ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${((Date.now() - start) / 1000).toFixed(1)} s)`
  )
  return code === 0
}

/** Runs a test runner and adds up what it reports; a runner that reports nothing has failed. */
async function tests(name, args, report, count) {
  const start = Date.now()
  console.log(`\n== ${name}`)
  const { code } = await run(process.execPath, args, {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER_REPORT }
  })
  let counts = { passed: 0, failed: 1, skipped: 0 }
  try {
    counts = count(JSON.parse(readFileSync(report, 'utf8')))
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

await check('format', [bin('oxfmt'), '--check', '.'])
await check('lint', ['scripts/lint.mjs'])
await check('types', ['scripts/types.mjs'])
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
  })
)
const isBuilt = await check('build', ['scripts/build.mjs'])
if (isBuilt) {
  await tests(
    'browser',
    [bin('@playwright/test', 'playwright'), 'test', '--reporter=line,json'],
    BROWSER_REPORT,
    (report) => ({
      passed: report.stats.expected + report.stats.flaky,
      failed: report.stats.unexpected,
      skipped: report.stats.skipped
    })
  )
} else {
  total.failed++
  console.log('\n== browser: not run, since there is no build')
}

console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 ? 1 : 0)
