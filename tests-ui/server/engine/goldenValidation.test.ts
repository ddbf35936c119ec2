import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { findDifferences, loadGolden, sortNodeErrors } from '../../builders/engineGolden'
import { isRecord } from '../../../src/protocol/guards'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

describe('validation answers as a real ComfyUI', () => {
  it.each(loadGolden('validation'))('$name', async ({ requests, expected }) => {
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
