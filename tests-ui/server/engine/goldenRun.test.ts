import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { loadGolden, normaliseRun, toFrames } from '../../builders/engineGolden'
import { isRecord } from '../../../src/protocol/guards'
import type { EngineRun } from '../../builders/engine'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

function getCase(name: string) {
  const found = loadGolden('run').find((golden) => golden.name === `run/${name}`)
  if (!found) throw new Error(`No golden case ${name}`)
  return found
}

/** Runs all requests of a case, one after the other. */
async function runAll(name: string): Promise<EngineRun[]> {
  const runs: EngineRun[] = []
  for (const request of getCase(name).requests) {
    const targets = request.partial_execution_targets ?? null
    runs.push(await host.run(request.prompt, targets ? { targets } : {}))
  }
  return runs
}

/** Frames of the golden file that are the engine's: not the queue's status, nor the end that the queue tells. */
function isEngineFrame(frame: unknown): boolean {
  if (!isRecord(frame) || 'status' in frame) return false
  return !(frame.type === 'executing' && isRecord(frame.data) && frame.data.node === null)
}

/** Lists of cached nodes are sets. */
function sortCached(frames: readonly Record<string, unknown>[]) {
  return frames.map((frame) => {
    if (frame.type !== 'execution_cached' || !isRecord(frame.data)) return frame
    return { ...frame, data: { ...frame.data, nodes: [...(frame.data.nodes as string[])].sort() } }
  })
}

function getFrames(run: EngineRun, placeholder: string) {
  return sortCached(normaliseRun(toFrames(run.events), { [run.promptId]: placeholder }))
}

const engineFrames = (frames: unknown) => (frames as unknown[]).filter(isEngineFrame)

describe('a run says what a real ComfyUI says', () => {
  it.each([
    'frames-one-node-chain',
    'frames-batch-of-three-saved',
    'frames-output-in-the-middle',
    'partial-targets'
  ])('%s', async (name) => {
    const expected = normaliseRun(getCase(name).expected as Record<string, unknown>, {})

    const [run] = await runAll(name)

    expect(getFrames(run!, '<p>')).toEqual(engineFrames(expected.frames))
    const history = normaliseRun(run!.result, { [run!.promptId]: '<p>' })
    if (isRecord(expected.status)) expect(history.messages).toEqual(expected.status.messages)
    if (expected.meta) expect(history.meta).toEqual(expected.meta)
    if (isRecord(expected.outputs)) expect(history.outputs).toEqual(expected.outputs)
    if (Array.isArray(expected.outputs))
      expect(Object.keys(history.outputs)).toEqual(expected.outputs)
  })

  it.each(['change-downstream-reuses-upstream', 'change-upstream-runs-everything'])(
    '%s',
    async (name) => {
      const expected = engineFrames(getCase(name).expected)

      const [, second] = await runAll(name)

      expect(getFrames(second!, '<second>')).toEqual(expected)
    }
  )

  it.each(['lazy-switch-true', 'lazy-switch-false'])('%s', async (name) => {
    const expected = getCase(name).expected as { ran: string[] }

    const [run] = await runAll(name)

    expect([...new Set(run!.executing)].sort()).toEqual(expected.ran)
    expect(run!.executing.filter((node) => node === 'sw')).toHaveLength(2)
  })

  it('[progress-text] a node tells its text under its own id', async () => {
    const [run] = await runAll('progress-text')

    const texts = run!.events.filter(({ kind }) => kind === 'text')
    expect(texts).toEqual([
      {
        kind: 'text',
        nodeId: 'size',
        text: expect.stringContaining('width: 8, height: 8') as string
      }
    ])
  })

  it('[previews] pictures over the socket come full-size, one each, with progress before its number is told', async () => {
    const [run] = await runAll('previews-go-to-the-owner-only')

    const previews = run!.events.flatMap((event) => (event.kind === 'preview' ? [event] : []))
    const sizes = await Promise.all(
      previews.map(async ({ bytes }) => {
        const { width, height, format } = await sharp(bytes).metadata()
        return `${format} ${width}x${height}`
      })
    )
    expect(sizes).toEqual(['png 12x7', 'png 12x7', 'png 12x7'])
    expect(run!.listMessages('progress').map(({ value, max }) => [value, max])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3]
    ])
    expect(run!.result.outputs).toEqual({})
  })

  it('counter-goes-on', async () => {
    const runs = await runAll('counter-goes-on')

    const names = runs.map(
      ({ result }) => (result.outputs.out as { images: { filename: string }[] }).images[0]?.filename
    )
    expect(names).toEqual(getCase('counter-goes-on').expected)
  })

  it('file-changed-on-disk-is-read-again', async () => {
    const { requests, expected } = getCase('file-changed-on-disk-is-read-again')
    const path = join(host.folders.input, 'golden-changing.png')
    const paint = async (red: number) => {
      const create = {
        width: 4,
        height: 4,
        channels: 3 as const,
        background: { r: red, g: 0, b: 0 }
      }
      await writeFile(path, await sharp({ create }).png().toBuffer())
    }
    await paint(10)
    await host.run(requests[0]!.prompt)
    const again = await host.run(requests[1]!.prompt)
    await paint(200)
    const changed = await host.run(requests[2]!.prompt)

    const differs = JSON.stringify(again.result.outputs) !== JSON.stringify(changed.result.outputs)
    expect({ again: again.cached, changed: changed.cached, differs }).toEqual(expected)
  })

  it('file-that-is-no-picture', async () => {
    await writeFile(join(host.folders.input, 'golden-broken.png'), 'this is no picture')

    const [run] = await runAll('file-that-is-no-picture')

    const [error] = run!.listMessages('execution_error')
    expect({
      status: run!.result.status,
      node: error?.node_id,
      type: error?.node_type,
      executed: error?.executed
    }).toEqual(getCase('file-that-is-no-picture').expected)
    expect(error?.exception_message).toMatch(
      /^cannot identify image file 'golden-broken\.png'.*\n$/
    )
    expect(JSON.stringify(error)).not.toContain(host.folders.input)
  })
})
