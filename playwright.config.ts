import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './browser_tests/setup/chromium'

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
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: { executablePath: await findChromium(), args: [...CHROMIUM_ARGS] }
  }
})
