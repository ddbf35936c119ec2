// `node server/samples/make/makeSamples.mjs`: paints the sample pictures, writes the sample workflows, runs each of
// them on the embedded engine and makes its thumbnail of what came out.
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import sharp from 'sharp'
import { build } from 'vite'
import { paintHills, paintLeaf } from './paintInputs.mjs'
import { SAMPLES } from './samples.mjs'
import { toPrompt } from './toPrompt.mjs'
import { writeDocument } from './writeDocument.mjs'

const ROOT = resolve(import.meta.dirname, '../../..')
const SAMPLES_FOLDER = join(ROOT, 'server/samples')
const IMAGES = join(SAMPLES_FOLDER, 'images')
const TEMPLATES = join(SAMPLES_FOLDER, 'templates')
const PROMPTS = join(ROOT, 'tests-ui/fixtures/engine/samplePrompts')
const BUILD = join(ROOT, '.cache/samples')
const THUMBNAIL_SIZE = 400

async function loadEngine() {
  const engine = join(ROOT, 'server/engine/createEngine.ts')
  const worker = join(ROOT, 'server/engine/worker/main.ts')
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    publicDir: false,
    resolve: { alias: { '@': join(ROOT, 'src') } },
    build: {
      ssr: true,
      outDir: BUILD,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { input: { engine, worker }, output: { entryFileNames: '[name].js' } }
    }
  })
  const { createEngine } = await import(pathToFileURL(join(BUILD, 'engine.js')).href)
  return createEngine
}

function openPixels({ data, width, height, channels }) {
  return sharp(data, { raw: { width, height, channels } })
}

async function paintPictures() {
  await openPixels(paintHills()).jpeg({ quality: 88, mozjpeg: true }).toFile(join(IMAGES, 'sample-hills.jpg'))
  await openPixels(paintLeaf()).png({ compressionLevel: 9, palette: false }).toFile(join(IMAGES, 'sample-leaf.png'))
}

const writeJson = (path, value) => writeFile(path, `${JSON.stringify(value, null, 1)}\n`)

/** @returns the path of the first picture that the sample's result node saved */
async function runSample(engine, folders, sample, prompt) {
  const checked = await engine.validate(prompt, null)
  if (!checked.valid) throw new Error(`${sample.name}: ${JSON.stringify(checked)}`)
  const job = { promptId: sample.name, prompt, outputNodeIds: checked.outputNodeIds, extraData: {} }
  const started = performance.now()
  const result = await engine.run(job, () => {})
  if (result.status !== 'success') throw new Error(`${sample.name}: ${JSON.stringify(result.messages.at(-1))}`)
  console.log(`${sample.name}: ${Math.round(performance.now() - started)} ms`)
  const [picture] = result.outputs[sample.result].images
  return join(folders[picture.type], picture.subfolder, picture.filename)
}

async function makeThumbnail(picture, name) {
  await sharp(picture)
    .resize(THUMBNAIL_SIZE, THUMBNAIL_SIZE, { fit: 'cover' })
    .webp({ quality: 82 })
    .toFile(join(TEMPLATES, `${name}-1.webp`))
}

function writeIndex() {
  const templates = SAMPLES.map(({ name, title, description }) => ({
    name,
    title,
    mediaType: 'image',
    mediaSubtype: 'webp',
    description
  }))
  const module = { moduleName: 'parallel-samples', title: 'Samples', type: 'image', templates }
  return writeJson(join(TEMPLATES, 'index.json'), [module])
}

async function makeAll() {
  await Promise.all([IMAGES, TEMPLATES, PROMPTS].map((folder) => mkdir(folder, { recursive: true })))
  await paintPictures()
  const createEngine = await loadEngine()
  const data = await mkdtemp(join(tmpdir(), 'samples-'))
  const folders = Object.fromEntries(['input', 'output', 'temp'].map((name) => [name, join(data, name)]))
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder)))
  for (const file of await readdir(IMAGES)) await copyFile(join(IMAGES, file), join(folders.input, file))
  const engine = createEngine({ folders, workers: 1, workerUrl: pathToFileURL(join(BUILD, 'worker.js')) })
  const definitions = await engine.getObjectInfo()
  for (const sample of SAMPLES) {
    const prompt = toPrompt(sample, definitions)
    await writeJson(join(TEMPLATES, `${sample.name}.json`), writeDocument(sample, definitions))
    await writeJson(join(PROMPTS, `${sample.name}.json`), prompt)
    await makeThumbnail(await runSample(engine, folders, sample, prompt), sample.name)
  }
  await writeIndex()
  await engine.close()
  await rm(data, { recursive: true })
}

await makeAll()
