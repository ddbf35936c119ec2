import { describe, expect, it } from 'vitest'
import { toExecutionId } from '@/domain/ids'
import { findManifestNode, findNeededNodes, makeManifestFromPrompt } from '@/domain/promptManifest'

const prompt = {
  '1': { class_type: 'EmptyImage', inputs: {} },
  '2': { class_type: 'ImageInvert', inputs: { image: ['1', 0] } },
  '5:3': { class_type: 'SaveImage', inputs: { images: ['2', 0] }, _meta: { title: 'Save' } },
  '9': { class_type: 'Note', inputs: { list: ['x', 'y'] } }
}

describe('manifest', () => {
  it('[B36] nodes no output needs are told from those that run', () => {
    expect([...findNeededNodes(prompt, ['5:3'])].sort()).toEqual(['1', '2', '5:3'])
  })

  it('survives cycles and links to nowhere', () => {
    const looped = {
      a: { inputs: { x: ['b', 0] } },
      b: { inputs: { x: ['a', 0], y: ['gone', 1] } }
    }
    expect([...findNeededNodes(looped, ['a'])].sort()).toEqual(['a', 'b'])
  })

  it('made from a prompt alone names nodes by title, else class', () => {
    const manifest = makeManifestFromPrompt(prompt)
    expect(findManifestNode(manifest, toExecutionId('5:3'))).toMatchObject({
      title: 'Save',
      locatorId: '5:3',
      enclosingLocatorIds: ['5']
    })
    expect(findManifestNode(manifest, toExecutionId('2'))?.title).toBe('ImageInvert')
    expect(manifest.neededCount).toBe(4)
    expect(findManifestNode(manifest, toExecutionId('7'))).toBeNull()
  })
})
