import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toClientId } from '@/domain/ids'
import { mintUuid } from '@/domain/uuid'
import type { SessionDatabase, SessionRecord } from '@/services/session/sessionDatabase'
import { openSessionDatabase } from '@/services/session/sessionDatabase'
import type { SessionWriter } from '@/services/session/sessionWriter'
import {
  RETRY_DELAY,
  WRITE_DELAY,
  createSessionWriter,
  recoverSpill
} from '@/services/session/sessionWriter'
import { createManualClock } from '../../harness/clock'
import { TestStorage } from '../../harness/coreBrowser'

let database: SessionDatabase
let storage: TestStorage
let failures: unknown[]
let writer: SessionWriter
const clock = createManualClock()

const makeSession = (id: string, updatedAt = 1): SessionRecord => ({
  id: toClientId(id),
  order: [],
  activeId: null,
  updatedAt
})
const put = (id: string, updatedAt = 1) => writer.put('sessions', id, makeSession(id, updatedAt))
const read = async (id: string) => (await database.get('sessions', id))?.updatedAt

beforeEach(async () => {
  database = await openSessionDatabase(mintUuid())
  storage = new TestStorage()
  failures = []
  writer = createSessionWriter({
    database,
    storage,
    clock,
    onFailure: (error) => failures.push(error)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  writer.dispose()
  database.close()
})

describe('writing behind the app’s back', () => {
  it('a burst of changes is one transaction, and the last of a key wins', async () => {
    const transactions = vi.spyOn(database, 'transaction')
    for (let n = 1; n <= 50; n++) put('a', n)
    put('b', 7)
    clock.advance(WRITE_DELAY)
    await writer.flush()
    expect(transactions).toHaveBeenCalledTimes(1)
    expect([await read('a'), await read('b')]).toEqual([50, 7])
  })

  it('a removal goes the same way', async () => {
    put('a')
    await writer.flush()
    writer.remove('sessions', 'a')
    await writer.flush()
    expect(await read('a')).toBeUndefined()
  })

  it('what changes while a write is under way is written after it', async () => {
    put('a', 1)
    const first = writer.flush()
    await Promise.resolve()
    put('a', 2)
    await first
    expect(await read('a')).toBe(1)
    await writer.flush()
    expect(await read('a')).toBe(2)
  })

  it('one flush after another, however many are asked for', async () => {
    put('a', 1)
    const flushes = [writer.flush(), writer.flush()]
    put('a', 2)
    await Promise.all([...flushes, writer.flush()])
    expect(await read('a')).toBe(2)
  })

  it('leaves no timer behind', () => {
    put('a')
    writer.dispose()
    expect(clock.pending).toBe(0)
  })
})

describe('a browser that refuses', () => {
  const refuse = () =>
    vi.spyOn(database, 'transaction').mockImplementation(() => {
      throw new DOMException('the disk is full', 'QuotaExceededError')
    })

  it('is told of once, and nothing is lost: it is tried again with the next change', async () => {
    const refusal = refuse()
    put('a', 1)
    await writer.flush()
    put('b', 2)
    await writer.flush()
    expect(failures).toHaveLength(1)
    refusal.mockRestore()
    put('c', 3)
    await writer.flush()
    expect(await Promise.all(['a', 'b', 'c'].map(read))).toEqual([1, 2, 3])
  })

  it('is asked again after a while, though nothing changes; until then the page is not to be left', async () => {
    const refusal = refuse()
    expect(writer.isBehind()).toBe(false)
    put('a', 1)
    clock.advance(WRITE_DELAY)
    await writer.flush()
    expect(writer.isBehind()).toBe(true)
    refusal.mockRestore()
    clock.advance(RETRY_DELAY - 1)
    expect(await read('a')).toBeUndefined()
    clock.advance(1)
    await vi.waitFor(async () => expect(await read('a')).toBe(1))
    expect([writer.isBehind(), failures.length, clock.pending]).toEqual([false, 1, 0])
  })

  it('is asked soon when something changes while it waits', async () => {
    const refusal = refuse()
    put('a', 1)
    await writer.flush()
    refusal.mockRestore()
    put('b', 2)
    clock.advance(WRITE_DELAY)
    await vi.waitFor(async () => expect(await read('a')).toBe(1))
    expect(clock.pending).toBe(0)
  })

  it('is told of again when it begins anew', async () => {
    let refusal = refuse()
    put('a')
    await writer.flush()
    refusal.mockRestore()
    put('a')
    await writer.flush()
    refusal = refuse()
    put('a')
    await writer.flush()
    expect(failures).toHaveLength(2)
    refusal.mockRestore()
  })

  it('one record that can’t be copied keeps none of the others from being written, and is not tried for ever', async () => {
    writer.put('sessions', 'bad', { ...makeSession('bad'), order: [(() => {}) as never] })
    put('good', 5)
    await writer.flush()
    expect([await read('good'), failures.length]).toEqual([5, 1])
    put('next', 6)
    await writer.flush()
    expect([await read('next'), failures.length]).toEqual([6, 1])
  })
})

describe('a page that is left', () => {
  it('lays what is not written where the next load finds it', async () => {
    put('a', 9)
    writer.spill()
    expect(await read('a')).toBeUndefined()
    await recoverSpill(database, storage)
    expect(await read('a')).toBe(9)
    await recoverSpill(database, storage)
  })

  it('lays nothing where nothing waits', () => {
    writer.spill()
    expect(storage.copy().getItem('parallel.session.spill')).toBeNull()
  })

  it('a page that comes back and writes on is not overwritten by what it had laid down', async () => {
    put('a', 1)
    writer.spill()
    await writer.flush()
    put('a', 2)
    await writer.flush()
    await recoverSpill(database, storage)
    expect(await read('a')).toBe(2)
  })

  it('a full session storage is no fault: the write that is under way is the other chance', async () => {
    storage.quota = 10
    put('a', 3)
    expect(() => writer.spill()).not.toThrow()
    await writer.flush()
    expect(await read('a')).toBe(3)
  })

  const nonsense = [
    'no JSON',
    '{}',
    '[1, null, {"store": "elsewhere", "key": "a", "value": {}}]',
    '[{"store": "sessions", "key": "a", "value": 3}]',
    '[{"store": "sessions", "key": "a", "value": {"noKey": true}}]'
  ]
  for (const text of nonsense) {
    it(`what makes no sense is left out: ${text}`, async () => {
      storage.setItem('parallel.session.spill', text)
      await recoverSpill(database, storage)
      expect(await database.count('sessions')).toBe(0)
      expect(storage.getItem('parallel.session.spill')).toBeNull()
    })
  }
})
