import { beforeEach, describe, expect, it } from 'vitest'
import { makeEarlyFetch } from '@/app/earlyAnswers'

const URL = 'http://localhost/api/object_info'
const asked: string[] = []
const plain: typeof fetch = (input) => {
  asked.push(String(input))
  return Promise.resolve(new Response('late'))
}
const make = (answer: Promise<Response>, stop = () => {}) =>
  makeEarlyFetch([{ url: URL, answer, stop }], plain)
beforeEach(() => void (asked.length = 0))

describe('what was asked for before the scripts were there', () => {
  it('answers once; whoever asks again gets a new answer', async () => {
    const get = make(Promise.resolve(new Response('early')))
    expect(await (await get(URL, { cache: 'no-cache' })).text()).toBe('early')
    expect(asked).toEqual([])
    expect(await (await get(URL)).text()).toBe('late')
    expect(asked).toEqual([URL])
  })

  it('answers no other address, and nothing that is sent', async () => {
    const get = make(Promise.resolve(new Response('early')))
    await get('http://localhost/api/queue')
    await get(URL, { method: 'POST' })
    expect(asked).toEqual(['http://localhost/api/queue', URL])
    expect(await (await get(URL, { method: 'GET' })).text()).toBe('early')
  })

  it('tells the one that asks that it failed, and then asks anew', async () => {
    const failed = Promise.reject(new Error('down'))
    failed.catch(() => {})
    const get = make(failed)
    await expect(get(URL)).rejects.toThrow('down')
    expect(await (await get(URL)).text()).toBe('late')
  })

  it('is given up when whoever took it does not wait any longer', async () => {
    const controller = new AbortController()
    let stops = 0
    const get = make(new Promise(() => {}), () => void stops++)
    void get(URL, { signal: controller.signal })
    controller.abort()
    expect(stops).toBe(1)
  })
})
