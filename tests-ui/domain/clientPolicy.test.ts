import { describe, expect, it } from 'vitest'
import { isAnnounced, isMine, isShown } from '@/domain/clientPolicy'

describe('client policy', () => {
  it('[B40] "mine" is this browser: its tab and its other tabs', () => {
    expect(isMine('own')).toBe(true)
    expect(isMine('sibling')).toBe(true)
    expect(isMine('foreign')).toBe(false)
  })

  it('[B40] foreign jobs show only when everyone is switched on', () => {
    expect(isShown('foreign', 'mine')).toBe(false)
    expect(isShown('foreign', 'everyone')).toBe(true)
    expect(isShown('sibling', 'mine')).toBe(true)
  })

  it('[B40] a job is announced once: by the tab it came from, or by those that watch everyone', () => {
    expect(isAnnounced('own', 'mine')).toBe(true)
    expect(isAnnounced('sibling', 'everyone')).toBe(false)
    expect(isAnnounced('foreign', 'mine')).toBe(false)
    expect(isAnnounced('foreign', 'everyone')).toBe(true)
  })
})
