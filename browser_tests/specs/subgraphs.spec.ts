import { expectProgress, stopAll } from '../flows/running'
import { BARE } from '../pages/graphPage'
import { expect, test } from '../setup/test'

/** Nodes of the sample `one-subgraph-twice`: two instances of one subgraph, and the sampler inside. */
const INSTANCES = [3, 4] as const
const INNER = 11
const STEPS = 2

interface Sample {
  definitions: { subgraphs: { nodes: { id: number; widgets_values: unknown[] }[] }[] }
}

test('[B17, B34] an instance shows what runs inside it, and only it', async ({ app, server }) => {
  const answer = await fetch(`${server.url}/templates/one-subgraph-twice.json`)
  const document = (await answer.json()) as Sample
  const sampler = document.definitions.subgraphs[0]?.nodes.find(({ id }) => id === INNER)
  sampler!.widgets_values.splice(STEPS, 1, 1000)
  await app.openDocument(document, 'nested')
  await app.runButton.click()
  await expectProgress(app, 'nested')
  const looks = async () => Promise.all(INSTANCES.map((node) => app.getNode(node)))
  await expect.poll(async () => (await looks()).some(({ progress }) => progress)).toBe(true)
  const isFirst = (await looks())[0]?.isRunning
  const [running, waiting] = isFirst ? INSTANCES : [INSTANCES[1], INSTANCES[0]]
  await expect
    .poll(() => app.getNode(running))
    .toMatchObject({ isRunning: true, images: [expect.stringContaining('blob:')] })
  expect(await app.getNode(waiting)).toEqual(BARE)

  await app.graph.enter(running)
  await expect.poll(async () => (await app.getNode(INNER)).progress).toBeGreaterThan(0)
  await expect
    .poll(() => app.getNode(INNER))
    .toMatchObject({ isRunning: true, images: [expect.stringContaining('blob:')] })
  await app.graph.leave()
  expect(await app.getNode(running)).toMatchObject({ isRunning: true })
  await stopAll(app)
  for (const look of await looks()) expect(look).toMatchObject({ progress: null, isRunning: false })
  await app.graph.enter(running)
  expect(await app.getNode(INNER)).toMatchObject({ progress: null, isRunning: false })
})
