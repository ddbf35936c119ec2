import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { openAddress } from '@/services/workflows/openAddress'
import { useNoticeStore } from '@/stores/noticeStore'
import { makeApi } from '../api/fakeServer'

beforeEach(() => setActivePinia(createPinia()))

async function open(address: string, answer?: { status?: number; text: string }) {
  const { api, requests } = makeApi(answer && { [`GET ${new URL(address).pathname}`]: answer })
  const notices = useNoticeStore()
  const opened: File[] = []
  await openAddress({ api, notices }, address, (files) => {
    opened.push(...files)
    return Promise.resolve()
  })
  return { opened, requests, notices: notices.notices.map(({ title }) => title) }
}

it('what an address leads to is opened as a file that is called as the address says', async () => {
  const answer = { text: '{}' }
  const named = await open('https://b.example/api/view?filename=made%20it.png&type=output', answer)
  expect(named.opened.map(({ name }) => name)).toEqual(['made it.png'])
  expect(await named.opened[0]!.text()).toBe('{}')
  // Who the user is, is nobody's business elsewhere.
  expect(named.requests.map(({ headers }) => [...headers])).toEqual([[]])
  const plain = await open('https://b.example/flows/one.json?x=1', answer)
  expect(plain.opened.map(({ name }) => name)).toEqual(['one.json'])
})

it('an address that can’t be read, or leads to no page, is said and opens nothing', async () => {
  const gone = await open('https://b.example/gone.png', { status: 404, text: 'no' })
  expect([gone.opened, gone.notices]).toEqual([[], ['“gone.png” can’t be opened']])
  const local = await open('file:///etc/passwd')
  expect([local.opened, local.requests]).toEqual([[], []])
  expect(local.notices.at(-1)).toBe('“What was dropped” can’t be opened')
})
