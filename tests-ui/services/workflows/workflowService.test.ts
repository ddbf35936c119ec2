import { beforeEach, describe, expect, it } from 'vitest'
import type { WorkflowId } from '@/domain/ids'
import { toNodeLocatorId } from '@/domain/ids'
import type { CoreHarness } from '../../harness/core'
import { makeGlb, makePng } from '../../builders/writtenFiles'
import { createTestCore, makePrompt } from '../../harness/core'
import { makeDocument } from '../../harness/coreGraphs'
import { makeResult } from '../../harness/coreServer'

const SAVER = toNodeLocatorId('9')

let core: CoreHarness
let a: WorkflowId

beforeEach(async () => {
  core = createTestCore()
  a = await core.open('A')
})

const get = (workflowId: WorkflowId) => core.workflows.getWorkflow(workflowId)
const answer = async (kind: 'confirm' | 'discard' | 'cancel') => {
  await core.settle()
  core.dialogs.answer(core.dialogs.current!.id, kind)
}
const runWithResult = async () => {
  const [promptId] = await core.run(a)
  core.server.play(promptId!)
  return promptId!
}

describe('opening', () => {
  it('fills the workflow in front when it is empty and untouched, else opens another', async () => {
    const empty = await core.workflowService.newWorkflow()
    expect(get(empty)).toMatchObject({ isPristine: true, name: 'Unsaved Workflow' })
    const opened = await core.open('B')
    expect(opened).toBe(empty)
    expect(get(opened)).toMatchObject({ name: 'B', isPristine: false })
    expect(await core.open('C')).not.toBe(opened)
  })

  it('what an empty workflow was told when it was run does not stay with what fills it', async () => {
    const empty = await core.workflowService.newWorkflow()
    core.server.refuse = () => ({ type: 'x', message: 'no outputs', details: '', nodes: [] })
    await core.runs.run(empty)
    expect(core.errors.getWorkflowErrors(empty)).toHaveLength(1)
    await core.open('B')
    expect(core.errors.getWorkflowErrors(empty)).toEqual([])
  })

  it('a document that is refused leaves nothing behind', async () => {
    await expect(core.workflowService.openDocument({ not: 'one' }, 'X')).rejects.toThrow(
      'It is no workflow.'
    )
    expect(core.workflows.order).toEqual([a])
    expect(core.workflows.activeId).toBe(a)
  })

  it('an empty workflow that is closed while a document is read into it leaves no graph', async () => {
    const empty = await core.workflowService.newWorkflow()
    const opening = core.workflowService.openDocument(makeDocument({ prompt: makePrompt() }), 'B')
    await core.workflowService.close(empty)
    const opened = await opening
    expect(core.graphs.isOpen(empty)).toBe(false)
    expect(get(opened)?.name).toBe('B')
    expect(core.graphs.isOpen(opened)).toBe(true)
  })

  it('files that are none are said, one by one, and harm none of the others', async () => {
    const good = JSON.stringify(makeDocument({ prompt: makePrompt() }))
    await core.workflowService.openFiles([
      new File(['{'], 'broken.json'),
      new File([good], 'good.json'),
      new File(['{"nothing": 1}'], 'other.json')
    ])
    expect(core.notices.notices.map(({ title }) => title)).toEqual([
      '“broken.json” can’t be opened',
      '“other.json” can’t be opened'
    ])
    expect(core.workflows.active?.name).toBe('good')
  })

  it('opens what a picture carries; one without a workflow becomes a node, other files are said', async () => {
    const document = JSON.stringify(makeDocument({ prompt: makePrompt() }))
    await core.workflowService.openFiles([
      new File([makePng({ workflow: document }) as BlobPart], 'render.png', { type: 'image/png' }),
      new File([makePng({}) as BlobPart], 'photo.png', { type: 'image/png' }),
      new File([makeGlb({}) as BlobPart], 'mesh.glb')
    ])
    expect(core.workflows.active?.name).toBe('render')
    expect(core.graphs.placed).toEqual(['photo.png'])
    expect(core.notices.notices.map(({ title, detail }) => [title, detail])).toEqual([
      ['“mesh.glb” can’t be opened', 'It holds no workflow.']
    ])
  })

  it('opens what A1111 says of a picture; what it does not understand is a picture', async () => {
    const toFile = (parameters: string, name: string) =>
      new File([makePng({ parameters }) as BlobPart], name, { type: 'image/png' })
    await core.workflowService.openFiles([
      toFile('a cat\nSteps: 20, Seed: 5', 'drawn.png'),
      toFile('{"other": "tool"}', 'other.png'),
      new File(['GIF89a'], 'moving.gif', { type: 'image/gif' }),
      new File(['{"1": {"class_type": "A", "inputs": {"x": NaN}}}'], 'of Python.json')
    ])
    expect(core.workflows.active?.name).toBe('of Python')
    await core.workflowService.close(core.workflows.activeId!)
    expect(core.workflows.active?.name).toBe('drawn')
    expect(core.graphs.placed).toEqual(['other.png', 'moving.gif'])
    expect(core.notices.notices).toEqual([])
  })

  it('names new workflows apart', async () => {
    await core.workflowService.newWorkflow()
    await core.workflowService.newWorkflow()
    expect(core.workflows.active?.name).toBe('Unsaved Workflow (2)')
  })
})

