import { makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import { encodeProgressText } from '../../setup/frames'
import type { ScriptedPage } from '../../pages/scriptedPage'
import { expect, test } from '../../setup/scripted'

const INVALID = {
  error: {
    type: 'prompt_outputs_failed_validation',
    message: 'Prompt outputs failed validation',
    details: '',
    extra_info: {}
  },
  node_errors: {
    [SAMPLER]: {
      errors: [
        {
          type: 'value_bigger_than_max',
          message: 'Value 20 bigger than max of 10',
          details: 'steps',
          extra_info: {
            input_name: 'steps',
            input_config: ['INT', { max: 10 }],
            received_value: 20
          }
        }
      ],
      dependent_outputs: [`${SAVE}`],
      class_type: 'ProbeSteps'
    }
  }
}

async function changeWidget(
  app: ScriptedPage,
  id: number,
  name: string,
  value: unknown
): Promise<void> {
  await app.page.evaluate(
    ([nodeId, widgetName, next]) => {
      const { app: legacy } = window as never as {
        app: {
          graph: {
            getNodeById(id: number): {
              widgets: { name: string; setValue(v: unknown, o: object): void }[]
            }
          }
          canvas: unknown
        }
      }
      const node = legacy.graph.getNodeById(nodeId)
      const widget = node.widgets.find((each) => each.name === widgetName)
      widget?.setValue(next, { e: new PointerEvent('pointerup'), node, canvas: legacy.canvas })
    },
    [id, name, value] as const
  )
}

test.describe('a prompt that the server refuses', () => {
  test.use({ expectedErrors: /status of 400/ })

  test('[B30] marks the right nodes of the right workflow, until the input is mended', async ({
    app
  }) => {
    let answer: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (answer = resolve))
    await app.page.route('**/prompt', async (route) => {
      await gate
      await route.fulfill({ status: 400, json: INVALID })
    })
    await app.openDocument(makeSampling(), 'refused')
    const requested = app.page.waitForRequest('**/prompt')
    await app.runButton.click()
    await requested
    await app.openDocument(makeSampling({ seed: 2 }), 'front')
    answer()
    await expect(app.tab('refused')).toHaveAttribute('data-state', 'failed')
    await expect(app.tab('front')).toHaveAttribute('data-state', 'idle')
    expect((await app.getNode(SAMPLER)).hasErrors).toBe(false)
    expect((await app.getLegacy()).lastNodeErrors ?? {}).toEqual({})
    await app.tab('refused').click()
    await expect.poll(async () => (await app.getNode(SAMPLER)).hasErrors).toBe(true)
    expect((await app.getNode(SAVE)).hasErrors).toBe(false)
    expect((await app.getLegacy()).lastNodeErrors).toMatchObject({
      [SAMPLER]: { errors: [{ type: 'value_bigger_than_max' }] }
    })
    const row = app.page.locator(`[data-testid="error-row"][data-node-id="${SAMPLER}"]`)
    await expect(row.first()).toBeVisible()
    await changeWidget(app, SAMPLER, 'steps', 8)
    await expect.poll(async () => (await app.getNode(SAMPLER)).hasErrors).toBe(false)
    await expect(row).toHaveCount(0)
  })
})

test('[B31] an interrupted job loses its badge; a failed one keeps it, and its error, over a reload', async ({
  app
}) => {
  const stopped = await app.startSampling('stopped')
  const failed = await app.startSampling('fails')
  await app.openDocument(makeSampling({ seed: 3 }), 'front')
  stopped.run.begin(SAMPLER).interrupt(SAMPLER)
  failed.run.begin(SAMPLER).fail(SAMPLER, 'out of paint')
  await expect(stopped.tab).toHaveAttribute('data-state', 'idle')
  await expect(failed.tab).toHaveAttribute('data-state', 'failed')
  await stopped.tab.click()
  await app.tab('front').click()
  await expect(failed.tab).toHaveAttribute('data-state', 'failed')
  await app.reload()
  await expect(app.tab('fails')).toHaveAttribute('data-state', 'failed')
  expect((await app.getLegacy()).lastExecutionError).toBeNull()
  await app.tab('fails').click()
  await app.tab('fails').dblclick()
  await app.page.getByTestId('workflow-tab-name-input').fill('renamed')
  await app.page.keyboard.press('Enter')
  await expect.poll(async () => (await app.getNode(SAMPLER)).hasErrors).toBe(true)
  expect((await app.getLegacy()).lastExecutionError).toMatchObject({
    prompt_id: failed.run.promptId,
    node_id: `${SAMPLER}`
  })
  await expect(
    app.page.locator(`[data-testid="error-row"][data-node-id="${SAMPLER}"]`)
  ).toContainText('out of paint')
})

