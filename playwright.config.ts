import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, findChromium } from './browser_tests/setup/chromium'

export default defineConfig({
  testDir: 'browser_tests/specs',
  globalSetup: './browser_tests/setup/build.ts',
  outputDir: '.cache/browser',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: { executablePath: await findChromium(), args: [...CHROMIUM_ARGS] }
  }
})