describe('closing', () => {
  it('asks when there are unsaved edits, and heeds each answer', async () => {
    core.graphs.edit(a, () => {})
    const kept = core.workflowService.close(a)
    await answer('cancel')
    expect([await kept, core.graphs.isOpen(a)]).toEqual([false, true])
    const closed = core.workflowService.close(a)
    await answer('discard')
    expect([await closed, core.graphs.isOpen(a)]).toEqual([true, false])
    expect(await core.api.listUserFiles('workflows')).toEqual([])
  })

  it('asks about what was typed a moment ago, too', async () => {
    core.graphs.typeInto(a, () => {})
    const kept = core.workflowService.close(a)
    await answer('cancel')
    expect(await kept).toBe(false)
  })

  it('saves first when told so, and stays open when that fails', async () => {
    core.graphs.edit(a, () => {})
    const closed = core.workflowService.close(a)
    await answer('confirm')
    expect(await closed).toBe(true)
    expect(await core.api.listUserFiles('workflows')).toEqual(['workflows/A.json'])
  })

  it('takes its results, previews and errors with it, and opens an empty one after the last', async () => {
    await runWithResult()
    await core.workflowService.close(a)
    expect(core.execution.getWorkflowResult(a)).toBeNull()
    expect(core.previews.outputsByWorkflowId).toEqual({})
    expect(core.workflows.order).toHaveLength(1)
    expect(core.workflows.active).toMatchObject({ isPristine: true })
  })

  it('twice is once: two presses while the question stands close one tab', async () => {
    const b = await core.open('B')
    core.graphs.edit(a, () => {})
    const closings = [core.workflowService.close(a), core.workflowService.close(a)]
    await answer('discard')
    await answer('discard')
    expect(await Promise.all(closings)).toEqual([true, true])
    expect(core.workflows.order).toEqual([b])
    expect(core.graphs.isOpen(b)).toBe(true)
  })
})

