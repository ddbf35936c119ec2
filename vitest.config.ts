import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig } from 'vitest/config'

const shared = {
  plugins: [vue(), icons({ compiler: 'vue3', scale: 1 })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } }
}

const NODE_ROOMS = ['protocol', 'domain', 'events', 'scripts', 'docs']
const PAGE_ROOMS = [
  'stores',
  'services',
  'composables',
  'canvas',
  'components',
  'extensions',
  'app',
  'proof'
]

/** ms; real servers, sockets and programs, and large numbers of anything, are slow on a machine that does other things too. */
const PATIENCE = 30_000

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'node',
          environment: 'node',
          testTimeout: PATIENCE,
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
          globalSetup: ['tests-ui/harness/buildServer.ts']
        }
      },
      {
        ...shared,
        test: {
          name: 'page',
          environment: 'happy-dom',
          testTimeout: PATIENCE,
          include: PAGE_ROOMS.map((room) => `tests-ui/${room}/**/*.test.ts`)
        }
      }
    ]
  }
})
