import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig } from 'vitest/config'
import project from './package.json' with { type: 'json' }

// The page says which version it is (`src/domain/appVersion.ts`).
process.env.VITE_APP_VERSION = project.version

const shared = {
  plugins: [vue(), icons({ compiler: 'vue3', scale: 1 })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } }
}

const NODE_ROOMS = ['protocol', 'domain', 'events', 'scripts', 'docs']
const PAGE_ROOMS = [
  'i18n',
  'stores',
  'services',
  'composables',
  'canvas',
  'components',
  'extensions',
  'app',
  'proof'
]

/** What V8 makes of objects depends on all that ran in its process before. */
const ALONE = ['tests-ui/canvas/graph/quickObjects.test.ts']

/** ms; real servers, sockets and programs, and large numbers of anything, are slow on a machine that does other things too. */
const PATIENCE = 30_000

/** Files of one worker share its modules: loading them anew for each takes four times as long as all that they test. */
const TOGETHER = { testTimeout: PATIENCE, isolate: false }

export default defineConfig({
  test: {
    // All cores; by itself the runner leaves one free.
    maxWorkers: '100%',
    projects: [
      {
        ...shared,
        test: {
          name: 'node',
          environment: 'node',
          ...TOGETHER,
          include: NODE_ROOMS.map((room) => `tests-ui/${room}/**/*.test.ts`)
        }
      },
      {
        ...shared,
        test: {
          name: 'server',
          environment: 'node',
          include: ['tests-ui/server/**/*.test.ts'],
          testTimeout: PATIENCE,
          hookTimeout: PATIENCE,
          // Vitest's default is one second; less than a test's own, so that it is told what was waited for.
          expect: { poll: { timeout: 20_000 } },
          globalSetup: ['tests-ui/harness/buildServer.ts']
        }
      },
      {
        ...shared,
        test: {
          name: 'page',
          environment: 'happy-dom',
          ...TOGETHER,
          include: PAGE_ROOMS.map((room) => `tests-ui/${room}/**/*.test.ts`),
          exclude: ALONE
        }
      },
      {
        ...shared,
        test: {
          name: 'alone',
          environment: 'happy-dom',
          testTimeout: PATIENCE,
          include: ALONE
        }
      }
    ]
  }
})
