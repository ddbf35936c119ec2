import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type RunOptions, type TestEngine } from '../../builders/engine'
import {
  makeEmptyImage,
  makeNode,
  makePreviewOf,
  makeProbeSteps
} from '../../builders/enginePrompt'
import type { ApiPrompt } from '../../../src/protocol/prompt'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine({ workers: 1 })
})
afterAll(() => host.dispose())

/** What the issue asks for, in ms, and some for a machine that does other things too. */
const SOON = 100 + 150

/** Stops the run at its first `progress`. @returns the run, and how long it took to end after that */
async function stopAtFirstStep(prompt: ApiPrompt, options: RunOptions = {}) {
  const promptId = crypto.randomUUID()
  let asked = 0
  const run = await host.run(prompt, {
    ...options,
    promptId,
    onEvent: (event) => {
      if (event.kind !== 'message' || event.type !== 'progress' || asked > 0) return
      asked = performance.now()
      expect(host.engine.interrupt(promptId)).toBe(true)
    }
  })
  return { run, delay: performance.now() - asked }
}

const reactionDiffusion = makeNode('ReactionDiffusionSampler', {
  seed: 1,
  steps: 1000,
  width: 256,
  height: 256,
  batch_size: 1,
  pattern: 'coral',
  palette: 'ember'
})

describe('interruption', () => {
  it('ends a sampler in the middle of a step', async () => {
    const { run, delay } = await stopAtFirstStep(makePreviewOf(reactionDiffusion))

    expect(run.result.status).toBe('interrupted')
    expect(run.listMessages('execution_interrupted')).toMatchObject([
      {
        prompt_id: run.promptId,
        node_id: 'src',
        node_type: 'ReactionDiffusionSampler',
        executed: []
      }
    ])
    expect(run.result.outputs).toEqual({})
    expect(delay).toBeLessThan(SOON)
  })

  it.each([true, false])(
    'ends a node that never gives its thread free (checking: %s)',
    async (checks) => {
      const { run, delay } = await stopAtFirstStep({ out: makeNode('ProbeBusy', { checks }) })

      expect(run.result.status).toBe('interrupted')
      expect(delay).toBeLessThan(SOON)
      const next = await host.run(makePreviewOf(makeEmptyImage()))
      expect(next.result.status).toBe('success')
    }
  )

  it('keeps what was shown before, and takes effect before the next node', async () => {
    const promptId = crypto.randomUUID()
    const prompt = {
      ...makePreviewOf(makeEmptyImage({ color: 5 })),
      next: makeNode('ImageInvert', { image: ['src', 0] }),
      second: makeNode('SaveImage', { images: ['next', 0], filename_prefix: 'never' })
    }
    const run = await host.run(prompt, {
      promptId,
      onEvent: (event) => {
        if (event.kind === 'message' && event.type === 'executed') host.engine.interrupt(promptId)
      }
    })

    expect(run.result.status).toBe('interrupted')
    expect(Object.keys(run.result.outputs)).toEqual(['out'])
    expect(run.executing).toEqual(['src', 'out', 'next'])
    expect(run.listMessages('execution_interrupted')).toMatchObject([
      { node_id: 'next', executed: ['src', 'out'] }
    ])
  })

  it('ends a run that still waits for a worker', async () => {
    const first = crypto.randomUUID()
    const busy = host.run(makePreviewOf(makeProbeSteps({ seed: 77, steps: 500, seconds: 0.02 })), {
      promptId: first
    })
    const waiting = host.run(makePreviewOf(makeEmptyImage({ color: 6 })), { promptId: 'waiting' })
    await Promise.resolve()
    await new Promise((resolve) => {
      setImmediate(resolve)
    })

    host.engine.interrupt('waiting')
    const { result, executing } = await waiting
    host.engine.interrupt(first)

    expect(result.status).toBe('interrupted')
    expect(executing).toEqual(['src'])
    expect((await busy).result.status).toBe('interrupted')
  })

  it('knows only prompts that run', async () => {
    const run = await host.run(makePreviewOf(makeEmptyImage({ color: 7 })))

    expect(host.engine.interrupt(run.promptId)).toBe(false)
    expect(host.engine.interrupt('unknown')).toBe(false)
  })

  it('says nothing more of a run that has ended', async () => {
    const { run } = await stopAtFirstStep(
      makePreviewOf(makeProbeSteps({ seed: 78, steps: 50, seconds: 0.02 }))
    )
    const told = run.events.length

    await host.run(makePreviewOf(makeEmptyImage({ color: 8 })))

    expect(run.events).toHaveLength(told)
    expect(run.events.at(-1)).toMatchObject({ type: 'execution_interrupted', to: 'ownerOrAll' })
  })
})
