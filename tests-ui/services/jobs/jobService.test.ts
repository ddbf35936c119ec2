import { beforeEach, describe, expect, it } from 'vitest'
import type { PromptId, WorkflowId } from '@/domain/ids'
import { makeOutputFile, makeSibling } from '../../builders/promptJobs'
import type { CoreHarness } from '../../harness/core'
import { createTestCore, makePrompt } from '../../harness/core'
import { makeDocument } from '../../harness/coreGraphs'
import { makeResult } from '../../harness/coreServer'

let core: CoreHarness
let a: WorkflowId
let promptId: PromptId

beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
  promptId = (await core.run(a))[0]!
})

const methods = () => core.server.requests.map(({ method }) => method)
const outputsOf = (workflowId: WorkflowId) => core.previews.outputsByWorkflowId[workflowId]

describe('opening a job', () => {
  it('[B37] brings the tab it came from to the front, not a copy', async () => {
    await core.open('B')
    await core.jobs.openJob(promptId)
    expect(core.workflows.activeId).toBe(a)
    expect(core.workflows.order).toHaveLength(2)
  })

  it('[B21] of a closed tab opens what was submitted, with its own results and no other’s', async () => {
    const [other] = await core.run(a)
    core.server.play(promptId)
    core.server.play(other!)
    core.graphs.edit(a, ({ prompt }) => void (prompt[3]!.inputs.steps = 99))
    core.workflows.patchWorkflow(a, { isModified: false })
    await core.workflowService.close(a)
    await core.jobs.openJob(promptId)
    const opened = core.workflows.activeId!
    expect(opened).not.toBe(a)
    expect(core.workflows.getWorkflow(opened)?.name).toBe('A')
    expect(core.graphs.getDocument(opened).prompt[3]?.inputs.steps).toBe(20)
    expect(outputsOf(opened)).toEqual({ 9: makeResult(`${promptId}-9.png`) })
  })

  it('of somebody else opens what the server has of it', async () => {
    const document = makeDocument({ prompt: makePrompt(5) })
    const api = {
      ...core.api,
      getJob: async (id: PromptId) => {
        const detail = await core.api.getJob(id)
        return detail && { ...detail, workflow: document as never }
      }
    }
    const one = createTestCore({ api, server: core.server, clock: core.clock, clientId: 'one' })
    await one.open('Mine')
    core.server.play(promptId)
    await one.jobs.openJob(promptId)
    const opened = one.workflows.activeId!
    expect(one.graphs.getDocument(opened).id).toBe(document.id)
    expect(one.previews.getNodeOutput(opened, '9' as never)).toBeDefined()
  })

  it('says so when nobody has its workflow', async () => {
    await core.jobs.openJob('nobody’s' as PromptId)
    expect(core.notices.notices).toEqual([expect.objectContaining({ kind: 'warning' })])
    expect(core.workflows.order).toEqual([a])
  })
})

describe('deleting jobs', () => {
  it('takes them out of every list and out of the server’s history, and leaves unfinished ones', async () => {
    const [running] = await core.run(a)
    core.server.start(running!)
    core.server.start(promptId)
    core.server.fail(promptId, '3')
    await core.jobs.refresh()
    await core.jobs.deleteJobs([promptId, running!])
    expect(core.listPrompts()).toEqual([running])
    expect(core.server.prompts.has(promptId)).toBe(false)
    expect(core.queue.serverJobs.has(promptId)).toBe(false)
    expect(core.errors.getPromptFailure(promptId)).toBeUndefined()
    expect(await core.records.findPrompt(promptId)).toBeNull()
    expect(core.server.get(running!).status).toBe('running')
  })

  it('leaves a job that runs in another tab of this browser, record and all', async () => {
    const sibling = makeSibling()
    core.queue.applySibling(sibling)
    await core.jobs.deleteJobs([sibling.promptId])
    expect(methods()).not.toContain('deleteHistory')
    expect(core.queue.siblings.has(sibling.promptId)).toBe(true)
  })

  it('a finished job of another tab goes from the list here', async () => {
    const sibling = makeSibling({ status: 'succeeded', endedAt: 1 })
    core.queue.applySibling(sibling)
    await core.jobs.deleteJobs([sibling.promptId])
    expect(core.queue.siblings.size).toBe(0)
  })

  it('changes nothing, and says so, when the server can’t be asked', async () => {
    core.server.play(promptId)
    core.server.isDown = true
    await core.jobs.deleteJobs([promptId])
    expect(core.listPrompts()).toEqual([promptId])
    expect(core.notices.notices).toEqual([expect.objectContaining({ kind: 'error' })])
  })
})

describe('results of a job', () => {
  it('[B23] are all its files, of every kind, with the node they come from', async () => {
    core.server.start(promptId)
    core.server.finish(promptId, '9', {
      images: [makeOutputFile({ filename: 'a.png' })],
      audio: [makeOutputFile({ filename: 'a.flac' })],
      text: ['not a file']
    })
    expect(await core.jobs.listResults(promptId)).toEqual([
      { kind: 'images', file: makeOutputFile({ filename: 'a.png' }), nodeTitle: 'Save' },
      { kind: 'audio', file: makeOutputFile({ filename: 'a.flac' }), nodeTitle: 'Save' }
    ])
    expect(methods()).not.toContain('getJob')
    await core.jobs.downloadResults(promptId)
    expect(core.downloads).toEqual(['/view?filename=a.png', '/view?filename=a.flac'])
  })

  it('are asked of the server when the page does not have them', async () => {
    core.server.isMute = true
    core.server.play(promptId)
    const [result] = await core.jobs.listResults(promptId)
    expect(result).toMatchObject({ kind: 'images', nodeTitle: 'Save' })
  })

  it('says so when there are none', async () => {
    await core.jobs.downloadResults(promptId)
    expect(core.notices.notices).toEqual([expect.objectContaining({ kind: 'info' })])
  })
})

describe('the scope', () => {
  it('[B40] is switched, and the server’s list read', async () => {
    core.server.requests.length = 0
    core.jobs.applyScope('everyone')
    await core.settle()
    expect(core.queue.scope).toBe('everyone')
    expect(methods()).toEqual(['listJobs'])
    expect(core.queue.serverJobs.has(promptId)).toBe(true)
  })
})
