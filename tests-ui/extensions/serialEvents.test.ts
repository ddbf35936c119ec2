import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { makeFrame } from '../builders/wireMessages'
import { makeTextToImage } from '../harness/canvasDocuments'
import { makeResult } from '../harness/coreServer'
import type { ExtensionsHarness } from '../harness/extensions'
import { createExtensionsHarness } from '../harness/extensions'

const STREAM = ['execution_start', 'execution_cached', 'executing', 'progress', 'progress_state']
const RESULTS = ['executed', 'execution_success', 'execution_error', 'execution_interrupted']

let page: ExtensionsHarness
let heard: string[]
let a: WorkflowId
let b: WorkflowId

beforeEach(async () => {
  page = await createExtensionsHarness()
  a = await page.load(makeTextToImage(), 'A')
  b = await page.load(makeTextToImage(), 'B')
  heard = []
  for (const type of [...STREAM, ...RESULTS])
    page.api.addEventListener(type, (event) => heard.push(describeEvent(type, event)))
  await page.activate(a)
})
afterEach(() => page.dispose())

/** `start:p1`, `executing:3`, `null`: as a pack would note it. */
function describeEvent(type: string, event: Event): string {
  const { detail } = event as CustomEvent<unknown>
  if (type === 'executing') return detail === null ? 'null' : `executing:${String(detail)}`
  const { prompt_id: promptId } = detail as { prompt_id: string }
  return `${type.replace('execution_', '')}:${nameOf(promptId)}`
}

const names = new Map<string, string>()
const nameOf = (promptId: string) => names.get(promptId) ?? 'another'
const stream = () => heard.filter((entry) => /^(start|executing|null)/.test(entry))

async function submit(workflowId: WorkflowId, name: string): Promise<PromptId> {
  const promptId = await page.run(workflowId)
  names.set(promptId, name)
  return promptId
}

/** Events told on the next frame, as on a visible page. */
function frame(): void {
  page.pass(200)
}

