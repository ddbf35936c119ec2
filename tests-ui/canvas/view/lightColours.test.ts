import type { LGraphNode } from '@comfyorg/litegraph'
import { describe, expect, it } from 'vitest'
import { lighten, withLightColours } from '@/canvas/view/lightColours'

describe('a node’s own colours on a light canvas', () => {
  it('are lighter, of the same hue', () => {
    expect(lighten('#000')).toBe('#808080')
    expect(lighten('#335533')).toBe('#b5d2b5')
    expect(lighten('#fff')).toBe('#ffffff')
  })

  it('of other forms stay as they are', () => {
    expect(lighten('rebeccapurple')).toBe('rebeccapurple')
    expect(lighten(undefined)).toBeUndefined()
  })

  it('are drawn so, and kept as the document has them, whatever happens', () => {
    const node = { color: '#232', bgcolor: '#353' } as LGraphNode
    const drawn: unknown[] = []
    withLightColours(node, () => void drawn.push(node.color, node.bgcolor))
    expect(drawn).toEqual([lighten('#232'), lighten('#353')])
    expect(() =>
      withLightColours(node, () => {
        throw new Error('pack')
      })
    ).toThrow('pack')
    expect(node).toEqual({ color: '#232', bgcolor: '#353' })
  })
})
