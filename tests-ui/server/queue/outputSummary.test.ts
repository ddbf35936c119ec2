import { describe, expect, it } from 'vitest'
import { normaliseOutputs, summariseOutputs } from '../../../server/queue/outputSummary'

const makeFile = (filename: string, type = 'temp') => ({ filename, subfolder: '', type })

describe('summariseOutputs', () => {
  it('prefers the first saved picture over an earlier temporary one', () => {
    const summary = summariseOutputs({
      5: { images: [makeFile('a.png')] },
      4: { images: [makeFile('b.png', 'output'), makeFile('c.png', 'output')] }
    })
    expect(summary.preview).toEqual({
      ...makeFile('b.png', 'output'),
      nodeId: '4',
      mediaType: 'images'
    })
    expect(summary).toMatchObject({ count: 3, previewableCount: 3 })
  })

  it('takes a text only when there is nothing else, and cuts it', () => {
    const long = 'x'.repeat(2000)
    expect(summariseOutputs({ 1: { text: [long, 'second'] } })).toEqual({
      count: 0,
      previewableCount: 0,
      preview: { content: long.slice(0, 1024), truncated: true, nodeId: '1', mediaType: 'text' }
    })
    const both = { 1: { text: ['short'] }, 2: { images: [makeFile('a.png')] } }
    expect(summariseOutputs(both).preview).toMatchObject({ filename: 'a.png' })
    expect(summariseOutputs({ 1: { text: ['short'] } }).preview).toEqual({
      content: 'short',
      nodeId: '1',
      mediaType: 'text'
    })
  })

  it('counts objects of an unknown kind without taking them for previews', () => {
    const summary = summariseOutputs({ 1: { gauge: [{ value: 2 }], animated: [true] } })
    expect(summary).toEqual({ count: 1, previewableCount: 0, preview: null })
  })

  it('knows video and audio by their format, and 3D files by their suffix', () => {
    const outputs = {
      1: { gifs: [{ ...makeFile('a.mp4', 'output'), format: 'video/h264-mp4' }] },
      2: { result: ['meshes/b.GLB', null, { camera: 1 }] }
    }
    expect(summariseOutputs(outputs)).toMatchObject({ count: 3, previewableCount: 2 })
    expect(summariseOutputs({ 2: outputs[2] }).preview).toEqual({
      filename: 'b.GLB',
      type: 'output',
      subfolder: 'meshes',
      mediaType: '3d',
      nodeId: '2'
    })
  })

  it('survives outputs of any shape', () => {
    const outputs = {
      1: null,
      2: 'text',
      3: { images: 'x', video: null },
      4: { images: [null, 7] }
    }
    expect(summariseOutputs(outputs)).toEqual({ count: 0, previewableCount: 0, preview: null })
  })
})

describe('normaliseOutputs', () => {
  it('turns 3D names into items and drops nulls, and changes nothing else', () => {
    const images = [makeFile('a.png')]
    expect(normaliseOutputs({ 1: { result: ['b.glb', null], images, animated: [true] } })).toEqual({
      1: {
        result: [{ filename: 'b.glb', type: 'output', subfolder: '', mediaType: '3d' }],
        images,
        animated: [true]
      }
    })
  })
})