describe('[B44] events as node packs know them', () => {
  it('tell a run of the workflow in front from start to null', async () => {
    const p = await submit(a, 'p')
    page.server.start(p)
    page.server.tick(p, '3', 1)
    frame()
    page.server.finish(p, '9', makeResult('a.png'))
    page.server.succeed(p)
    frame()
    expect(heard.filter((entry) => !entry.startsWith('progress'))).toEqual([
      'start:p',
      'cached:p',
      'executing:3',
      'executed:p',
      'success:p',
      'null'
    ])
    expect(heard).toContain('progress_state:p')
  })

  it('carry the node as a bare id, and the steps with their prompt', async () => {
    const p = await submit(a, 'p')
    const details: unknown[] = []
    page.api.addEventListener('executing', (event) => details.push((event as CustomEvent).detail))
    page.api.addEventListener('progress_state', (event) =>
      details.push((event as CustomEvent).detail)
    )
    page.server.start(p)
    page.server.tick(p, '3', 5, 20)
    frame()
    expect(details).toContain('3')
    expect(details).toContainEqual({
      prompt_id: p,
      nodes: { 3: expect.objectContaining({ value: 5, max: 20, state: 'running' }) }
    })
  })

  it('say nothing of a run in the background but that it succeeded', async () => {
    const q = await submit(b, 'q')
    page.server.start(q)
    page.server.tick(q, '3', 1)
    page.server.finish(q, '9', makeResult('b.png'))
    frame()
    expect(heard).toEqual([])
    page.server.succeed(q)
    frame()
    expect(heard).toEqual(['success:q'])
  })

  it('say nothing of a failure or an interruption elsewhere', async () => {
    const failing = await submit(b, 'failing')
    const stopped = await submit(b, 'stopped')
    page.server.start(failing)
    page.server.fail(failing, '3')
    page.server.start(stopped)
    page.server.interrupt(stopped)
    frame()
    expect(heard).toEqual([])
  })

  it('are never interleaved: a second run of the same workflow ends the stream of the first', async () => {
    const p = await submit(a, 'p')
    const r = await submit(a, 'r')
    page.server.start(p)
    page.server.tick(p, '3', 1)
    frame()
    page.server.start(r)
    page.server.tick(r, '3', 1)
    page.server.tick(p, '3', 2)
    frame()
    page.server.succeed(r)
    frame()
    page.server.succeed(p)
    frame()
    expect(stream()).toEqual([
      'start:p',
      'executing:3',
      'null',
      'start:r',
      'executing:3',
      'null',
      'start:p',
      'executing:3',
      'null'
    ])
  })

  it('a switch ends the stream of the tab left, and begins that of the one entered where it stands', async () => {
    const p = await submit(a, 'p')
    const q = await submit(b, 'q')
    page.server.start(p)
    page.server.tick(p, '3', 1)
    page.server.start(q)
    page.server.tick(q, '6', 1)
    frame()
    await page.activate(b)
    await page.activate(a)
    expect(stream()).toEqual([
      'start:p',
      'executing:3',
      'null',
      'start:q',
      'executing:6',
      'null',
      'start:p',
      'executing:3'
    ])
  })

  it('[B21] results that came in the background are told once, when their tab comes to the front', async () => {
    const q = await submit(b, 'q')
    const replayed: unknown[] = []
    page.api.addEventListener('executed', ({ detail }: CustomEventInit) => {
      replayed.push((detail as { replayed?: boolean }).replayed)
    })
    page.server.start(q)
    page.server.finish(q, '9', makeResult('b.png'))
    page.server.succeed(q)
    frame()
    await page.activate(b)
    await page.activate(a)
    await page.activate(b)
    expect(heard).toEqual(['success:q', 'executed:q'])
    expect(replayed).toEqual([true])
  })

  it('that come after the end open nothing', async () => {
    const p = await submit(a, 'p')
    page.server.start(p)
    page.server.succeed(p)
    frame()
    const before = stream().length
    page.server.tick(p, '3', 1)
    page.server.finish(p, '9', makeResult('late.png'))
    frame()
    expect(stream()).toHaveLength(before)
    expect(heard).toContain('executed:p')
  })

  it('previews are told with and without metadata, of the front only', async () => {
    const p = await submit(a, 'p')
    const q = await submit(b, 'q')
    const previews: unknown[] = []
    page.api.addEventListener('b_preview', (event) => previews.push((event as CustomEvent).detail))
    page.api.addEventListener('b_preview_with_metadata', (event) =>
      previews.push((event as CustomEvent).detail)
    )
    page.server.start(p)
    page.server.start(q)
    page.server.preview(p, '3')
    page.server.preview(q, '3')
    frame()
    expect(previews).toEqual([
      expect.objectContaining({ nodeId: '3', promptId: p, blob: expect.any(Blob) }),
      expect.any(Blob)
    ])
  })

  it('those who ask for all hear every workflow’s, each with its prompt and workflow', async () => {
    const all: unknown[] = []
    page.api.addEventListener('executed', (event) => all.push((event as CustomEvent).detail), {
      scope: 'all'
    })
    const q = await submit(b, 'q')
    page.server.start(q)
    page.server.finish(q, '9', makeResult('b.png'))
    frame()
    expect(all).toEqual([expect.objectContaining({ prompt_id: q, workflow_id: b })])
  })

  it('in any order of two workflows’ events and switches, starts and nulls alternate', async () => {
    const action = fc.constantFrom('startA', 'startB', 'tickA', 'tickB', 'endA', 'endB', 'a', 'b')
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
        heard = []
        const running = new Map<WorkflowId, PromptId>()
        await page.activate(a)
        for (const step of actions) {
          const workflowId = step.endsWith('A') ? a : b
          const promptId = running.get(workflowId)
          if (step === 'a' || step === 'b') await page.activate(step === 'a' ? a : b)
          else if (step.startsWith('start')) {
            if (promptId) continue
            const next = await submit(workflowId, workflowId)
            page.server.start(next)
            running.set(workflowId, next)
          } else if (promptId && step.startsWith('tick')) page.server.tick(promptId, '3', 1)
          else if (promptId) {
            page.server.succeed(promptId)
            running.delete(workflowId)
          }
          frame()
        }
        for (const promptId of running.values()) page.server.succeed(promptId)
        frame()
        let isOpen = false
        for (const entry of stream()) {
          if (entry.startsWith('start')) expect(isOpen).toBe(false)
          else expect(isOpen).toBe(true)
          isOpen = entry !== 'null'
        }
        expect(isOpen).toBe(false)
      }),
      { numRuns: 60 }
    )
  })
})

describe('events of packs’ own making', () => {
  const push = (type: string, data: unknown) => page.transport.push(makeFrame(type, data))

  it('[B43] reach whoever listens; a type nobody knows is noted once', () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    const details: unknown[] = []
    push('crystools.monitor', { cpu: 1 })
    push('crystools.monitor', { cpu: 2 })
    expect(info).toHaveBeenCalledTimes(1)
    page.api.addEventListener('crystools.monitor', (event) =>
      details.push((event as CustomEvent).detail)
    )
    push('crystools.monitor', { cpu: 3 })
    expect(details).toEqual([{ cpu: 3 }])
    info.mockRestore()
  })

  it('that name a node wait for the workflow whose run has it', async () => {
    const details: unknown[] = []
    page.api.addEventListener('impact-node-feedback', (event) =>
      details.push((event as CustomEvent).detail)
    )
    const q = await submit(b, 'q')
    page.server.start(q)
    frame()
    push('impact-node-feedback', { node_id: '3', value: 1 })
    frame()
    expect(details).toEqual([])
    await page.activate(b)
    expect(details).toEqual([{ node_id: '3', value: 1 }])
  })

  it('that name a node are dropped while nothing of ours runs', () => {
    const details: unknown[] = []
    page.api.addEventListener('impact-node-feedback', (event) =>
      details.push((event as CustomEvent).detail)
    )
    push('impact-node-feedback', { node_id: '3', value: 1 })
    expect(details).toEqual([])
  })

  it('the count of the queue is everybody’s', async () => {
    const counts: unknown[] = []
    page.api.addEventListener('status', (event) => counts.push((event as CustomEvent).detail))
    await submit(b, 'q')
    frame()
    expect(counts.at(-1)).toEqual({ exec_info: { queue_remaining: 1 } })
  })
})
