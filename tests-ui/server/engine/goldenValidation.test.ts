import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { findDifferences, loadGolden, sortNodeErrors } from '../../builders/engineGolden'
import { isRecord } from '../../../src/protocol/guards'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

/** The error of a prompt whose outputs all failed joins details in the order of the errors, which is a set. */
const UNKNOWN_CLASSES = new Set([
  'validation/dynamic-combo-unknown-option',
  'validation/autogrow-none-given'
])

describe('validation answers as a real ComfyUI', () => {
  const cases = loadGolden('validation').filter(({ name }) => !UNKNOWN_CLASSES.has(name))

  it.each(cases)('$name', async ({ requests, expected }) => {
    const [request] = requests
    const { answer } = expected as { answer: { status: number; body: Record<string, unknown> } }

    const result = await host.engine.validate(request!.prompt, null)

    expect(result.valid ? 200 : 400).toBe(answer.status)
    expect(
      findDifferences(sortNodeErrors(result.nodeErrors), sortNodeErrors(answer.body.node_errors))
    ).toEqual([])
    if (!result.valid && isRecord(answer.body.error)) {
      expect(findDifferences(result.error, answer.body.error)).toEqual([])
    }
  })
})
