import { readFileSync, readdirSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, makeFolders, type TestEngine } from '../../builders/engine'
import { installSamples } from '../../../server/engine/installSamples'
import { BUILTIN_NODES } from '../../../server/engine/nodes/builtinNodes'
import type { ApiPrompt } from '../../../src/protocol/prompt'

const SAMPLES = join(import.meta.dirname, '../../../server/samples')
const TEMPLATES = join(SAMPLES, 'templates')
const PROMPTS = join(import.meta.dirname, '../../fixtures/engine/samplePrompts')

function readJson<Value>(path: string): Value {
  return JSON.parse(readFileSync(path, 'utf8')) as Value
}

interface Template {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly mediaSubtype: string
}

interface DocumentNode {
  readonly id: number
  readonly type: string
  readonly pos: [number, number]
  readonly size: [number, number]
}

interface Graph {
  readonly nodes: DocumentNode[]
}

interface Document extends Graph {
  readonly id: string
  readonly version: number
  readonly extra: object
  readonly groups?: readonly { readonly bounding: readonly number[] }[]
  readonly definitions?: { readonly subgraphs: (Graph & { id: string })[] }
}

const [module] = readJson<{ moduleName: string; templates: Template[] }[]>(
  join(TEMPLATES, 'index.json')
)
const samples = module!.templates
const LANGUAGES = ['de', 'ja', 'zh']
const INDEXES = ['index.json', ...LANGUAGES.map((language) => `index.${language}.json`)]
const readDocument = (name: string) => readJson<Document>(join(TEMPLATES, `${name}.json`))
const readPrompt = (name: string) => readJson<ApiPrompt>(join(PROMPTS, `${name}.json`))

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
  await rm(host.folders.input, { recursive: true })
  await mkdir(host.folders.input)
  await installSamples(host.folders, SAMPLES)
})
afterAll(() => host.dispose())

/** Fewer steps, smaller pictures: the graph is what counts here. */
function hurry(prompt: ApiPrompt, overrides: Record<string, number> = {}): ApiPrompt {
  const small: Record<string, number> = {
    steps: 1,
    width: 64,
    height: 64,
    blur_radius: 2,
    ...overrides
  }
  return Object.fromEntries(
    Object.entries(prompt).map(([id, node]) => {
      const inputs = Object.entries(node.inputs).map(([name, value]) => [
        name,
        typeof value === 'number' && value > 0 ? (small[name] ?? value) : value
      ])
      return [id, { ...node, inputs: Object.fromEntries(inputs) as Record<string, unknown> }]
    })
  )
}

const TITLE_HEIGHT = 30
/** Of nodes with a picture below their fields; one that is lower grows when it gets one. */
const NEEDED_HEIGHT: Readonly<Record<string, number>> = {
  LoadImage: 298,
  PreviewImage: 254,
  ReactionDiffusionSampler: 446,
  SaveImage: 278
}
/** What a graph fills of the canvas when it is fitted, in a window of 1280 by 720. */
const CANVAS = { width: 1208 * 0.85, height: 684 * 0.85 }
/** Below it the canvas leaves out the texts of nodes. */
const READABLE = 0.605

