import { describe, expect, it } from 'vitest'
import { toClientId } from '@/domain/ids'
import { claimSession, markSessionLeft } from '@/services/client/claimSession'
import type { ClaimChannel, ClaimMessage } from '@/services/client/sessionLocks'
import { ANSWER_TIME, createAskingLocks, createWebLocks } from '@/services/client/sessionLocks'
import { createManualClock } from '../../harness/clock'
import { settle } from '../../harness/core'
import { TestStorage, createTestBrowser } from '../../harness/coreBrowser'

function makeClaimant(browser = createTestBrowser()) {
  let minted = 0
  return async (storage = new TestStorage(), orphans: readonly string[] = []) => {
    const locks = browser.openLocks()
    const claim = await claimSession({
      storage,
      locks,
      listOrphans: () => Promise.resolve(orphans.map(toClientId)),
      mint: () => `minted-${++minted}`
    })
    return { ...claim, storage, end: locks.releaseAll }
  }
}

describe('who a browser tab is [B40]', () => {
  it('[B40] each of two tabs has an id of its own', async () => {
    const open = makeClaimant()
    expect([(await open()).id, (await open()).id]).toEqual(['minted-1', 'minted-2'])
  })

  it('[B40] a reload keeps it', async () => {
    const open = makeClaimant()
    const tab = await open()
    markSessionLeft(tab.storage)
    tab.end()
    expect(await open(tab.storage)).toMatchObject({ id: 'minted-1', duplicateOf: null })
  })

  it('[B40] a duplicated tab gets a new one, and knows whose copy it is', async () => {
    const open = makeClaimant()
    const tab = await open()
    const copy = await open(tab.storage.copy())
    expect(copy).toMatchObject({ id: 'minted-2', duplicateOf: 'minted-1' })
    const copyOfCopy = await open(copy.storage.copy())
    expect(copyOfCopy).toMatchObject({ id: 'minted-3', duplicateOf: 'minted-2' })
  })

  it('[B22] a new tab takes over the newest session whose tab has gone', async () => {
    const open = makeClaimant()
    const living = await open()
    const gone = await open()
    gone.end()
    expect(await open(new TestStorage(), [living.id, gone.id, 'older'])).toMatchObject({
      id: gone.id,
      duplicateOf: null
    })
  })

  it('a tab that crashed and was restored by the browser is itself again', async () => {
    const open = makeClaimant()
    const tab = await open()
    tab.end()
    expect((await open(tab.storage, ['other'])).id).toBe(tab.id)
  })
})

describe('Web Locks', () => {
  /** The browser's lock manager, as far as it is used. */
  function makeManager(isHeld: boolean) {
    const requests: { name: string; options: LockOptions }[] = []
    const request = (name: string, options: LockOptions, take: (lock: Lock | null) => unknown) => {
      requests.push({ name, options })
      if (!isHeld) return Promise.resolve(take({ name, mode: 'exclusive' }))
      if (options.ifAvailable) return Promise.resolve(take(null))
      return new Promise((_, reject) =>
        options.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      )
    }
    return { requests, request: request as LockManager['request'] }
  }

  it('[B40] give an id that is free, and refuse one that is held', async () => {
    const clock = createManualClock()
    expect(await createWebLocks(makeManager(false), clock).claim('a', 0)).toBe(true)
    expect(await createWebLocks(makeManager(true), clock).claim('a', 0)).toBe(false)
  })

  it('[B40] are waited for as long as there is patience: a page’s own previous life takes a moment to let go', async () => {
    const clock = createManualClock()
    const manager = makeManager(true)
    const claimed = createWebLocks(manager, clock).claim('a', 3_000)
    clock.advance(3_000)
    expect(await claimed).toBe(false)
    expect(manager.requests[0]?.name).toContain('a')
    expect(await createWebLocks(makeManager(false), clock).claim('a', 3_000)).toBe(true)
    expect(clock.pending).toBe(0)
  })
})

describe('tabs that ask each other, where the page has no Web Locks', () => {
  function makeTabs(count: number) {
    const clock = createManualClock()
    const handlers: ((message: ClaimMessage) => void)[] = []
    const openChannel = (): ClaimChannel => {
      const own = handlers.length
      return {
        post: (message) => handlers.forEach((handler, index) => index !== own && handler(message)),
        listen: (handler) => void (handlers[own] = handler)
      }
    }
    const tabs = Array.from({ length: count }, () => createAskingLocks(openChannel(), clock))
    const wait = async (time = ANSWER_TIME) => {
      clock.advance(time)
      await settle()
    }
    return { clock, tabs, wait }
  }

  it('[B40] one that nobody answers has the id, and answers the next', async () => {
    const { tabs, wait } = makeTabs(2)
    const first = tabs[0]!.claim('a', 0)
    await wait()
    expect(await first).toBe(true)
    expect(await tabs[1]!.claim('a', 0)).toBe(false)
    const other = tabs[1]!.claim('b', 0)
    await wait()
    expect(await other).toBe(true)
  })

  for (const late of [0, 100]) {
    it(`[B40] of several that ask within ${late} ms of each other, exactly one has it`, async () => {
      const { tabs, wait } = makeTabs(4)
      const claims: Promise<boolean>[] = []
      for (const tab of tabs) {
        claims.push(tab.claim('a', 0))
        if (late > 0) await wait(late / 3)
      }
      for (let turn = 0; turn < 4; turn++) await wait()
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1)
    })
  }

  it('[B40] is patient with its own previous life, without a storm of questions', async () => {
    const { tabs, wait, clock } = makeTabs(2)
    const first = tabs[0]!.claim('a', 0)
    await wait()
    await first
    const patient = tabs[1]!.claim('a', 1_000)
    for (let turn = 0; turn < 12; turn++) await wait()
    expect(await patient).toBe(false)
    expect(clock.pending).toBe(0)
  })
})
