import { makeDocument, makeNode } from '../../../tests-ui/harness/canvasDocuments'
import { makeImageOutput, makeSampling, SAMPLER, SAVE } from '../../flows/sampling'
import { PIXELS } from '../../setup/frames'
import { expect, test } from '../../setup/scripted'

const LOAD = 4

function makeUpload(): object {
  return makeDocument(
    [
      makeNode(LOAD, 'LoadImage', {
        outputs: { IMAGE: 'IMAGE', MASK: 'MASK' },
        pos: [60, 80],
        size: [320, 320],
        widgets_values: ['example.png', 'image']
      }),
      makeNode(SAVE, 'SaveImage', {
        inputs: { images: 'IMAGE' },
        pos: [460, 80],
        size: [320, 320],
        widgets_values: ['upload']
      })
    ],
    [[1, LOAD, 0, SAVE, 0, 'IMAGE']]
  )
}

test.describe('merging', () => {
  test('[B20] null changes nothing; merge appends; else the new output replaces', async ({
    app
  }) => {
    const { run } = await app.startSampling('merges')
    const read = async () =>
      (await app.getNode(SAVE)).images.map((src) =>
        new URL(src, 'http://x').searchParams.get('filename')
      )
    run.begin(SAVE).executed(SAVE, makeImageOutput('a.png'))
    await expect.poll(read).toEqual(['a.png'])
    await app.page.evaluate((id) => {
      const { app: legacy } = window as never as { app: { nodeOutputs: Record<string, unknown> } }
      Object.assign(window, { held: legacy.nodeOutputs[id] })
    }, SAVE)
    run.executed(SAVE, null)
    run.say('executed', { node: `${SAVE}`, output: makeImageOutput('b.png'), merge: true })
    await expect.poll(read).toEqual(['a.png', 'b.png'])
    const held = await app.page.evaluate((id) => {
      const { app: legacy, held: before } = window as never as {
        app: { nodeOutputs: Record<string, unknown> }
        held: { images: unknown[] }
      }
      return { isSame: legacy.nodeOutputs[id] === before, count: before.images.length }
    }, SAVE)
    expect(held).toEqual({ isSame: false, count: 1 })
    run.executed(SAVE, makeImageOutput('c.png'))
    await expect.poll(read).toEqual(['c.png'])
  })

  test('[B20] an output without images leaves an input node its picture', async ({ app }) => {
    const { run } = await app.startSampling('loads', makeUpload())
    const own = [expect.stringContaining('example.png')]
    await expect.poll(async () => (await app.getNode(LOAD)).images).toEqual(own)
    run
      .begin(LOAD)
      .executed(LOAD, { text: ['read'] })
      .executed(LOAD, {})
      .executed(LOAD, null)
    run.succeed()
    await app.settle()
    expect((await app.getNode(LOAD)).images).toEqual(own)
    expect((await app.getLegacy()).nodeOutputs[LOAD]).toBeDefined()
  })
})

test('[B21, B45] a background output reaches its own live node at once, a late one as well', async ({
  app
}) => {
  const { run, tab } = await app.startSampling('background')
  await app.page.evaluate((id) => {
    const { app: legacy } = window as never as {
      app: { graph: { getNodeById(id: number): { onExecuted?: (output: unknown) => void } } }
    }
    const heard: unknown[] = []
    const node = legacy.graph.getNodeById(id)
    const before = node.onExecuted
    node.onExecuted = function onExecuted(output) {
      heard.push(output)
      return before?.call(this, output)
    }
    Object.assign(window, { heard })
  }, SAVE)
  const read = () => app.page.evaluate(() => (window as never as { heard: unknown[] }).heard)
  await app.openDocument(makeSampling({ seed: 2 }), 'front')
  run.begin(SAVE).executed(SAVE, makeImageOutput('a.png'))
  await expect.poll(read).toEqual([makeImageOutput('a.png')])
  expect((await app.getNode(SAVE)).images).toEqual([])
  run.succeed()
  await expect(tab).toHaveAttribute('data-state', 'succeeded')
  run.executed(SAVE, makeImageOutput('late.png'))
  await expect.poll(read).toEqual([makeImageOutput('a.png'), makeImageOutput('late.png')])
  await expect(tab).toHaveAttribute('data-state', 'succeeded')
  await expect(app.tab('front')).toHaveAttribute('data-state', 'idle')
  expect((await app.getLegacy()).nodeOutputs).toEqual({})
  await tab.click()
  expect(await app.getNode(SAVE)).toMatchObject({
    isRunning: false,
    images: [expect.stringContaining('late.png')]
  })
  expect((await app.getLegacy()).nodeOutputs[SAVE]).toEqual(makeImageOutput('late.png'))
})

