import { beforeEach, describe, expect, it } from 'vitest'
import { toNodeLocatorId } from '@/domain/ids'
import { KEPT_PROMPTS, KEPT_SESSIONS } from '@/services/session/prune'
import { openSessionDatabase } from '@/services/session/sessionDatabase'
import { makeFrame } from '../../builders/wireMessages'
import type { ManualClock } from '../../harness/clock'
import { createManualClock } from '../../harness/clock'
import { makePrompt } from '../../harness/core'
import type { TestBrowser } from '../../harness/coreBrowser'
import { TestStorage, createTestBrowser } from '../../harness/coreBrowser'
import { ScriptedServer, makeResult } from '../../harness/coreServer'
import type { TestTab } from '../../harness/coreTab'
import { openTab } from '../../harness/coreTab'

const SAVER = toNodeLocatorId('9')

let browser: TestBrowser
let clock: ManualClock
let server: ScriptedServer
let tab: TestTab

const open = (storage?: TestStorage) =>
  openTab({ browser, clock, server, ...(storage && { storage }) })
const reload = async (from = tab) => {
  await from.leave()
  return open(from.storage)
}
const namesOf = ({ workflows }: TestTab) =>
  workflows.order.map((id) => workflows.getWorkflow(id)?.name)

beforeEach(async () => {
  browser = createTestBrowser()
  clock = createManualClock()
  server = new ScriptedServer({ clock })
  tab = await open()
})