const getText = (app: ScriptedPage, node: number) =>
  app.page.locator(`[data-testid="node-progress-text"][data-node-id="${node}"]`)

test('[B32] progress text as released is on the owner’s node only, and goes with its prompt', async ({
  app,
  script
}) => {
  const { run, tab } = await app.startSampling('writes')
  run.begin(SAMPLER)
  script.send(run.clientId, encodeProgressText(`${SAMPLER}`, 'step one of many'))
  await expect(getText(app, SAMPLER)).toHaveText('step one of many')
  await app.openDocument(makeSampling({ seed: 2 }), 'front')
  await expect(getText(app, SAMPLER)).toHaveCount(0)
  await tab.click()
  await expect(getText(app, SAMPLER)).toHaveText('step one of many')
  run.succeed()
  await expect(getText(app, SAMPLER)).toHaveCount(0)
})

test.describe('a server that says whose text it sends', () => {
  const flags = { supports_preview_metadata: true, supports_progress_text_metadata: true }

  test('[B32] both forms are told apart by its flags; malformed ones are dropped with one warning', async ({
    app,
    script
  }) => {
    const warnings: string[] = []
    app.page.on('console', (message) => {
      if (message.type() === 'warning') warnings.push(message.text())
    })
    const first = await app.startSampling('first')
    first.run.begin(SAMPLER)
    const second = await app.startSampling('second')
    second.run.begin(SAMPLER)
    const { clientId } = second.run
    script.send(clientId, { type: 'feature_flags', data: flags })
    script.send(clientId, encodeProgressText(`${SAMPLER}`, 'of the first', first.run.promptId))
    script.send(clientId, encodeProgressText(`${SAMPLER}`, 'of the second', second.run.promptId))
    // Without a prompt it could be of either: dropped.
    script.send(clientId, encodeProgressText(`${SAMPLER}`, 'of whom?'))
    await expect(getText(app, SAMPLER)).toHaveText('of the second')
    for (let count = 0; count < 3; count += 1) {
      script.send(clientId, new Uint8Array([0, 0, 0, 3, 0, 0, 1, 0, 65]))
      script.send(clientId, new Uint8Array([0, 0, 0, 3]))
    }
    await app.settle()
    await expect(getText(app, SAMPLER)).toHaveText('of the second')
    await first.tab.click()
    await expect(getText(app, SAMPLER)).toHaveText('of the first')
    expect(
      warnings.filter((line) => /text|binary|frame|message/i.test(line)).length
    ).toBeLessThanOrEqual(1)
  })
})

test('[B33] waiting for a machine is per prompt', async ({ app, script }) => {
  await app.openDocument(makeSampling(), 'waits')
  const waiting = await app.run()
  await app.openDocument(makeSampling({ seed: 2 }), 'queued')
  const queued = await app.run()
  await app.jobs.open()
  script.send(waiting.clientId, {
    type: 'notification',
    data: { value: 'Waiting for a machine', id: waiting.promptId }
  })
  await expect(app.row(waiting.promptId)).toHaveAttribute('data-state', 'initializing')
  await expect(app.row(queued.promptId)).toHaveAttribute('data-state', 'pending')
  waiting.start().begin(SAMPLER)
  await expect(app.row(waiting.promptId)).toHaveAttribute('data-state', 'running')
  await expect(app.row(queued.promptId)).toHaveAttribute('data-state', 'pending')
})
