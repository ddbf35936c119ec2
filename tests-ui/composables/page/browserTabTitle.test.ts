import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useBrowserTabTitle } from '@/composables/page/useBrowserTabTitle'
import { toWorkflowId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useQueueStore } from '@/stores/queueStore'
import { useWorkflowStore } from '@/stores/workflowStore'
import { makePromptId, makeServerJob, makeSibling } from '../../builders/promptJobs'
import { addPrompt, addWorkflow, tick } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { setPageHidden } from '../../harness/pageVisibility'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  addWorkflow('a', { name: 'Portrait' })
  addWorkflow('b', { name: 'Upscale' })
})
afterEach(() => {
  app.unmount()
  setPageHidden(false)
})

const run = (serial: number, workflow: string) =>
  addPrompt({ promptId: makePromptId(serial), workflowId: toWorkflowId(workflow) })

describe('useBrowserTabTitle', () => {
  it('names the workflow in front and ComfyUI while nothing runs, with a mark for unsaved edits', async () => {
    app.use(useBrowserTabTitle)
    expect(document.title).toBe('Portrait - ComfyUI')
    useWorkflowStore().patchWorkflow(toWorkflowId('a'), { isModified: true })
    await app.settle()
    expect(document.title).toBe('*Portrait - ComfyUI')
    useWorkflowStore().activate(toWorkflowId('b'))
    await app.settle()
    expect(document.title).toBe('Upscale - ComfyUI')
  })

  it('[B38] names the percent and the workflow of a job that runs alone, also behind another', async () => {
    app.use(useBrowserTabTitle)
    const prompt = run(1, 'b')
    tick(prompt, 10)
    await app.settle()
    expect(document.title).toBe('[64%] Upscale - ComfyUI')
    tick(prompt, 20)
    await app.settle()
    expect(document.title).toBe('[71%] Upscale - ComfyUI')
  })

  it('[B38] gives the bare count of three running jobs of three workflows', async () => {
    app.use(useBrowserTabTitle)
    addWorkflow('c')
    const prompts = ['a', 'b', 'c'].map((id, index) => run(index, id))
    for (const prompt of prompts) tick(prompt, 5)
    await app.settle()
    expect(document.title).toBe('3 running - ComfyUI')
    useExecutionStore().applyTransition(makePromptId(0), 'succeeded', 1)
    await app.settle()
    expect(document.title).toBe('2 running - ComfyUI')
    useExecutionStore().applyTransition(makePromptId(1), 'interrupted', 1)
    await app.settle()
    expect(document.title).toMatch(/^\[\d+%\] C - ComfyUI$/)
    useExecutionStore().applyTransition(makePromptId(2), 'failed', 1)
    await app.settle()
    expect(document.title).toBe('Portrait - ComfyUI')
  })

  it('[B38] goes on while the page is hidden, without an animation frame', async () => {
    const frames = vi.spyOn(globalThis, 'requestAnimationFrame')
    app.use(useBrowserTabTitle)
    setPageHidden(true)
    const prompt = run(1, 'a')
    tick(prompt, 10)
    await app.settle()
    expect(document.title).toBe('[64%] Portrait - ComfyUI')
    expect(frames).not.toHaveBeenCalled()
    frames.mockRestore()
  })

  it('[B40] counts what the client policy shows', async () => {
    app.use(useBrowserTabTitle)
    useQueueStore().applyServerJobs([makeServerJob({ status: 'running', endedAt: null })])
    await app.settle()
    expect(document.title).toBe('Portrait - ComfyUI')
    useQueueStore().applyScope('everyone')
    await app.settle()
    expect(document.title).toBe('1 running - ComfyUI')
    useQueueStore().applyScope('mine')
    useQueueStore().applySibling(makeSibling({ workflowName: 'Elsewhere', percent: 42 }))
    await app.settle()
    expect(document.title).toBe('[42%] Elsewhere - ComfyUI')
  })

  it('is written once for each whole percent', async () => {
    app.use(useBrowserTabTitle)
    const prompt = run(1, 'a')
    await app.settle()
    const setTitle = vi.spyOn(document, 'title', 'set')
    tick(prompt, 500, 10_000)
    await app.settle()
    tick(prompt, 501, 10_000)
    await app.settle()
    tick(prompt, 501, 10_000)
    await app.settle()
    expect(setTitle).toHaveBeenCalledTimes(1)
    setTitle.mockRestore()
  })

  it('gives the title back', () => {
    document.title = 'Before'
    app.use(useBrowserTabTitle)
    app.unmount()
    expect(document.title).toBe('Before')
  })
})
