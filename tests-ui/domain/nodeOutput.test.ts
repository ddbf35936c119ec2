import { describe, expect, it } from 'vitest'
import { getOutputFiles, mergeNodeOutput } from '@/domain/nodeOutput'

const first = { images: [{ filename: 'a.png' }], text: ['one'] }

describe('merging outputs', () => {
  it('[B20] replaces by default', () => {
    expect(mergeNodeOutput(first, { text: ['two'] }, false)).toEqual({ text: ['two'] })
  })

  it('[B20] concatenates arrays where the server says merge, and replaces other values', () => {
    const merged = mergeNodeOutput(
      { ...first, n: 1 },
      { images: [{ filename: 'b.png' }], n: 2 },
      true
    )
    expect(merged).toEqual({
      images: [{ filename: 'a.png' }, { filename: 'b.png' }],
      text: ['one'],
      n: 2
    })
  })

  it('[B20] gives a new result a new identity and leaves what a view holds as it was', () => {
    const held = structuredClone(first)
    const merged = mergeNodeOutput(first, { images: [{ filename: 'b.png' }] }, true)
    expect(merged).not.toBe(first)
    expect(first).toEqual(held)
    const incoming = { images: [] }
    expect(mergeNodeOutput(undefined, incoming, false)).not.toBe(incoming)
  })
})

describe('files of an output', () => {
  it('[B23] are found under known and unknown kinds, other values are left', () => {
    const output = {
      audio: [{ filename: 'x.flac', subfolder: '', type: 'output' }],
      '3d': [{ filename: 'm.glb' }, null],
      result: ['m.glb', null, { camera: 1 }],
      mystery: [{ filename: 'y.bin' }],
      animated: [true],
      text: ['words']
    }
    expect(getOutputFiles(output).map(({ kind, file }) => [kind, file.filename])).toEqual([
      ['audio', 'x.flac'],
      ['3d', 'm.glb'],
      ['mystery', 'y.bin']
    ])
  })
})
