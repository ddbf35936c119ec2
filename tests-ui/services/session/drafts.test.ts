import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ManualClock } from '../../harness/clock'
import { createManualClock } from '../../harness/clock'
import { DRAFT_DELAY } from '@/services/session/sessionService'
import { createTestBrowser } from '../../harness/coreBrowser'
import { ScriptedServer, makeResult } from '../../harness/coreServer'
import type { TestTab } from '../../harness/coreTab'
import { openTab } from '../../harness/coreTab'

let clock: ManualClock
let tab: TestTab

beforeEach(async () => {
  clock = createManualClock()
  const server = new ScriptedServer({ clock })
  tab = await openTab({ browser: createTestBrowser(), clock, server })
})

describe('drafts', () => {
  it('are taken once when edits pause, each workflow’s on its own', async () => {
    const a = await tab.open('A')
    await tab.open('B')
    await tab.save()
    tab.graphs.counts.serialisations = 0
    for (let n = 0; n < 20; n++) {
      tab.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = n))
      clock.advance(DRAFT_DELAY - 1)
    }
    const whileEditing = tab.graphs.counts.serialisations
    clock.advance(DRAFT_DELAY)
    expect([whileEditing, tab.graphs.counts.serialisations]).toEqual([0, 1])
  })

  it('one that can’t be taken, by the fault of a node, is told once; the others are kept', async () => {
    const a = await tab.open('A')
    tab.graphs.failures.serializeGraph = new Error('a pack’s own fault')
    tab.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 1))
    await tab.save()
    tab.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 2))
    await tab.save()
    expect(tab.broken).toEqual(['A'])
    expect(() => tab.session.leave()).not.toThrow()
  })

  it('progress writes nothing; only lifecycles, results and edits do', async () => {
    const a = await tab.open('A')
    const [promptId] = await tab.run(a)
    tab.server.start(promptId!)
    await tab.save()
    const puts = vi.spyOn(IDBObjectStore.prototype, 'put')
    for (let step = 1; step < 20; step++) {
      tab.server.tick(promptId!, '3', step)
      tab.pass(50)
    }
    await tab.save()
    expect(puts).not.toHaveBeenCalled()
    tab.server.finish(promptId!, '9', makeResult('x.png'))
    await tab.save()
    expect(puts).toHaveBeenCalled()
    puts.mockRestore()
  })

  it('leave no timer behind when the page ends', async () => {
    const a = await tab.open('A')
    tab.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 1))
    await tab.leave()
    expect(clock.pending).toBe(0)
  })
})
