import type { Submission } from '../../../tests-ui/harness/replayJobs'
import type { ScriptedServer } from '../../../tests-ui/harness/replayServer'
import { openWithClock, stopClock } from '../../flows/clock'
import { makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import type { ScriptedPage } from '../../pages/scriptedPage'
import { expect, test } from '../../setup/scripted'
import { ScriptedRun } from '../../setup/scriptedRun'

function collectPrompts(script: ScriptedServer): Submission[] {
  const taken: Submission[] = []
  script.onPrompt((submission) => void taken.push(submission))
  return taken
}

function getInput(submission: Submission, node: number, name: string): unknown {
  const prompt = submission.body.prompt as Record<string, { inputs: Record<string, unknown> }>
  return prompt[node]?.inputs[name]
}

async function setWidget(
  app: ScriptedPage,
  id: number,
  name: string,
  value: unknown
): Promise<void> {
  await app.page.evaluate(
    ([nodeId, widgetName, next]) => {
      const { app: legacy } = window as never as {
        app: { graph: { getNodeById(id: number): { widgets: { name: string; value: unknown }[] } } }
      }
      const widget = legacy.graph
        .getNodeById(nodeId)
        .widgets.find(({ name }) => name === widgetName)
      if (widget) widget.value = next
    },
    [id, name, value] as const
  )
}

async function chooseMode(app: ScriptedPage, mode: string): Promise<void> {
  const switcher = app.page.getByTestId('run-mode')
  await switcher.click()
  await app.page.locator(`[data-testid="run-mode-option"][data-mode="${mode}"]`).click()
  await expect(switcher).toHaveAttribute('data-mode', mode)
}

test('[B13, B15] a hundred runs are of the workflow as it was at the press, and read no queue', async ({
  openApp,
  script
}) => {
  const app = await openWithClock(openApp)
  const taken = collectPrompts(script)
  await app.openDocument(makeSampling({ seed: 100, control: 'increment' }), 'many')
  await app.page.getByTestId('run-batch-count').fill('100')
  // The page looks at the lists from time to time; however long a hundred runs take here, they are to cause no look.
  await stopClock(app.page)
  const from = script.requests.length
  await app.runButton.click()
  await setWidget(app, SAVE, 'filename_prefix', 'edited afterwards')
  await app.openDocument(makeSampling({ seed: 7 }), 'other')
  await setWidget(app, SAVE, 'filename_prefix', 'another')
  await expect.poll(() => taken.length).toBe(100)
  await app.page.clock.resume()
  await expect(app.tab('many')).toHaveAttribute('data-pending', '100')
  await expect(app.tab('other')).toHaveAttribute('data-pending', '0')
  const seeds = taken.map((submission) => getInput(submission, SAMPLER, 'seed'))
  expect(seeds).toEqual(Array.from({ length: 100 }, (_, index) => 100 + index))
  const prefixes = new Set(taken.map((submission) => getInput(submission, SAVE, 'filename_prefix')))
  expect([...prefixes]).toEqual(['sampling'])
  expect(new Set(taken.map(({ promptId }) => promptId)).size).toBe(100)
  const lists = script.requests
    .slice(from)
    .filter(({ method, path }) => method === 'GET' && /^\/(queue|jobs|history)/.test(path))
  expect(lists.length).toBeLessThanOrEqual(5)
})

test('[B14] count, seed control and mode belong to the tab', async ({ app, script }) => {
  const taken = collectPrompts(script)
  const count = app.page.getByTestId('run-batch-count')
  const mode = app.page.getByTestId('run-mode')
  await app.openDocument(makeSampling({ seed: 1, control: 'increment' }), 'endless')
  await chooseMode(app, 'endless')
  await app.openDocument(makeSampling({ seed: 50, control: 'fixed' }), 'once')
  await expect(mode).toHaveAttribute('data-mode', 'once')
  await count.fill('3')
  await app.tab('endless').click()
  await expect(mode).toHaveAttribute('data-mode', 'endless')
  await expect(count).toHaveValue('1')
  await app.runButton.click()
  await expect.poll(() => taken.length).toBe(1)
  // It goes on while another tab is in front.
  await app.tab('once').click()
  await expect(count).toHaveValue('3')
  for (let ended = 0; ended < 3; ended += 1) {
    await expect.poll(() => taken.length).toBe(ended + 1)
    new ScriptedRun(script, taken[ended]!).start().begin(SAMPLER).succeed()
  }
  await expect.poll(() => taken.length).toBe(4)
  expect(taken.map((submission) => getInput(submission, SAMPLER, 'seed'))).toEqual([1, 2, 3, 4])
  await expect(app.tab('once')).toHaveAttribute('data-state', 'idle')
})

test('[B14] endless stops with a message rather than submit the same for ever', async ({
  app,
  script
}) => {
  const taken = collectPrompts(script)
  await app.openDocument(makeSampling({ control: 'fixed' }), 'same')
  await chooseMode(app, 'endless')
  await app.runButton.click()
  await expect.poll(() => taken.length).toBe(1)
  new ScriptedRun(script, taken[0]!).start().begin(SAMPLER).succeed()
  await expect(app.toasts.first()).toBeVisible()
  await expect(app.tab('same')).not.toHaveAttribute('data-state', /running|queued/)
  expect(taken).toHaveLength(1)
})

test('[B14] on change submits once for an edit, of its own workflow', async ({ app, script }) => {
  const taken = collectPrompts(script)
  await app.openDocument(makeSampling(), 'changes')
  await chooseMode(app, 'change')
  await app.runButton.click()
  await expect.poll(() => taken.length).toBe(1)
  new ScriptedRun(script, taken[0]!).start().begin(SAMPLER).succeed()
  await expect(app.tab('changes')).toHaveAttribute('data-state', 'succeeded')
  expect(taken).toHaveLength(1)
  await app.page.evaluate((nodeId) => {
    const { app: legacy } = window as never as {
      app: {
        graph: {
          getNodeById(id: number): {
            widgets: { name: string; setValue?(value: unknown, options: object): void }[]
          }
        }
        canvas: unknown
      }
    }
    const node = legacy.graph.getNodeById(nodeId)
    const widget = node.widgets.find(({ name }) => name === 'steps')
    widget?.setValue?.(25, { e: new PointerEvent('pointerup'), node, canvas: legacy.canvas })
  }, SAMPLER)
  await expect.poll(() => taken.length).toBe(2)
  expect(getInput(taken[1]!, SAMPLER, 'steps')).toBe(25)
})
