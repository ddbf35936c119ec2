import { LGraphCanvas } from '@comfyorg/litegraph'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withOpacity } from '@/canvas/view/nodeOpacity'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'

describe('the opacity of nodes', () => {
  it('is a share of what a colour has', () => {
    expect(withOpacity('#336699', 0.5)).toBe('#33669980')
    expect(withOpacity('#33669980', 0.5)).toBe('#33669940')
    expect(withOpacity('rgb(255, 0, 0)', 0.01)).toBe('#ff000003')
  })

  it('leaves whole what is to be whole, and writings nobody can read', () => {
    expect(withOpacity('#336699', 1)).toBe('#336699')
    expect(withOpacity('rebeccapurple', 0.5)).toBe('rebeccapurple')
  })
})

describe('drawing a node', () => {
  let harness: RoomHarness
  beforeEach(async () => {
    harness = await createRoomHarness()
  })
  afterEach(() => {
    vi.restoreAllMocks()
    harness.dispose()
  })

  it('fills its body as opaque as the user wants it; its title stays', () => {
    const draw = vi
      .spyOn(LGraphCanvas.prototype, 'drawNodeShape')
      .mockImplementation(() => undefined)
    harness.canvas.nodeOpacity = 0.5
    const given = [null, null, null, '#111111', '#222222', false] as never as Parameters<
      LGraphCanvas['drawNodeShape']
    >
    harness.canvas.drawNodeShape(...given)
    expect(draw.mock.calls[0]?.slice(3, 5)).toEqual(['#111111', '#22222280'])
  })
})
