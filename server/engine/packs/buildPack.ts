import { createHash } from 'node:crypto'
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** Where a pack's build lies, in the pack itself: so it finds the pack's own packages. */
const BUILDS = '.build'
const SKIPPED = new Set([BUILDS, 'node_modules', 'web', '.git'])
const TYPESCRIPT = /(?<!\.d)\.ts$/
/** What modules import besides. */
const COPIED = /\.(?:js|mjs|json)$/

/** Paths of the files that make up the pack's modules, relative to it. */
async function listSources(folder: string, within = folder): Promise<string[]> {
  const items = await readdir(within, { withFileTypes: true })
  const lists = items.map(async (item) => {
    if (SKIPPED.has(item.name)) return []
    const path = join(within, item.name)
    if (item.isDirectory()) return listSources(folder, path)
    return TYPESCRIPT.test(item.name) || COPIED.test(item.name) ? [relative(folder, path)] : []
  })
  return (await Promise.all(lists)).flat().toSorted()
}

async function hashSources(folder: string, sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of sources) hash.update(path).update(await readFile(join(folder, path)))
  return hash.digest('hex').slice(0, 16)
}

/** Only packs in TypeScript need the compiler, which takes a while to load. */
async function loadCompiler() {
  const { default: typescript } = await import('typescript')
  const compilerOptions = {
    target: typescript.ScriptTarget.ES2022,
    module: typescript.ModuleKind.ESNext,
    rewriteRelativeImportExtensions: true,
    verbatimModuleSyntax: true
  }
  return (source: string, fileName: string): string => {
    const options = { compilerOptions, fileName, reportDiagnostics: true }
    const { outputText, diagnostics = [] } = typescript.transpileModule(source, options)
    const [wrong] = diagnostics
    if (!wrong) return outputText
    const text = typescript.flattenDiagnosticMessageText(wrong.messageText, '\n')
    throw new Error(`${fileName}: ${text}`)
  }
}

async function writeBuild(
  folder: string,
  sources: readonly string[],
  target: string
): Promise<void> {
  const compile = await loadCompiler()
  for (const path of sources) {
    const place = join(target, path.replace(TYPESCRIPT, '.js'))
    await mkdir(dirname(place), { recursive: true })
    if (!TYPESCRIPT.test(path)) await copyFile(join(folder, path), place)
    else await writeFile(place, compile(await readFile(join(folder, path), 'utf8'), path))
  }
  await writeFile(join(target, 'package.json'), '{ "type": "module" }\n')
}

/**
 * Turns a pack's TypeScript into JavaScript, beside its sources; nothing happens when that was done for the same
 * sources before. Types are taken away, not checked.
 *
 * @returns path of the module
 * @throws when a file is no TypeScript, or can't be written
 */
export async function buildPack(folder: string, entry: string): Promise<string> {
  const sources = await listSources(folder)
  const build = join(folder, BUILDS, await hashSources(folder, sources))
  const module = join(build, entry.replace(TYPESCRIPT, '.js'))
  if (await stat(module).catch(() => null)) return module
  await rm(join(folder, BUILDS), { recursive: true, force: true })
  const unfinished = `${build}.${process.pid}`
  await writeBuild(folder, sources, unfinished)
  await rename(unfinished, build)
  return module
}
