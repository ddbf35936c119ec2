import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import {
  makeEmptyImage,
  makeNode,
  makePreviewOf,
  makeProbeSteps
} from '../../builders/enginePrompt'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine({ workerHeapMegabytes: 96 })
})
afterAll(() => host.dispose())

const makeCrash = (how: string) => ({ out: makeNode('ProbeCrash', { how }) })

describe('a worker that fails', () => {
  it.each([
    ['exit', 'RuntimeError', /ended unexpectedly/],
    ['throw', 'RuntimeError', /ended unexpectedly: thrown where nobody catches/],
    ['heap', 'MemoryError', /ran out of memory/],
    ['unclonable', 'DataCloneError', /could not be cloned/]
  ])('(%s) fails its own prompt with a clear error and is replaced', async (how, type, message) => {
    const other = host.run(
      makePreviewOf(makeProbeSteps({ seed: how.length, steps: 10, seconds: 0.03 }))
    )
    const run = await host.run(makeCrash(how))

    expect(run.result.status).toBe('error')
    const [error] = run.listMessages('execution_error')
    expect(error).toMatchObject({ node_id: 'out', node_type: 'ProbeCrash', exception_type: type })
    expect(error?.exception_message).toMatch(message)
    expect(String(error?.exception_message).endsWith('\n')).toBe(true)
    expect((await other).result.status).toBe('success')
    const after = await Promise.all(
      [1, 2].map((color) =>
        host.run(makePreviewOf(makeEmptyImage({ color: color + how.length * 10 })))
      )
    )
    expect(after.map(({ result }) => result.status)).toEqual(['success', 'success'])
  })

  it('can be asked for more memory than there is, without harm', async () => {
    const huge = makeEmptyImage({ width: 16_384, height: 16_384, batch_size: 4096 })

    const run = await host.run(makePreviewOf(huge))

    expect(run.listMessages('execution_error')).toMatchObject([
      { node_id: 'src', exception_type: 'MemoryError', current_inputs: { batch_size: [4096] } }
    ])
  })

  it('ends what runs when the engine is closed', async () => {
    const closing = await makeEngine()
    const run = closing.run(makePreviewOf(makeProbeSteps({ steps: 1000, seconds: 0.05 })), {
      onEvent: (event) => {
        if (event.kind === 'preview') void closing.dispose()
      }
    })

    expect((await run).result.status).toBe('interrupted')
    const late = await closing.run(makePreviewOf(makeEmptyImage()))
    expect(late.result.status).toBe('interrupted')
  })
})