test('[B22] a reload brings back workflows, outputs, running prompts and their progress', async ({
  app
}) => {
  const done = await app.startSampling('done')
  done.run.begin(SAVE).executed(SAVE, makeImageOutput('kept.png')).succeed()
  await expect(done.tab).toHaveAttribute('data-state', 'succeeded')
  const running = await app.startSampling('running')
  running.run.begin(SAMPLER).step(SAMPLER, 5, 20)
  await expect(running.tab).toHaveAttribute('data-progress', /^1[23]$/)
  const before = await app.getClientId()
  await app.reload()
  expect(await app.getClientId()).toBe(before)
  await expect(app.tab('running')).toHaveAttribute('data-state', 'running')
  await expect(app.tab('running')).toHaveAttribute('data-workflow-id', running.workflowId)
  await expect(app.activeTab).toContainText('running')
  await app.jobs.open()
  await expect(app.row(running.run.promptId)).toHaveAttribute('data-state', 'running')
  await expect(app.row(running.run.promptId)).toHaveAttribute('data-owner', 'mine')
  running.run.snapshot({ [SAMPLER]: [15, 20] })
  await expect
    .poll(async () => app.getNode(SAMPLER))
    .toMatchObject({ progress: 0.75, isRunning: true })
  await expect(app.tab('done')).not.toHaveAttribute('data-state', 'running')
  await app.tab('done').click()
  await expect
    .poll(async () => (await app.getNode(SAVE)).images)
    .toEqual([expect.stringContaining('kept.png')])
  running.run.executed(SAVE, makeImageOutput('new.png')).succeed()
  await expect(app.tab('running')).toHaveAttribute('data-state', 'succeeded')
})

test('[B23, B18] outputs of every kind are kept per workflow, over switches and a reload', async ({
  app
}) => {
  const file = (filename: string) => [{ filename, subfolder: 'x', type: 'output' }]
  const outputs: Record<string, unknown> = {
    text: ['a line', 'another'],
    audio: file('tone.flac'),
    video: file('clip.mp4'),
    gifs: [{ ...file('clip.webm')[0], format: 'video/webm' }],
    animated: [true],
    images: file('moving.webp'),
    '3d': file('mesh.glb'),
    result: ['model.glb', null],
    something_new: [{ strange: 1 }]
  }
  const { run } = await app.startSampling('kinds')
  await app.openDocument(makeSampling({ seed: 2 }), 'front')
  run.begin(SAVE).executed(SAVE, outputs).succeed()
  await expect(app.tab('kinds')).toHaveAttribute('data-state', 'succeeded')
  for (let count = 0; count < 2; count += 1) {
    await app.tab('kinds').click()
    expect((await app.getLegacy()).nodeOutputs[SAVE]).toEqual(outputs)
    await app.tab('front').click()
    expect((await app.getLegacy()).nodeOutputs).toEqual({})
  }
  await app.reload()
  await app.tab('kinds').click()
  await expect.poll(async () => (await app.getLegacy()).nodeOutputs[SAVE]).toEqual(outputs)
})

test('[B18] a preview survives the end of another workflow and of its own neighbours', async ({
  app
}) => {
  const first = await app.startSampling('first')
  first.run.begin(SAMPLER).preview(SAMPLER, PIXELS.red)
  const second = await app.startSampling('second')
  second.run.begin(SAMPLER).preview(SAMPLER, PIXELS.black)
  second.run.succeed()
  await expect(second.tab).toHaveAttribute('data-state', 'succeeded')
  await first.tab.click()
  await expect
    .poll(async () => (await app.getNode(SAMPLER)).images)
    .toEqual([expect.stringMatching(/^blob:/)])
  const decoded = await app.page.evaluate(async (id) => {
    const { app: legacy } = window as never as {
      app: { graph: { getNodeById(id: number): { imgs: HTMLImageElement[] } } }
    }
    const [picture] = legacy.graph.getNodeById(id).imgs
    await picture!.decode()
    return picture!.naturalWidth
  }, SAMPLER)
  expect(decoded).toBe(1)
})
