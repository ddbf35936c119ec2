import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { loadDefinitions } from '@/app/loadDefinitions'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { createManualClock } from '../harness/clock'

beforeEach(() => void setActivePinia(createPinia()))

/** Microtasks of an attempt that fails, and of what waits for it. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

it('asks again every two seconds until the server is there, and says meanwhile that it is not', async () => {
  const clock = createManualClock()
  const store = useNodeDefStore()
  const answer = { Grow: { name: 'Grow' } } as unknown as ObjectInfoWire
  let asked = 0
  const getNodeDefinitions = (): Promise<ObjectInfoWire> =>
    ++asked < 3 ? Promise.reject(new Error('down')) : Promise.resolve(answer)
  const loading = loadDefinitions({ getNodeDefinitions }, clock, store)
  expect(store.phase).toBe('loading')
  await settle()
  expect([asked, store.phase, clock.untilNext]).toEqual([1, 'failed', 2_000])
  clock.advance(2_000)
  await settle()
  expect([asked, store.phase]).toEqual([2, 'failed'])
  clock.advance(2_000)
  expect(await loading).toBe(answer)
  expect([asked, store.phase, clock.pending]).toEqual([3, 'ready', 0])
  expect(store.getDefinition('Grow')).toBe(answer.Grow)
})
