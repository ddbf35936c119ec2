import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRecord } from '../../src/protocol/guards'
import type { ApiPrompt, PromptRequestWire } from '../../src/protocol/prompt'
import type { EngineEvent } from '../../server/engine/engine'
import { BUILTIN_NODES } from '../../server/engine/nodes/builtinNodes'

const FOLDER = join(import.meta.dirname, '../fixtures/golden')

/** What a real ComfyUI made of some requests. */
export interface GoldenCase {
  readonly name: string
  readonly requests: readonly PromptRequestWire[]
  readonly expected: unknown
}

/** Where the expected pictures are. */
export const GOLDEN_IMAGES = join(FOLDER, 'images')

const ours = new Set(BUILTIN_NODES.map(({ definition }) => definition.name))

function usesOnlyOurNodes(prompt: ApiPrompt): boolean {
  return Object.values(prompt).every(({ class_type }) => !class_type || ours.has(class_type))
}

/** The cases of a file: `validation`, `run`, `pixels`, `values`. */
export function loadGolden(file: string): GoldenCase[] {
  const cases = JSON.parse(readFileSync(join(FOLDER, `${file}.json`), 'utf8')) as Record<
    string,
    Omit<GoldenCase, 'name'>
  >
  return Object.entries(cases).map(([name, content]) => ({ name, ...content }))
}

/** Those cases whose nodes the engine has. */
export function loadOwnGolden(file: string): GoldenCase[] {
  return loadGolden(file).filter(({ requests }) =>
    requests.every(({ prompt }) => usesOnlyOurNodes(prompt))
  )
}

const sortKey = (value: unknown) => JSON.stringify(value)

/** A placeholder of the golden files. @returns undefined when the expected value is none */
function matchPlaceholder(actual: unknown, expected: unknown): boolean | undefined {
  if (expected === '<lines>') return Array.isArray(actual)
  if (expected === '<ms>') return Number.isInteger(actual)
  if (!isRecord(expected)) return undefined
  if ('$text' in expected)
    return typeof actual === 'string' && (actual === '') === (expected.$text === '')
  if (Array.isArray(expected.$oneOf)) return expected.$oneOf.includes(actual)
  return undefined
}

/**
 * Compares with an expected value of the golden files.
 *
 * @returns the places that differ; empty when all is as expected
 */
export function findDifferences(actual: unknown, expected: unknown, path = '$'): string[] {
  const matched = matchPlaceholder(actual, expected)
  if (matched !== undefined)
    return matched ? [] : [`${path}: ${sortKey(actual)} is no ${sortKey(expected)}`]
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, index) =>
      findDifferences(actual[index], item, `${path}[${index}]`)
    )
  }
  if (isRecord(expected) && isRecord(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)])
    return [...keys].flatMap((key) => findDifferences(actual[key], expected[key], `${path}.${key}`))
  }
  return Object.is(actual, expected)
    ? []
    : [`${path}: ${sortKey(actual)} is not ${sortKey(expected)}`]
}

/** Sorts lists that are sets: the errors of each node, and the outputs that depend on it. */
export function sortNodeErrors(nodeErrors: unknown): unknown {
  const sorted = (list: unknown) =>
    Array.isArray(list) ? [...list].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)) : list
  return Object.fromEntries(
    Object.entries(nodeErrors as Record<string, Record<string, unknown>>).map(([id, entry]) => [
      id,
      { ...entry, errors: sorted(entry.errors), dependent_outputs: sorted(entry.dependent_outputs) }
    ])
  )
}

/** Puts placeholders in the place of what differs from run to run. */
export function normaliseRun<Value>(
  value: Value,
  promptIds: Readonly<Record<string, string>>
): Value {
  let text = JSON.stringify(value)
    .replaceAll(/ComfyUI_temp_[a-z]{5}_\d{5}_/g, 'ComfyUI_temp_<random>_<counter>_')
    .replaceAll(/"timestamp":\d+/g, '"timestamp":"<ms>"')
    .replaceAll('conf-run', 'golden')
  for (const [id, name] of Object.entries(promptIds)) text = text.replaceAll(id, name)
  return JSON.parse(text) as Value
}

/** Events as the frames of the golden files and recordings: messages, and binary frames by their number. */
export function toFrames(events: readonly EngineEvent[]): Record<string, unknown>[] {
  return events.map((event) => {
    if (event.kind === 'message') return { type: event.type, data: event.data }
    if (event.kind === 'text') return { binary: 3, node: event.nodeId, text: event.text }
    return { binary: 4, node: event.nodeId, mime: event.mime }
  })
}
