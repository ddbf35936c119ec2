import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** Bundles the server and its worker threads to dist-server/; packages stay outside. */
export default defineConfig({
  publicDir: false,
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    ssr: true,
    outDir: 'dist-server',
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      input: {
        main: fileURLToPath(new URL('./server/main.ts', import.meta.url)),
        worker: fileURLToPath(new URL('./server/engine/worker/main.ts', import.meta.url))
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      checks: { circularDependency: true },
      onwarn(warning) {
        if (warning.code === 'CIRCULAR_DEPENDENCY') throw new Error(warning.message)
      }
    }
  }
})
