import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { RUNNER_FEATURES } from '../../browser_tests/setup/chromium'

it('the list of features that replaces the test runner’s has all of it', () => {
  const runner = createRequire(import.meta.url).resolve('playwright-core/package.json')
  const code = readFileSync(join(runner, '../lib/coreBundle.js'), 'utf8')
  const [, list = ''] = /disabledFeatures = \[(.*?)\]/s.exec(code) ?? []
  const names = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name)
  expect(names).not.toEqual([])
  expect(RUNNER_FEATURES).toEqual(names)
})
