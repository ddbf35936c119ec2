import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effect } from 'vue'
import { toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import type { NodeOutput } from '@/domain/nodeOutput'
import { useImagePreviewStore } from '@/stores/imagePreviewStore'
import { makeOutputFile, makePromptId } from '../builders/promptJobs'
import { makeLocators } from '../builders/promptManifest'

const A = toWorkflowId('a')
const B = toWorkflowId('b')
const NODE = toNodeLocatorId('3')

let store: ReturnType<typeof useImagePreviewStore>

beforeEach(() => {
  setActivePinia(createPinia())
  store = useImagePreviewStore()
})

const makePreview = () => ({ promptId: makePromptId(1), image: { blob: new Blob(['x']) } })
const images = (...names: string[]): NodeOutput => ({
  images: names.map((filename) => makeOutputFile({ filename }))
})

describe('outputs of a workflow', () => {
  it('[B20] a null output changes nothing, and makes no bucket', () => {
    store.applyOutput(A, NODE, null, false)
    expect(store.outputsByWorkflowId[A]).toBeUndefined()
    store.applyOutput(A, NODE, images('1.png'), false)
    const before = store.getNodeOutput(A, NODE)
    store.applyOutput(A, NODE, null, true)
    expect(store.getNodeOutput(A, NODE)).toBe(before)
  })

  it('[B20] replace what was there, or append where the server says so, in a new object', () => {
    store.applyOutput(A, NODE, images('1.png'), false)
    const first = store.getNodeOutput(A, NODE)
    store.applyOutput(A, NODE, images('2.png'), true)
    expect(store.getNodeOutput(A, NODE)).toEqual(images('1.png', '2.png'))
    expect(first).toEqual(images('1.png'))
    store.applyOutput(A, NODE, images('3.png'), false)
    expect(store.getNodeOutput(A, NODE)).toEqual(images('3.png'))
  })

  const kinds: NodeOutput[] = [
    { text: ['hello'] },
    { audio: [makeOutputFile({ filename: 'a.flac' })] },
    { gifs: [makeOutputFile({ filename: 'a.mp4' })] },
    { images: [makeOutputFile({ filename: 'a.webp' })], animated: [true] },
    { result: ['model.glb', null, null] },
    { a_images: [makeOutputFile()], b_images: [makeOutputFile()] },
    { somethingNew: { deep: [1, 2] } }
  ]
  for (const output of kinds) {
    it(`[B23] keep ${Object.keys(output).join(' and ')} as the server sent it`, () => {
      store.applyOutput(A, NODE, output, false)
      expect(store.getNodeOutput(A, NODE)).toEqual(output)
    })
  }

  it('[B18] a bucket is its workflow’s alone: readers of A are left alone by B', () => {
    let runs = 0
    effect(() => {
      void store.getNodeOutput(A, NODE)
      void store.getNodePreview(A, NODE)
      runs++
    })
    store.applyOutput(A, NODE, images('1.png'), false)
    const before = runs
    store.applyOutput(B, NODE, images('2.png'), false)
    store.applyPreview(B, [NODE], makePreview())
    store.clearWorkflow(B)
    expect(runs).toBe(before)
    expect(store.getNodeOutput(A, NODE)).toEqual(images('1.png'))
  })

  it('[B21] are replaced as a whole when a job’s results are opened', () => {
    store.applyOutput(A, NODE, images('1.png'), false)
    store.restoreOutputs(A, { [toNodeLocatorId('9')]: images('9.png') })
    expect(store.outputsByWorkflowId[A]).toEqual({ 9: images('9.png') })
  })
})

describe('live previews', () => {
  it('[B17] stand on the displayed node and on every subgraph node around it', () => {
    const preview = makePreview()
    store.applyPreview(A, makeLocators('sub:3', '5', 'outer:7'), preview)
    for (const locator of makeLocators('sub:3', '5', 'outer:7'))
      expect(store.getNodePreview(A, locator)).toBe(preview)
  })

  it('[B19] clearing a node that has none writes nothing', () => {
    store.applyPreview(A, [NODE], makePreview())
    let runs = 0
    effect(() => {
      void Object.keys(store.previewsByWorkflowId[A] ?? {})
      runs++
    })
    store.clearPreview(A, toNodeLocatorId('4'))
    store.clearPreview(B, NODE)
    expect(runs).toBe(1)
    store.clearPreview(A, NODE)
    store.clearPreview(A, NODE)
    expect(runs).toBe(2)
  })

  const keeps: NodeOutput[] = [{ text: ['x'] }, { images: [] }, { audio: [makeOutputFile()] }]
  for (const output of keeps) {
    it(`[B20] stay when the node’s output has no picture: ${JSON.stringify(output)}`, () => {
      store.applyPreview(A, [NODE], makePreview())
      store.applyOutput(A, NODE, output, false)
      expect(store.getNodePreview(A, NODE)).toBeDefined()
    })
  }

  it('give way to a result with pictures', () => {
    store.applyPreview(A, [NODE], makePreview())
    store.applyOutput(A, NODE, images('1.png'), false)
    expect(store.getNodePreview(A, NODE)).toBeUndefined()
  })

  it('[B18] go with their workflow', () => {
    store.applyPreview(A, [NODE], makePreview())
    store.applyOutput(A, NODE, images('1.png'), false)
    store.clearWorkflow(A)
    expect([store.outputsByWorkflowId, store.previewsByWorkflowId]).toEqual([{}, {}])
  })
})
