import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig } from 'vite'
import project from './package.json' with { type: 'json' }

// The page says which version it is (`src/domain/appVersion.ts`).
process.env.VITE_APP_VERSION = project.version

const SERVER = process.env.CPF_DEV_SERVER ?? 'http://127.0.0.1:8288'
// `changeOrigin: false` keeps the page's Host, which the server compares with Origin (protocol.md §3.1).
const forward = { target: SERVER, changeOrigin: false }

export default defineConfig({
  base: './',
  plugins: [vue(), tailwindcss(), icons({ compiler: 'vue3', scale: 1 })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    // src/i18n/compileMessage.ts is the compiler.
    __INTLIFY_DROP_MESSAGE_COMPILER__: true
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    manifest: true,
    sourcemap: true,
    rolldownOptions: {
      checks: { circularDependency: true },
      onwarn(warning) {
        if (warning.code === 'CIRCULAR_DEPENDENCY' && !/node_modules/.test(warning.message ?? '')) {
          throw new Error(warning.message)
        }
      }
    }
  },
  server: {
    proxy: {
      '/api': { ...forward, ws: true },
      '/ws': { ...forward, ws: true },
      '/extensions': forward,
      '/templates': forward,
      '/internal': forward
    }
  }
})
