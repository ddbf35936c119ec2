import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './project.mjs'

/** kB of JavaScript, gzip, that the page may load until the editor is usable. */
const BUDGET = 350

/** Files the page needs before it is usable: the entry and what it imports, statically or at start. */
function initialFiles(manifest) {
  const files = new Set()
  const visit = (key) => {
    const chunk = manifest[key]
    if (!chunk || files.has(chunk.file)) return
    files.add(chunk.file)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key)
  return [...files]
}

/** Prints what the page built to a folder loads at start against its budget. @returns whether it is within */
export function checkBundle(folder = join(ROOT, 'dist')) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  let total = 0
  for (const file of initialFiles(manifest)) {
    const path = join(folder, file)
    if (!file.endsWith('.js') || !existsSync(path)) continue
    const size = gzipSync(readFileSync(path)).length / 1024
    total += size
    console.log(`${size.toFixed(1).padStart(8)} kB  ${file}`)
  }
  const within = total <= BUDGET
  console.log(`${total.toFixed(1).padStart(8)} kB  JavaScript at start, gzip (at most ${BUDGET})`)
  if (!within) console.error('The page loads more JavaScript at start than its budget allows.')
  return within
}
