import { listNodes } from '../flows/canvas'
import { SAVE } from '../flows/documents'
import { ENDLESS, expectProgress, stopAll } from '../flows/running'
import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { BARE } from '../pages/graphPage'
import { expect, test } from '../setup/test'

const GROUP = 5

/** A group node of old documents: the sampler is inside. */
const makeOld = (steps: number, seed: number, side = 128): object =>
  makeDocument(
    [
      makeNode(GROUP, 'workflow>grow', {
        outputs: { IMAGE: 'IMAGE' },
        pos: [40, 40],
        size: [320, 300],
        widgets_values: [seed, 'fixed', steps, side, side, 1, 'coral', 'deep sea']
      }),
      makeNode(SAVE, 'SaveImage', {
        inputs: { images: 'IMAGE' },
        pos: [420, 40],
        size: [320, 320],
        widgets_values: ['old']
      })
    ],
    [[1, GROUP, 0, SAVE, 0, 'IMAGE']],
    {
      extra: {
        groupNodes: {
          grow: {
            nodes: [
              {
                index: 0,
                type: 'ReactionDiffusionSampler',
                pos: [0, 0],
                inputs: [{ name: 'start', type: 'MASK', link: null }],
                outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [] }],
                widgets_values: [seed, 'fixed', steps, side, side, 1, 'coral', 'deep sea']
              }
            ],
            links: [],
            external: [[0, 0, 'IMAGE']]
          }
        }
      }
    }
  )

test('a document with legacy group nodes opens and runs, and shows the progress of its own prompt only', async ({
  app
}) => {
  await app.openDocument(makeOld(5, 1), 'quick')
  await app.openDocument(makeOld(ENDLESS.steps!, 2, ENDLESS.size), 'old')
  // It has become a subgraph, under an id of its own.
  const grown = (await listNodes(app.page)).find(({ id }) => id !== SAVE)!.id
  await app.runButton.click()
  await expectProgress(app, 'old')
  await expect.poll(async () => (await app.getNode(grown)).progress).toBeGreaterThan(0)
  expect(await app.getNode(grown)).toMatchObject({ isRunning: true })
  await app.tab('quick').click()
  await expect(app.activeTab).toContainText('quick')
  expect(await app.getNode(grown)).toEqual(BARE)
  await stopAll(app)
  await app.runButton.click()
  await expect(app.activeTab).toHaveAttribute('data-state', 'succeeded')
})