describe('a reload [B22]', () => {
  it('[B22] brings back the open workflows in order, with their drafts, and the one in front', async () => {
    const a = await tab.open('A')
    await tab.open('B')
    tab.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 7))
    tab.workflows.patchWorkflow(a, { batchCount: 4, runMode: 'change' })
    tab.workflowService.activate(a)
    const again = await reload()
    expect(again.isRestored).toBe(true)
    expect([again.id, namesOf(again), again.workflows.activeId]).toEqual([tab.id, ['A', 'B'], a])
    expect(again.graphs.shown).toBe(a)
    expect(again.graphs.getDocument(a).prompt[3]?.inputs.steps).toBe(7)
    expect(again.workflows.getWorkflow(a)).toMatchObject({
      batchCount: 4,
      runMode: 'change',
      isModified: true
    })
  })

  it('[B22] brings back results of every kind, errors and how the last run ended', async () => {
    const a = await tab.open('A')
    const b = await tab.open('B', {}, false)
    const [first] = await tab.run(a)
    const [second] = await tab.run(b)
    server.start(first!)
    server.finish(first!, '9', { text: ['hello'], audio: [{ filename: 'a.flac' }] })
    server.succeed(first!)
    server.start(second!)
    server.fail(second!, '3', 'boom')
    const again = await reload()
    expect(again.previews.getNodeOutput(a, SAVER)).toEqual({
      text: ['hello'],
      audio: [{ filename: 'a.flac' }]
    })
    expect(again.errors.getWorkflowErrors(b)).toEqual([
      expect.objectContaining({ message: 'boom', locatorId: '3' })
    ])
    expect(again.execution.getWorkflowResult(b)).toMatchObject({ status: 'failed', seen: false })
    expect(again.execution.finishedSummaries.get(first!)?.status).toBe('succeeded')
    expect(again.execution.finishedSummaries.get(second!)?.status).toBe('failed')
  })

  it('[B22] a running prompt is back before its next step, which is enough to restore its bars', async () => {
    const a = await tab.open('A')
    const [promptId] = await tab.run(a)
    server.start(promptId!, ['9'])
    server.tick(promptId!, '3', 5)
    tab.pass(200)
    const again = await reload()
    const prompt = again.execution.getPrompt(promptId!)
    expect(prompt).toMatchObject({ status: 'running', workflowId: a, isOwn: true })
    expect(again.execution.getPromptProgress(promptId!).percent).toBe(50)
    server.tick(promptId!, '3', 10)
    again.pass(200)
    expect(prompt?.locatorStates[toNodeLocatorId('3')]).toMatchObject({ value: 10, max: 20 })
    expect(again.execution.getPromptProgress(promptId!).percent).toBe(75)
    server.finish(promptId!, '9', makeResult('x.png'))
    expect(again.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('x.png'))
  })

  it('[B22] a prompt that ended while the page was gone is settled with its results', async () => {
    const a = await tab.open('A')
    const [promptId] = await tab.run(a)
    await tab.leave()
    server.play(promptId!)
    const again = await open(tab.storage)
    await again.settle()
    expect(again.execution.getPrompt(promptId!)?.status).toBe('succeeded')
    expect(again.previews.getNodeOutput(a, SAVER)).toBeDefined()
  })

  it('[B22] in the moment of submitting finds the prompt, taken or not', async () => {
    const a = await tab.open('A')
    server.hold('submitPrompt')
    void tab.runs.run(a)
    await tab.settle()
    const [promptId] = tab.listPrompts()
    const again = await reload()
    expect(again.execution.getPrompt(promptId!)?.status).toBe('pending')
    server.prompts.clear()
    const { promptId: lost } = { promptId: promptId! }
    const third = await reload(again)
    for (let turn = 0; turn < 4; turn++) {
      clock.advance(2_000)
      await third.settle()
    }
    expect(third.execution.getPrompt(lost)?.status).toBe('lost')
  })

  it('[B22, B24] a lost prompt whose real end was heard of after all comes back with that', async () => {
    const a = await tab.open('A')
    const [promptId] = await tab.run(a)
    tab.execution.applyTransition(promptId!, 'lost', clock.now())
    tab.push(makeFrame('execution_success', { prompt_id: promptId, timestamp: 1 }))
    const again = await reload()
    expect(again.execution.finishedSummaries.get(promptId!)?.status).toBe('succeeded')
  })

  it('a job of an earlier page can be run again', async () => {
    const a = await tab.open('A', { prompt: makePrompt(42) })
    const [promptId] = await tab.run(a)
    server.play(promptId!)
    const again = await reload()
    expect(await again.runs.runAgain(promptId!)).toEqual({ accepted: 1, refused: 0 })
    expect([...server.prompts.values()].map(({ prompt }) => prompt[3]!.inputs.seed)).toEqual([
      42, 42
    ])
  })

  it('[B31] a renamed workflow keeps its errors, and a closed one is not brought back', async () => {
    const a = await tab.open('A')
    const b = await tab.open('B')
    const [promptId] = await tab.run(a)
    server.start(promptId!)
    server.fail(promptId!, '3')
    await tab.workflowService.rename(a, 'Renamed')
    await tab.workflowService.close(b)
    const again = await reload()
    expect(namesOf(again)).toEqual(['Renamed'])
    expect(again.errors.getWorkflowErrors(a)).toHaveLength(1)
  })

  it('a draft that can’t be opened is left out and told, with the others intact', async () => {
    await tab.open('A')
    const b = await tab.open('B')
    tab.graphs.edit(b, (document) => Reflect.deleteProperty(document, 'prompt'))
    const again = await reload()
    expect([namesOf(again), again.broken]).toEqual([['A'], ['B']])
  })

  it('what was typed in the last moment is back, too', async () => {
    const a = await tab.open('A')
    tab.graphs.typeInto(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 8))
    const again = await reload()
    expect(again.graphs.getDocument(a).prompt[3]?.inputs.steps).toBe(8)
    expect(again.workflows.getWorkflow(a)?.isModified).toBe(true)
  })

  it('a crash loses at most what changed in its last moments', async () => {
    const a = await tab.open('A')
    tab.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 7))
    await tab.save()
    tab.crash()
    const again = await open(tab.storage)
    expect(again.graphs.getDocument(a).prompt[3]?.inputs.steps).toBe(7)
  })
})

