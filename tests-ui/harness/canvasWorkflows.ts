import { readFileSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'

/** A real document, with what the official frontend makes of it. */
export interface WorkflowFixture {
  readonly name: string
  readonly document: WorkflowJson
  /** Absent where the official frontend makes none. */
  readonly prompt: ApiPrompt | null
  readonly saved: WorkflowJson | null
}

export interface FixtureIndexEntry {
  readonly name: string
  readonly random?: readonly string[]
  readonly ignore?: readonly string[]
  readonly quirk?: string
  /** Recorded on a server that lacked some of its node types. */
  readonly lacksTypes?: boolean
  readonly error?: string
}

const root = `${resolve(import.meta.dirname, '../fixtures/workflows')}/`

export function readJson<T>(path: string): T {
  const bytes = readFileSync(root + path)
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()) as T
}

/** Definitions of the classes the documents use; for those that lack some, of the server that lacked them. */
export function readDefinitions(which: 'all' | 'missing' = 'all'): ObjectInfoWire {
  return readJson<ObjectInfoWire>(
    which === 'all' ? 'object_info.json.gz' : 'object_info.missing.json.gz'
  )
}

export function readIndex(): ReadonlyMap<string, FixtureIndexEntry> {
  return new Map(readJson<FixtureIndexEntry[]>('index.json').map((entry) => [entry.name, entry]))
}

export function readWorkflows(): WorkflowFixture[] {
  return [...readOwnWorkflows(), ...readJson<WorkflowFixture[]>('templates.json.gz')]
}

/** Small documents that each show one rule. */
export function readOwnWorkflows(): WorkflowFixture[] {
  const files = new Set(readdirSync(`${root}own`))
  const optional = <T>(name: string): T | null =>
    files.has(name) ? readJson<T>(`own/${name}`) : null
  return [...files]
    .filter((file) => /^[^.]+\.json$/.test(file))
    .map((file) => {
      const name = file.replace('.json', '')
      return {
        name,
        document: readJson<WorkflowJson>(`own/${file}`),
        prompt: optional<ApiPrompt>(`${name}.prompt.json`),
        saved: optional<WorkflowJson>(`${name}.saved.json`)
      }
    })
}