describe('names and copies [B8]', () => {
  it('[B8] renaming during a run keeps the run with it', async () => {
    const [promptId] = await core.run(a)
    core.server.start(promptId!)
    await core.workflowService.rename(a, '  Better  ')
    core.server.finish(promptId!, '9', makeResult('a.png'))
    expect(get(a)?.name).toBe('Better')
    expect(core.execution.getWorkflowRunningPromptIds(a)).toEqual([promptId])
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('a.png'))
  })

  it('an empty name changes nothing', async () => {
    await core.workflowService.rename(a, '   ')
    expect(get(a)?.name).toBe('A')
  })

  it('[B8] saving under another name moves no run', async () => {
    const [promptId] = await core.run(a)
    core.server.start(promptId!)
    await core.workflowService.save(a)
    await core.workflowService.rename(a, 'B')
    const saving = core.workflowService.saveAs(a)
    await core.settle()
    core.dialogs.answer(core.dialogs.current!.id, 'confirm', 'C')
    expect(await saving).toBe(true)
    expect(core.execution.promptIdToWorkflowId[promptId!]).toBe(a)
    expect(await core.api.listUserFiles('workflows')).toEqual([
      'workflows/B.json',
      'workflows/C.json'
    ])
  })

  it('[B8] a duplicate has an identity of its own, stands beside its source, and takes no run', async () => {
    const done = await runWithResult()
    const [running] = await core.run(a)
    core.server.start(running!)
    const b = await core.open('B')
    const copy = await core.workflowService.duplicate(a)
    expect(core.workflows.order).toEqual([a, copy, b])
    expect(get(copy)).toMatchObject({ name: 'A (copy)', isModified: true })
    expect(get(copy)?.documentId).not.toBe(get(a)?.documentId)
    expect(core.previews.getNodeOutput(copy, SAVER)).toEqual(makeResult(`${done}-9.png`))
    expect(core.execution.getWorkflowRunningPromptIds(copy)).toEqual([])
    core.server.finish(running!, '9', makeResult('later.png'))
    expect(core.previews.getNodeOutput(copy, SAVER)).toEqual(makeResult(`${done}-9.png`))
    expect(core.previews.getNodeOutput(a, SAVER)).toEqual(makeResult('later.png'))
  })
})

describe('saving', () => {
  it('edits made while it is being saved stay unsaved', async () => {
    core.graphs.edit(a, () => {})
    const release = core.server.hold('storeUserFile')
    const saving = core.workflowService.save(a)
    await core.settle()
    core.graphs.edit(a, (document) => (document.prompt = makePrompt(99)))
    await release()
    expect(await saving).toBe(true)
    expect(get(a)?.isModified).toBe(true)
  })

  it('what was typed a moment before is saved with the rest', async () => {
    core.graphs.typeInto(a, () => {})
    expect(await core.workflowService.save(a)).toBe(true)
    core.graphs.settleEdits()
    expect(get(a)?.isModified).toBe(false)
  })

  it('asks before it replaces another file, and once saved replaces its own', async () => {
    await core.api.storeUserFile('workflows/A.json', '{}')
    core.graphs.edit(a, () => {})
    const kept = core.workflowService.save(a)
    await answer('cancel')
    expect([await kept, get(a)?.isModified, get(a)?.path]).toEqual([false, true, null])
    const replaced = core.workflowService.save(a)
    await answer('confirm')
    expect([await replaced, get(a)?.isModified]).toEqual([true, false])
    core.graphs.edit(a, () => {})
    expect(await core.workflowService.save(a)).toBe(true)
    expect(core.dialogs.current).toBeNull()
  })

  it('hands the file to the user when the server can’t store it', async () => {
    core.graphs.edit(a, () => {})
    core.server.isDown = true
    expect(await core.workflowService.save(a)).toBe(true)
    expect(core.files.map(({ name }) => name)).toEqual(['A.json'])
    expect(core.notices.notices).toEqual([expect.objectContaining({ kind: 'warning' })])
  })

  it('gives names every file system takes', async () => {
    core.settings.applySettings({ 'Comfy.PromptFilename': false })
    await core.workflowService.rename(a, 'a/b:c*?\u0007')
    await core.workflowService.exportDocument(a)
    await core.workflowService.exportApi(a)
    expect(core.files.map(({ name }) => name)).toEqual(['a_b_c___.json', 'a_b_c___ (API).json'])
    expect(JSON.parse(core.files[1]!.content)).toEqual(makePrompt())
  })

  it('asks under which name a file is handed out, and hands out none when nobody says one', async () => {
    const exportAs = async (done: Promise<void>, kind: 'confirm' | 'cancel', name = '') => {
      await core.settle()
      const { id, field } = core.dialogs.current!
      core.dialogs.answer(id, kind, name)
      await done
      return field?.value
    }
    expect(await exportAs(core.workflowService.exportDocument(a), 'confirm', 'mine.JSON')).toBe(
      'A.json'
    )
    expect(await exportAs(core.workflowService.exportApi(a), 'confirm', 'prompt')).toBe(
      'A (API).json'
    )
    await exportAs(core.workflowService.exportDocument(a), 'cancel')
    expect(core.files.map(({ name }) => name)).toEqual(['mine.json', 'prompt.json'])
  })
})