describe('other tabs of the browser [B40]', () => {
  it('[B40] a duplicated tab has copies with ids and results of their own, and leaves the runs where they are', async () => {
    const a = await tab.open('A')
    const [done, running] = await tab.run(a, 2)
    server.play(done!)
    server.start(running!)
    await tab.save()
    const copy = await open(tab.storage.copy())
    expect(copy.id).not.toBe(tab.id)
    expect(namesOf(copy)).toEqual(['A'])
    const [copied] = copy.workflows.order
    expect(copied).not.toBe(a)
    expect(copy.previews.getNodeOutput(copied!, SAVER)).toBeDefined()
    expect(copy.listPrompts()).toEqual([])
    expect(copy.execution.getWorkflowResult(copied!)).toBeNull()
    const again = await reload(copy)
    expect(again.previews.getNodeOutput(copied!, SAVER)).toBeDefined()
    expect([again.id, namesOf(again)]).toEqual([copy.id, ['A']])
  })

  it('[B22] a new tab takes over the work of one that was closed, with its running prompts', async () => {
    const a = await tab.open('A')
    const [promptId] = await tab.run(a)
    server.start(promptId!)
    await tab.leave()
    const heir = await open()
    expect([heir.id, heir.workflows.activeId]).toEqual([tab.id, a])
    server.tick(promptId!, '3', 10)
    heir.pass(200)
    expect(heir.execution.getPrompt(promptId!)?.status).toBe('running')
  })

  it('a new tab beside one that is open begins empty', async () => {
    await tab.open('A')
    await tab.save()
    const other = await open()
    expect([other.isRestored, other.workflows.order]).toEqual([false, []])
  })
})

describe('what is kept', () => {
  const countRecords = async () => {
    const database = await openSessionDatabase(browser.databaseName)
    const counts = {
      prompts: await database.count('prompts'),
      snapshots: await database.count('snapshots'),
      sessions: await database.count('sessions'),
      workflows: await database.count('workflows'),
      results: await database.count('results')
    }
    database.close()
    return counts
  }

  it('[B13] the runs of one press share one snapshot', async () => {
    const a = await tab.open('A')
    await tab.run(a, 20)
    await tab.save()
    expect(await countRecords()).toMatchObject({ prompts: 20, snapshots: 1 })
  })

  it('prompts beyond the bound go, the oldest finished first, with snapshots nobody needs', async () => {
    const a = await tab.open('A')
    const [oldest] = await tab.run(a)
    for (let n = 0; n < 6; n++) {
      clock.advance(1_000)
      for (const promptId of await tab.run(a, 100)) server.play(promptId)
    }
    const again = await reload()
    await again.save()
    await again.settle()
    // The oldest has not ended, so it stays.
    expect((await countRecords()).prompts).toBe(KEPT_PROMPTS + 1)
    expect(await again.opened.records.findPrompt(oldest!)).not.toBeNull()
    expect((await countRecords()).snapshots).toBe(6)
  })

  it('sessions beyond the bound go with their workflows, never those of open tabs', async () => {
    await tab.open('A')
    await tab.save()
    for (let n = 0; n < KEPT_SESSIONS + 3; n++) {
      clock.advance(1_000)
      const other = await openTab({
        browser: { ...browser, openLocks: () => ({ ...browser.openLocks() }) },
        clock,
        server,
        storage: new TestStorage([['parallel.session', `session-${n}`]])
      })
      await other.open(`${n}`)
      await other.leave()
    }
    clock.advance(1_000)
    const last = await open(new TestStorage([['parallel.session', 'last']]))
    await last.save()
    await last.save()
    const { sessions, workflows } = await countRecords()
    // The bound, and the open tab beyond it.
    expect(sessions).toBe(KEPT_SESSIONS + 1)
    expect(workflows).toBe(KEPT_SESSIONS)
  })

  it('a deleted job’s record goes', async () => {
    const a = await tab.open('A')
    const [promptId] = await tab.run(a)
    server.play(promptId!)
    await tab.save()
    await tab.jobs.deleteJobs([promptId!])
    await tab.save()
    expect((await countRecords()).prompts).toBe(0)
  })
})

describe('a browser that keeps no databases', () => {
  it('is told of once; the page works, and runs jobs again while it lives', async () => {
    const original = indexedDB.open.bind(indexedDB)
    indexedDB.open = () => {
      throw new DOMException('no databases here', 'SecurityError')
    }
    const one = await open(new TestStorage())
    indexedDB.open = original
    expect(one.failures).toHaveLength(1)
    const a = await one.open('A')
    const [promptId] = await one.run(a)
    server.play(promptId!)
    expect(await one.runs.runAgain(promptId!)).toEqual({ accepted: 1, refused: 0 })
    expect(one.isRestored).toBe(false)
  })
})
