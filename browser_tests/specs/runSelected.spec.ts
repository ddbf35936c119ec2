import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { listNodes, runCommand, select } from '../flows/canvas'
import { expect, test } from '../setup/test'

const [RED, BLUE, INVERT, FIRST, SECOND, NUMBER, TEXT] = [1, 2, 3, 4, 5, 6, 7]

/** Two pictures, each of which is shown by a node of its own; a number that goes on is shown by a third. */
const makeBranches = () =>
  makeDocument(
    [
      ...([RED, BLUE] as const).map((id) =>
        makeNode(id, 'EmptyImage', {
          outputs: { IMAGE: 'IMAGE' },
          pos: [80, id * 200 - 80],
          size: [220, 140],
          widgets_values: [64, 64, 1, id]
        })
      ),
      makeNode(INVERT, 'ImageInvert', {
        inputs: { image: 'IMAGE' },
        outputs: { IMAGE: 'IMAGE' },
        pos: [360, 120],
        size: [160, 40]
      }),
      makeNode(FIRST, 'PreviewImage', {
        inputs: { images: 'IMAGE' },
        pos: [580, 120],
        size: [200, 100]
      }),
      makeNode(SECOND, 'PreviewImage', {
        inputs: { images: 'IMAGE' },
        pos: [820, 420],
        size: [200, 100]
      }),
      makeNode(NUMBER, 'PrimitiveInt', {
        outputs: { INT: 'INT' },
        pos: [80, 540],
        size: [220, 90],
        widgets_values: [5, 'increment']
      }),
      makeNode(TEXT, 'PreviewAny', { inputs: { source: '*' }, pos: [580, 540], size: [200, 120] })
    ],
    [
      [1, RED, 0, INVERT, 0, 'IMAGE'],
      [2, INVERT, 0, FIRST, 0, 'IMAGE'],
      [3, BLUE, 0, SECOND, 0, 'IMAGE'],
      [4, NUMBER, 0, TEXT, 0, 'INT']
    ],
    { extra: { ds: { scale: 1, offset: [0, 0] } } }
  )

test('of what is selected the outputs run alone, with what they need; seeds of the rest stay; a subgraph stands for those inside', async ({
  app,
  server
}) => {
  const { page } = app
  await app.openDocument(makeBranches(), 'branches')
  const listRuns = async () =>
    (await server.listHistory()).map(({ inputs }) => Object.keys(inputs).sort())
  await select(page, FIRST)
  await runCommand(page, 'selected output')
  await expect.poll(listRuns).toEqual([[RED, INVERT, FIRST].map(String)])
  await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')
  await expect.poll(async () => (await app.getNode(FIRST)).images).toHaveLength(1)
  expect((await app.getNode(SECOND)).images).toEqual([])
  expect(await app.graph.getWidget(NUMBER, 'value')).toBe(5)

  // The inspector has it at hand, for nodes that are outputs.
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('i')
  await page.getByTestId('inspector-tab-run').click()
  await expect(page.getByTestId('inspector-run-only')).toBeVisible()
  await select(page, INVERT)
  await expect(page.getByTestId('inspector-run-only')).toHaveCount(0)
  await runCommand(page, 'selected output')
  await expect(app.toasts.filter({ hasText: 'Nothing to run is selected' })).toBeVisible()
  await select(page, TEXT)
  await page.getByTestId('inspector-run-only').click()
  await expect.poll(async () => (await listRuns()).length).toBe(2)
  expect(await listRuns()).toContainEqual([NUMBER, TEXT].map(String))
  await expect.poll(() => app.graph.getWidget(NUMBER, 'value')).toBe(6)

  await select(page, BLUE, SECOND)
  await page.keyboard.press('Control+Shift+e')
  await expect.poll(async () => (await listNodes(page)).length).toBe(6)
  await runCommand(page, 'selected output')
  await expect.poll(async () => (await listRuns()).length).toBe(3)
  const inside = (await listRuns()).find((ids) => ids.every((id) => id.includes(':')))
  expect(inside).toHaveLength(2)
  await app.runButton.click()
  await expect
    .poll(async () => (await listRuns()).map((ids) => ids.length).sort())
    .toEqual([2, 2, 3, 7])
})
