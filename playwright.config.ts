import { defineConfig } from '@playwright/test'
import { RUNNER_ARGS, findChromium } from './browser_tests/setup/chromium'

export default defineConfig({
  testDir: 'browser_tests/specs',
  globalSetup: './browser_tests/setup/build.ts',
  outputDir: '.cache/browser',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A machine that does other things besides takes its time; nothing here waits for a time to pass.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    actionTimeout: 40_000,
    launchOptions: { executablePath: await findChromium(), args: [...RUNNER_ARGS] }
  }
})
