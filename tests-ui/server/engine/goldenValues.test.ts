import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { loadGolden } from '../../builders/engineGolden'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

describe('values and texts equal those of a real ComfyUI', () => {
  it.each([...loadGolden('values'), ...loadGolden('comparedValues')])(
    '$name',
    async ({ requests, expected }) => {
      const { result } = await host.run(requests[0]!.prompt)

      expect({ outputs: result.outputs, status: result.status }).toEqual(expected)
    }
  )
})
