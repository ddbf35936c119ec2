import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Frame } from '@/events/transport'
import { decodeBinaryFrame } from '@/protocol/decodeBinaryFrame'
import { decodeTextFrame } from '@/protocol/decodeTextFrame'
import { MESSAGE_CHECKS } from '@/protocol/messageChecks'
import { createTestCore } from '../harness/core'
import { makeResult } from '../harness/coreServer'

const COUNT = 10_000
/** Kinds of malformed frames beside the message types: text and binary frames as such, and the binary kinds. */
const KINDS = 6
const TYPES = Object.keys(MESSAGE_CHECKS)

/** A value that no field of the protocol should hold; ids of real prompts and nodes among them. */
const junk = (promptId: string) =>
  fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(promptId, '3', '9', '', '__proto__', 'constructor', 1e308, -1, null)
  )

const junkData = (promptId: string) =>
  fc.dictionary(
    fc.constantFrom(
      'prompt_id',
      'node',
      'node_id',
      'display_node',
      'nodes',
      'value',
      'max',
      'output',
      'status',
      'sid',
      'entries',
      'id',
      '__proto__',
      'timestamp',
      'exception_type'
    ),
    junk(promptId),
    { maxKeys: 6 }
  )

/** Frames that look like the server's, cut off, bent, or of nothing at all. */
function malformed(promptId: string): fc.Arbitrary<Frame> {
  const bent = fc
    .tuple(fc.constantFrom(...TYPES), fc.oneof(junkData(promptId), junk(promptId)))
    .map(([type, data]) => JSON.stringify({ type, data }))
  const cut = fc
    .tuple(bent, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([text, share]) => text.slice(0, Math.floor(text.length * share)))
  const bytes = fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.uint8Array({ maxLength: 60 }))
    .map(([kind, rest]) => Uint8Array.of(0, 0, 0, kind, ...rest).buffer)
  const noise = fc.uint8Array({ maxLength: 40 }).map((array) => Uint8Array.from(array).buffer)
  return fc.oneof(bent, bent, cut, fc.string(), fc.json(), bytes, noise)
}

/** True for frames that our decoder refuses, or that are of no kind it knows. */
function isRefused(frame: Frame): boolean {
  const { type } =
    typeof frame === 'string'
      ? decodeTextFrame(frame)
      : decodeBinaryFrame(new Uint8Array(frame), { supports_progress_text_metadata: true })
  return type === 'malformed' || type === 'custom' || type === 'binary.unknown'
}

async function makeBusyCore() {
  const core = createTestCore()
  const a = await core.open('A')
  const b = await core.open('B', {}, false)
  const [running, waiting] = await core.run(a, 2)
  const [done] = await core.run(b)
  core.server.start(running!)
  core.server.tick(running!, '3', 5)
  core.server.preview(running!, '3')
  core.server.play(done!)
  core.pass(300)
  const describe = () =>
    structuredClone({
      prompts: [running!, waiting!, done!].map((promptId) => {
        const prompt = core.execution.getPrompt(promptId)!
        const { status, startedAt, endedAt, progress, runningNodeIds } = prompt
        const maps = [prompt.nodeStates, prompt.locatorStates, prompt.outputs, prompt.texts]
        return { status, startedAt, endedAt, progress, runningNodeIds, maps: maps.map(copy) }
      }),
      ids: core.listPrompts(),
      outputs: copy(core.previews.outputsByWorkflowId).map(([id, bucket]) => [id, copy(bucket)]),
      previews: copy(core.previews.previewsByWorkflowId).map(([id, bucket]) => [
        id,
        Object.keys(bucket)
      ]),
      errors: copy(core.errors.errorsByWorkflowId),
      failures: copy(core.errors.failuresByPromptId),
      running: [...core.execution.runningPromptIds],
      waiting: [...core.execution.waitingPromptIds],
      flags: { ...core.connection.serverFlags },
      executed: core.graphs.executed.length
    })
  return { core, promptId: running!, describe }
}

const copy = <T extends object>(record: T) => Object.entries(record) as [string, T[keyof T]][]

describe('malformed frames', () => {
  it(`[B32] ${COUNT} of them change nothing, throw nothing, and are told of once a kind`, async () => {
    const { core, promptId, describe: describeCore } = await makeBusyCore()
    const frames = fc
      .sample(malformed(promptId), { numRuns: COUNT * 2, seed: 32 })
      .filter(isRefused)
      .slice(0, COUNT)
    expect(frames).toHaveLength(COUNT)
    const before = describeCore()
    for (const [index, frame] of frames.entries()) {
      core.push(frame)
      if (index % 500 === 0) core.pass(200)
    }
    core.pass(500)
    expect(describeCore()).toEqual(before)
    expect(core.warnings.length).toBeLessThanOrEqual(TYPES.length + KINDS)
    expect(new Set(core.warnings).size).toBe(core.warnings.length)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as { prompt_id?: unknown }).prompt_id).toBeUndefined()
  }, 30_000)

  it('[B32] whatever comes in between, the run goes on to its end', async () => {
    const { core, promptId } = await makeBusyCore()
    const frames = fc.sample(malformed(promptId), { numRuns: 3_000, seed: 33 }).filter(isRefused)
    const push = () => core.push(...frames.splice(0, 300))
    for (let step = 6; step <= 12; step++) {
      push()
      core.server.tick(promptId, '3', step)
    }
    push()
    core.server.finish(promptId, '9', makeResult('x.png'))
    push()
    core.server.succeed(promptId)
    core.pass(500)
    const prompt = core.execution.getPrompt(promptId)!
    expect(prompt).toMatchObject({ status: 'succeeded', progress: { percent: 100 } })
    expect(Object.values(prompt.outputs)).toEqual([makeResult('x.png')])
  })

  it('well-formed frames with odd contents throw nothing either', async () => {
    const { core, promptId } = await makeBusyCore()
    const frames = fc.sample(malformed(promptId), { numRuns: 20_000, seed: 34 })
    const odd = frames.filter((frame) => !isRefused(frame))
    expect(odd.length).toBeGreaterThan(100)
    for (const frame of odd) {
      core.push(frame)
      core.pass(1)
    }
    core.pass(500)
    const told = core.warnings.filter((warning) => warning.includes('could not be applied'))
    expect(told).toEqual([])
  }, 30_000)
})
