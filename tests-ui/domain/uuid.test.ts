import { afterEach, describe, expect, it, vi } from 'vitest'
import { mintUuid } from '@/domain/uuid'

afterEach(() => vi.unstubAllGlobals())

describe('a minted id', () => {
  const check = () => {
    const ids = Array.from({ length: 100 }, mintUuid)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(new Set(ids).size).toBe(ids.length)
  }

  it('is a random UUID', check)

  it('is one also where the browser mints none, as over plain HTTP from another machine', () => {
    const { crypto } = globalThis
    vi.stubGlobal('crypto', {
      getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)
    })
    check()
  })
})
