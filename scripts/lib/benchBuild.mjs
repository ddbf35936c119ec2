import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { ROOT } from './project.mjs'

const FOLDER = join(ROOT, 'bench')
const ENDING = '.bench.ts'

/** Names of all benches, in order. */
export function listBenches() {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
}

/** Modules find their fixtures by where they stand in the sources, not by where the bundle is. */
const keepPlaces = {
  name: 'keep-places',
  transform(code, id) {
    return code.includes('import.meta.dirname')
      ? { code: code.replaceAll('import.meta.dirname', JSON.stringify(dirname(id))), map: null }
      : null
  }
}

/** Bundles the benches as the page is bundled: no module wrappers, Vue as in production. @returns their folder */
export async function buildBenches() {
  const outDir = join(ROOT, '.cache/bench')
  const input = Object.fromEntries(listBenches().map((name) => [name, join(FOLDER, name + ENDING)]))
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    plugins: [keepPlaces],
    resolve: { alias: { '@': join(ROOT, 'src') } },
    define: { 'process.env.NODE_ENV': '"production"' },
    ssr: { noExternal: ['vue', 'pinia', /^@vue\//] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  })
  return outDir
}
