import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useResultViewer } from '@/composables/viewer/useResultViewer'
import { getMediaKind } from '@/composables/viewer/viewerItem'
import type { JobResult } from '@/services/services'
import { makeOutputFile, makePromptId } from '../../builders/promptJobs'
import { addPrompt } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
beforeEach(() => {
  app = createAppHarness()
  app.recorded.answer('jobs.listResults', (promptId: string) =>
    Promise.resolve(['1', '2', '3'].map((name) => result(`${promptId.slice(-1)}-${name}.png`)))
  )
})
afterEach(() => app.unmount())

const result = (filename: string): JobResult => ({
  kind: 'images',
  file: makeOutputFile({ filename }),
  nodeTitle: 'Save Image'
})
async function open(serial = 1) {
  const viewer = app.use(useResultViewer)
  viewer.open(makePromptId(serial))
  await app.settle()
  return viewer
}

describe('useResultViewer', () => {
  it('shows a job’s results, and goes round from the last to the first', async () => {
    const viewer = await open()
    expect(viewer.current.value).toMatchObject({ filename: '1-1.png', media: 'image' })
    viewer.step(-1)
    expect(viewer.current.value?.filename).toBe('1-3.png')
    viewer.step(1)
    expect(viewer.current.value?.filename).toBe('1-1.png')
    viewer.goTo(1)
    expect(viewer.current.value?.filename).toBe('1-2.png')
  })

  it('keeps a picture to compare the following ones with, also those of another job', async () => {
    for (const serial of [1, 2])
      addPrompt({
        promptId: makePromptId(serial),
        at: serial * 10_000,
        transitions: ['succeeded']
      })
    const viewer = await open(2)
    viewer.toggleCompare()
    expect(viewer.isComparing.value).toBe(true)
    expect(viewer.current.value?.filename).toBe('2-2.png')
    expect(viewer.compared.value?.filename).toBe('2-1.png')
    viewer.stepJob(1)
    await app.settle()
    expect(viewer.current.value?.filename).toBe('1-1.png')
    expect(viewer.compared.value?.filename).toBe('2-1.png')
    viewer.stepJob(1)
    await app.settle()
    expect(viewer.current.value?.filename).toBe('1-1.png')
    viewer.toggleCompare()
    expect(viewer.compared.value).toBeNull()
  })

  it('compares the only picture of a job with one of the next job', async () => {
    app.recorded.answer('jobs.listResults', (promptId: string) =>
      Promise.resolve([result(`${promptId.slice(-1)}.png`)])
    )
    for (const serial of [1, 2])
      addPrompt({
        promptId: makePromptId(serial),
        at: serial * 10_000,
        transitions: ['succeeded']
      })
    const viewer = await open(1)
    viewer.toggleCompare()
    await app.settle()
    expect(viewer.current.value?.filename).toBe('2.png')
    expect(viewer.compared.value?.filename).toBe('1.png')
  })

  it('shows the job asked for last, whatever order the answers come in', async () => {
    const answers: ((results: readonly JobResult[]) => void)[] = []
    app.recorded.answer('jobs.listResults', () => new Promise((resolve) => answers.push(resolve)))
    const viewer = app.use(useResultViewer)
    viewer.open(makePromptId(1))
    viewer.open(makePromptId(2))
    answers[1]?.([result('second.png')])
    answers[0]?.([result('first.png')])
    await app.settle()
    expect(viewer.current.value?.filename).toBe('second.png')
  })

  it('stays closed when the answer comes after it was closed', async () => {
    const viewer = app.use(useResultViewer)
    viewer.open(makePromptId(1))
    viewer.close()
    await app.settle()
    expect(viewer.isOpen.value).toBe(false)
  })

  it('says why the results could not be read', async () => {
    app.recorded.fail('jobs.listResults', 'no answer')
    const viewer = await open()
    expect(viewer.state.value).toMatchObject({ phase: 'failed', error: 'no answer', items: [] })
  })
})

describe('getMediaKind', () => {
  it.each([
    ['a.PNG', 'image'],
    ['a.webp', 'image'],
    ['a.mp4', 'video'],
    ['a.flac', 'audio'],
    ['model.glb', 'other'],
    ['no-extension', 'other']
  ])('[B23] %s is shown as %s', (filename, kind) => {
    expect(getMediaKind({ file: makeOutputFile({ filename }) })).toBe(kind)
  })
})
