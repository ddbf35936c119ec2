import type { Locator } from '@playwright/test'
import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'

const ID = /^[\w-]{8,}$/
const FLAG = /^(true|false)$/
const STILL = {
  runningNodeId: null,
  progress: null,
  nodeOutputs: {},
  nodePreviewImages: {},
  lastNodeErrors: null,
  lastExecutionError: null
}

/** Each attribute is there, and has a value of its kind. */
async function expectAttributes(
  locator: Locator,
  attributes: Readonly<Record<string, string | RegExp>>
): Promise<void> {
  for (const [name, value] of Object.entries(attributes))
    await expect(locator).toHaveAttribute(`data-${name}`, value)
}

test.describe('handles that scripts and screen readers rely on', () => {
  test('of tabs, action bar and job list', async ({ app }) => {
    const { page } = app
    await expectAttributes(app.connection, { state: 'connected' })
    await expectAttributes(app.tabs, {
      'workflow-id': ID,
      state: 'idle',
      progress: '',
      pending: '0',
      unsaved: 'false',
      active: 'true'
    })
    await expect(app.batchCount.or(app.batchCount.locator('input')).last()).toHaveValue('1')
    for (const button of [app.stopWorkflow, app.stopAll, app.clearPending])
      await expect(button).toBeDisabled()
    await app.newWorkflow.click()
    await expect(app.tabs).toHaveCount(2)
    await expectAttributes(app.tabs.last(), { active: 'true', unsaved: FLAG })
    await app.runMode.click()
    const modes = page.getByTestId('run-mode-option')
    await expect(modes).toHaveCount(3)
    expect(await modes.evaluateAll((all) => all.map((one) => one.dataset.mode))).toEqual([
      'once',
      'change',
      'endless'
    ])
    await page.keyboard.press('Escape')
    const { run, tab, workflowId } = await app.startSampling('handled')
    const waiting = await app.run()
    run.begin(SAMPLER).step(SAMPLER, 5, 20)
    await expectAttributes(tab, { state: 'running', progress: /^1[23]$/, pending: '1' })
    for (const button of [app.stopWorkflow, app.stopAll, app.clearPending])
      await expect(button).toBeEnabled()
    await expect(app.jobs.toggle).toContainText('1 running')
    await app.jobs.toggle.click()
    await expectAttributes(app.jobs.list, { count: '2' })
    await expect.poll(() => app.jobs.listPromptIds()).toEqual([run.promptId, waiting.promptId])
    const row = app.row(run.promptId)
    await expectAttributes(row, {
      'workflow-id': workflowId,
      owner: 'mine',
      state: 'running',
      progress: /^1[23]$/
    })
    await expectAttributes(app.row(waiting.promptId), { state: 'pending', progress: '' })
    for (const part of ['job-cancel', 'job-open', 'job-preview'])
      await expect(row.getByTestId(part)).toHaveCount(1)
    await expectAttributes(app.jobs.scope, { scope: 'mine' })
    await app.jobs.scope.click()
    await expectAttributes(app.jobs.scope, { scope: 'everyone' })
    run.executed(SAVE, makeImageOutput('done.png')).fail(SAMPLER)
    // Looked at first, since it goes after three seconds.
    await expectAttributes(app.toasts.first(), { kind: 'error' })
    await expectAttributes(app.errorRows, {
      'workflow-id': workflowId,
      'prompt-id': run.promptId,
      'node-id': `${SAMPLER}`
    })
    await expectAttributes(app.errorPanel, { 'workflow-id': workflowId })
    // What waits comes before how the last run ended.
    await expectAttributes(tab, { state: 'queued', progress: '' })
    await app.row(waiting.promptId).getByTestId('job-cancel').click()
    await expectAttributes(app.row(waiting.promptId), { state: 'cancelled' })
    expect((await app.getLegacy()).lastExecutionError).toMatchObject({ prompt_id: run.promptId })
    expect((await app.getNode(SAMPLER)).hasErrors).toBe(true)
  })

  test('of panels and questions, and the globals of the page', async ({ app }) => {
    const { page } = app
    expect(await app.getLegacy()).toEqual(STILL)
    const names = ['comfyAPI', 'LiteGraph', 'LGraph', 'LGraphNode', 'LGraphCanvas', 'graph']
    const globals = await page.evaluate(
      (all) => all.filter((name) => !(window as never as Record<string, unknown>)[name]),
      names
    )
    expect(globals).toEqual([])
    const workflowId = await app.activeTab.getAttribute('data-workflow-id')
    // Empty and untouched: filled. Else a tab of its own.
    expect(await app.openDocument(makeSampling(), 'filled')).toBe(workflowId)
    expect(await app.openDocument(makeSampling({ seed: 2 }), 'beside')).not.toBe(workflowId)
    const facts = await page.evaluate(async () => {
      const { app: legacy, api } = window as never as {
        app: {
          graph: unknown
          rootGraph: unknown
          canvas: { graph: unknown }
          graphToPrompt(): Promise<object>
        }
        api: { clientId: string }
      }
      const { graph } = window as never as { graph: unknown }
      const isOne = [legacy.rootGraph, legacy.canvas.graph, graph].every(
        (it) => it === legacy.graph
      )
      return { isOne, keys: Object.keys(await legacy.graphToPrompt()), clientId: api.clientId }
    })
    expect(facts).toEqual({
      isOne: true,
      keys: ['workflow', 'output'],
      clientId: expect.stringMatching(ID)
    })
    const canvas = page.getByTestId('graph-canvas')
    expect(await canvas.evaluate((element) => element.tagName)).toBe('CANVAS')
    await canvas.dblclick({ position: { x: 900, y: 700 } })
    await expect(page.getByTestId('node-search')).toBeVisible()
    await page.keyboard.press('Escape')
    await app.tab('beside').dblclick()
    await page.getByTestId('workflow-tab-name-input').fill('named')
    await page.keyboard.press('Enter')
    await expect(app.tab('named')).toHaveAttribute('data-active', 'true')
    await page.getByRole('button', { name: 'Workflows' }).click()
    await expect(page.getByTestId('workflow-sidebar')).toBeVisible()
    await page.getByRole('button', { name: 'Settings' }).click()
    await expect(page.getByTestId('settings-dialog')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  test('of the question when a changed workflow is closed', async ({ app }) => {
    await app.openDocument(makeSampling(), 'changed')
    await app.graph.typeNumber(SAMPLER, 'seed', 4711)
    await expect(app.tab('changed')).toHaveAttribute('data-unsaved', 'true')
    await app.close('changed')
    for (const button of [app.dialogConfirm, app.dialogDiscard]) await expect(button).toBeVisible()
    await app.dialogCancel.click()
    await expect(app.tab('changed')).toHaveCount(1)
    await app.close('changed')
    await app.dialogDiscard.click()
    await expect(app.tab('changed')).toHaveCount(0)
  })
})
