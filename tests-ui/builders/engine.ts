import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inject } from 'vitest'
import { createEngine, type EngineOptions } from '../../server/engine/createEngine'
import type {
  Engine,
  EngineEvent,
  EngineFolders,
  EngineResult,
  ValidationResult
} from '../../server/engine/engine'
import type { ApiPrompt } from '../../src/protocol/prompt'

/** The worker of the server that was built for the tests. */
function findWorker(): URL {
  const built = inject('builtServer')
  if ('failure' in built) throw new Error(built.failure)
  return pathToFileURL(join(dirname(built.main), 'worker.js'))
}

const PROBE_NODES = new URL('../fixtures/engine/probeNodes.mjs', import.meta.url)

/** A run with all that it said. */
export interface EngineRun {
  readonly promptId: string
  readonly events: readonly EngineEvent[]
  readonly result: EngineResult
  /** Data of all messages of a type, in order. */
  listMessages(type: string): Readonly<Record<string, unknown>>[]
  /** Nodes that were run, in order. */
  readonly executing: readonly string[]
  /** What `execution_cached` named, sorted. */
  readonly cached: readonly string[]
}

export interface RunOptions {
  readonly promptId?: string
  readonly targets?: readonly string[]
  /** Instead of what validation finds, in its order. */
  readonly outputNodeIds?: readonly string[]
  readonly extraData?: Readonly<Record<string, unknown>>
  /** Hears everything as it comes. */
  readonly onEvent?: (event: EngineEvent) => void
}

export interface TestEngine {
  readonly engine: Engine
  readonly folders: EngineFolders
  /** Validates and runs. @throws when the prompt is refused */
  run(prompt: ApiPrompt, options?: RunOptions): Promise<EngineRun>
  dispose(): Promise<void>
}

/** Folders of their own, the input folder with the pictures of the golden cases. */
export async function makeFolders(): Promise<{ root: string; folders: EngineFolders }> {
  const root = await mkdtemp(join(tmpdir(), 'engine-'))
  const folders = {
    input: join(root, 'input'),
    output: join(root, 'output'),
    temp: join(root, 'temp')
  }
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder)))
  const pictures = join(import.meta.dirname, '../fixtures/golden/inputs')
  await cp(pictures, folders.input, { recursive: true })
  return { root, folders }
}

function refused(validation: ValidationResult): Error {
  return new Error(`The prompt was refused: ${JSON.stringify(validation)}`)
}

function readRun(
  promptId: string,
  events: readonly EngineEvent[],
  result: EngineResult
): EngineRun {
  const listMessages = (wanted: string) =>
    events.flatMap((event) =>
      event.kind === 'message' && event.type === wanted ? [event.data] : []
    )
  const cached = listMessages('execution_cached').flatMap(({ nodes }) => nodes as string[])
  return {
    promptId,
    events,
    result,
    listMessages,
    executing: listMessages('executing').map(({ node }) => String(node)),
    cached: cached.sort()
  }
}

/** The real engine with real workers, and the probe nodes of the recordings. Two workers unless said. */
export async function makeEngine(overrides: Partial<EngineOptions> = {}): Promise<TestEngine> {
  const { root, folders } = await makeFolders()
  const engine = createEngine({
    folders,
    workers: 2,
    workerUrl: findWorker(),
    packs: [{ name: 'probe_nodes', url: PROBE_NODES.href }],
    ...overrides
  })

  async function run(prompt: ApiPrompt, options: RunOptions = {}): Promise<EngineRun> {
    const validation = await engine.validate(prompt, options.targets ?? null)
    if (!validation.valid) throw refused(validation)
    const promptId = options.promptId ?? randomUUID()
    const events: EngineEvent[] = []
    const job = {
      promptId,
      prompt: validation.prompt ?? prompt,
      outputNodeIds: options.outputNodeIds ?? validation.outputNodeIds,
      extraData: options.extraData ?? {}
    }
    const result = await engine.run(job, (event) => {
      events.push(event)
      options.onEvent?.(event)
    })
    return readRun(promptId, events, result)
  }

  async function dispose() {
    await engine.close()
    await rm(root, { recursive: true, force: true })
  }

  return { engine, folders, run, dispose }
}