/** Pairs of nodes of which one covers a part of the other, titles included. */
function findOverlaps({ nodes }: Graph): string[] {
  const boxes = nodes.map(({ id, pos: [x, y], size: [width, height] }) => ({
    id,
    left: x,
    right: x + width,
    top: y - TITLE_HEIGHT,
    bottom: y + height
  }))
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.id} and ${b.id}`)
  )
}

describe('the samples', () => {
  it('are listed in the form of ComfyUI’s template index, with a thumbnail each', async () => {
    expect(module!.moduleName).toBe('parallel-samples')
    expect(samples.length).toBeGreaterThanOrEqual(4)
    for (const { name, title, description, mediaSubtype } of samples) {
      expect(title && description).toBeTruthy()
      const { format, width, height } = await sharp(
        join(TEMPLATES, `${name}-1.${mediaSubtype}`)
      ).metadata()
      expect({ format, width, height }).toEqual({ format: 'webp', width: 400, height: 400 })
    }
    const files = samples.flatMap(({ name }) => [`${name}-1.webp`, `${name}.json`])
    expect(readdirSync(TEMPLATES).sort()).toEqual([...files, ...INDEXES].sort())
  })

  it.each(LANGUAGES)('have names in %s, every one', (language) => {
    const [translated] = readJson<[typeof module & object]>(
      join(TEMPLATES, `index.${language}.json`)
    )
    expect(translated.templates.map(({ name }) => name)).toEqual(samples.map(({ name }) => name))
    translated.templates.forEach(({ title, description }, index) => {
      expect(title && description).toBeTruthy()
      expect([title, description]).not.toEqual([samples[index]!.title, samples[index]!.description])
    })
  })

  it.each(samples)('$name has a place for every node, and an id of its own', ({ name }) => {
    const document = readDocument(name)

    expect(document.version).toBe(0.4)
    expect(findOverlaps(document)).toEqual([])
    for (const subgraph of document.definitions?.subgraphs ?? [])
      expect(findOverlaps(subgraph)).toEqual([])
    const ids = samples.map((sample) => readDocument(sample.name).id)
    expect(ids.filter((id) => id === document.id)).toHaveLength(1)
  })

  it.each(samples)('$name uses only nodes that the engine has', ({ name }) => {
    const document = readDocument(name)
    const known = new Set([
      ...BUILTIN_NODES.map(({ definition }) => definition.name),
      'Note',
      ...(document.definitions?.subgraphs ?? []).map(({ id }) => id)
    ])
    const graphs = [document, ...(document.definitions?.subgraphs ?? [])]
    const unknown = graphs.flatMap(({ nodes }) => nodes.filter(({ type }) => !known.has(type)))

    expect(unknown).toEqual([])
    const old = BUILTIN_NODES.filter(({ definition }) => definition.deprecated)
    const names = new Set(old.map(({ definition }) => definition.name))
    expect(names.size).toBeGreaterThan(0)
    expect(graphs.flatMap(({ nodes }) => nodes.filter(({ type }) => names.has(type)))).toEqual([])
  })

  it.each(samples)('$name has room for its pictures: no node grows over another', ({ name }) => {
    const { nodes } = readDocument(name)
    const small = nodes.filter(({ type, size }) => size[1] < (NEEDED_HEIGHT[type] ?? 0))
    expect(small).toEqual([])
  })

  it.each(samples)('$name is read as it opens, also in a window of 1280 by 720', ({ name }) => {
    const { nodes, groups, extra } = readDocument(name)
    // Without a view of its own it is fitted.
    expect(extra).toEqual({})
    const boxes = [
      ...nodes.map(({ pos: [x, y], size: [width, height] }) => [
        x,
        y - TITLE_HEIGHT,
        width,
        height
      ]),
      ...(groups ?? []).map(({ bounding }) => bounding)
    ] as [number, number, number, number][]
    const span = (at: 0 | 1) =>
      Math.max(...boxes.map((box) => box[at] + box[at + 2]!)) -
      Math.min(...boxes.map((box) => box[at]))
    expect(Math.min(CANVAS.width / span(0), CANVAS.height / span(1))).toBeGreaterThan(READABLE)
  })

  it.each(samples)('$name runs as it is offered', async ({ name }) => {
    const validation = await host.engine.validate(readPrompt(name), null)
    expect(validation).toMatchObject({ valid: true, nodeErrors: {} })

    const run = await host.run(hurry(readPrompt(name)))

    expect(run.result.status).toBe('success')
    expect(Object.keys(run.result.outputs).length).toBeGreaterThan(0)
  })

  it('the first one shows previews and saves its picture', async () => {
    const run = await host.run(hurry(readPrompt(samples[0]!.name), { seed: 99 }))

    expect(run.events.some(({ kind }) => kind === 'preview')).toBe(true)
    expect(JSON.stringify(run.result.outputs)).toContain('"type":"output"')
  })
})

describe('the sample pictures', () => {
  it('go into an empty input folder only', async () => {
    const { root, folders } = await makeFolders()
    try {
      expect(await installSamples(folders, SAMPLES)).toEqual([])
      for (const name of readdirSync(folders.input)) await rm(join(folders.input, name))
      await writeFile(join(folders.input, '.hidden'), '')

      expect(await installSamples(folders, SAMPLES)).toEqual([
        'sample-hills.jpg',
        'sample-leaf.png'
      ])
      expect(await installSamples(folders, SAMPLES)).toEqual([])
    } finally {
      await rm(root, { recursive: true, force: true })
    }
  })
})
