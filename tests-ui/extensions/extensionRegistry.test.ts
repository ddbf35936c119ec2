import { afterEach, describe, expect, it, vi } from 'vitest'
import { ExtensionRegistry } from '@/extensions/extensionRegistry'
import type { LegacyApp } from '@/extensions/legacyApp'

const app = { name: 'the app' } as unknown as LegacyApp
const settle = () => new Promise((resolve) => setTimeout(resolve))
afterEach(() => vi.restoreAllMocks())

describe('ExtensionRegistry', () => {
  it('[B43] sets each up with the app, in order, and goes on after one that fails', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const calls: unknown[] = []
    const registry = new ExtensionRegistry()
    registry.register({ name: 'failing', init: () => Promise.reject(new Error('no')) }, app)
    registry.register(
      { name: 'good', init: () => calls.push('init'), setup: (given) => calls.push(given) },
      app
    )
    expect(calls).toEqual([])
    await settle()
    expect(calls).toEqual(['init', app])
    expect(told).toHaveBeenCalledTimes(1)
    expect(registry.list.map(({ name }) => name)).toEqual(['failing', 'good'])
  })

  it('[B43] refuses a name that is taken, and none', async () => {
    let count = 0
    const registry = new ExtensionRegistry()
    registry.register({ name: 'pack', setup: () => void count++ }, app)
    expect(() => registry.register({ name: 'pack', setup: () => void count++ }, app)).toThrow(
      'already registered'
    )
    expect(() => registry.register({ name: '' }, app)).toThrow('name')
    await settle()
    expect(count).toBe(1)
  })
})
