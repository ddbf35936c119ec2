import { makeSampling, SAMPLER } from '../../flows/sampling'
import { encodePreview, PIXELS } from '../../setup/frames'
import { expect, test } from '../../setup/scripted'

/** A sequence that looks random and is the same each time. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * below)
  }
}

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  '',
  'x',
  [],
  {},
  [[]],
  { a: 1 },
  1e308,
  '\u0000',
  { prompt_id: {} }
]
const TYPES = [
  'execution_start',
  'execution_cached',
  'progress_state',
  'progress',
  'executing',
  'executed',
  'execution_success',
  'execution_error',
  'execution_interrupted',
  'status',
  'feature_flags',
  'notification'
]
const FIELDS = [
  'node',
  'nodes',
  'value',
  'max',
  'output',
  'display_node',
  'node_id',
  'status',
  'id',
  'timestamp'
]

test('[B32] ten thousand malformed frames change nothing and throw nothing', async ({
  app,
  script
}) => {
  const warnings: string[] = []
  app.page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  const { run, tab } = await app.startSampling('unmoved')
  run.begin(SAMPLER).step(SAMPLER, 5, 20)
  await expect.poll(async () => (await app.getNode(SAMPLER)).progress).toBe(0.25)
  const random = makeRandom(7)
  const pick = <T>(values: readonly T[]): T => values[random(values.length)]!
  const preview = encodePreview(run.promptId, `${SAMPLER}`, PIXELS.red)
  const whole = JSON.stringify({
    type: 'progress',
    data: { prompt_id: run.promptId, node: '3', value: 9, max: 20 }
  })
  const makers: (() => string | Uint8Array)[] = [
    // Cut text.
    () => whole.slice(0, random(whole.length)),
    // Odd envelopes.
    () => JSON.stringify(pick(ODD)),
    () => JSON.stringify({ type: pick(ODD.slice(0, 5)), data: pick(ODD) }),
    () => JSON.stringify({ type: pick(TYPES), data: pick(ODD.slice(0, 9)) }),
    // A prompt id that is none, with odd fields.
    () =>
      JSON.stringify({
        type: pick(TYPES),
        data: {
          prompt_id: pick([null, 0, '', {}, []]),
          [pick(FIELDS)]: pick(ODD),
          [pick(FIELDS)]: pick(ODD)
        }
      }),
    // Binary: cut before its picture, unknown numbers, lengths beyond the end.
    () => preview.subarray(0, random(preview.length - PIXELS.red.length - 1)),
    () => Uint8Array.from({ length: random(24) }, () => 5 + random(250)),
    () =>
      Uint8Array.from([
        0,
        0,
        0,
        pick([3, 4]),
        255,
        random(256),
        random(256),
        random(256),
        random(256)
      ])
  ]
  const { clientId } = run
  for (let count = 0; count < 10_000; count += 1) script.send(clientId, pick(makers)())
  await app.settle()
  await expect(tab).toHaveAttribute('data-state', 'running')
  expect(await app.getNode(SAMPLER)).toMatchObject({ progress: 0.25, isRunning: true, images: [] })
  await expect(app.tabs).toHaveCount(1)
  await app.jobs.open()
  await expect(app.jobs.rows).toHaveCount(1)
  await expect(app.connection).toHaveAttribute('data-state', 'connected')
  expect(warnings.length).toBeLessThan(60)
  run.succeed()
  await expect(tab).toHaveAttribute('data-state', 'succeeded')
  await app.openDocument(makeSampling({ seed: 2 }), 'goes on')
  await expect(app.tab('goes on')).toHaveAttribute('data-active', 'true')
})
