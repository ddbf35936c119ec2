import { beforeEach, describe, expect, it } from 'vitest'
import type { ServerUser } from '@/services/services'
import type { UserChoices } from '@/services/users/userService'
import { enterAsUser } from '@/services/users/userService'
import { getUserStorage } from '@/services/users/userStorage'
import { TestStorage } from '../../harness/coreBrowser'
import { makeApi } from '../api/fakeServer'

const ANN: ServerUser = { id: 'ann_1', name: 'Ann' }
const BOB: ServerUser = { id: 'bob_2', name: 'Bob' }
const SEVERAL = { json: { storage: 'server', users: { [ANN.id]: ANN.name, [BOB.id]: BOB.name } } }

let storage: TestStorage
let asked: UserChoices[]
let restarts: number
beforeEach(() => {
  storage = new TestStorage()
  asked = []
  restarts = 0
})

function enter(
  routes: Parameters<typeof makeApi>[0],
  answer: (choices: UserChoices) => Promise<ServerUser> = () => Promise.resolve(BOB)
) {
  const { api, requests } = makeApi(routes)
  const entered = enterAsUser({
    api,
    storage,
    ask(choices) {
      asked.push(choices)
      return answer(choices)
    },
    restart: () => Promise.resolve(void restarts++)
  })
  return { entered, requests }
}

describe('who uses the server', () => {
  it.each([
    ['with one user', { 'GET /api/users': { json: { storage: 'server', migrated: true } } }],
    ['older than users', {}]
  ])('is nobody in particular on a server %s', async (_, routes) => {
    const { entered } = enter(routes)
    expect((await entered).current).toBeNull()
    expect(asked).toEqual([])
  })

  it('is asked for where there are several, and remembered by ComfyUI’s own keys', async () => {
    const { entered } = enter({ 'GET /api/users': SEVERAL })
    expect((await entered).current).toEqual(BOB)
    expect(asked[0]!.users).toEqual([ANN, BOB])
    expect([storage.getItem('Comfy.userId'), storage.getItem('Comfy.userName')]).toEqual([
      BOB.id,
      BOB.name
    ])
    expect((await enter({ 'GET /api/users': SEVERAL }).entered).current).toEqual(BOB)
    expect(asked).toHaveLength(1)
  })

  it('is asked for again when the server knows the user no more', async () => {
    storage.setItem('Comfy.userId', 'gone_3')
    expect((await enter({ 'GET /api/users': SEVERAL }).entered).current).toEqual(BOB)
    expect(asked).toHaveLength(1)
  })

  it('may be somebody new', async () => {
    const { entered, requests } = enter(
      { 'GET /api/users': SEVERAL, 'POST /api/users': { json: 'cleo_4' } },
      ({ create }) => create('Cleo')
    )
    expect((await entered).current).toEqual({ id: 'cleo_4', name: 'Cleo' })
    expect(requests.at(-1)!.body).toEqual({ username: 'Cleo' })
  })

  it('may not have a name that is taken, and the reason is told', async () => {
    const { entered } = enter(
      {
        'GET /api/users': SEVERAL,
        'POST /api/users': { status: 400, json: { error: 'Duplicate username.' } }
      },
      ({ create }) => create('Bob')
    )
    await expect(entered).rejects.toThrow('Duplicate username.')
  })

  it('is whoever it was while the server doesn’t answer', async () => {
    storage.setItem('Comfy.userId', ANN.id)
    storage.setItem('Comfy.userName', ANN.name)
    const { entered } = enter({ 'GET /api/users': { status: 500, text: '' } })
    expect((await entered).current).toEqual(ANN)
  })

  it('is asked for anew after leaving', async () => {
    const users = await enter({ 'GET /api/users': SEVERAL }).entered
    await users.leave()
    expect([storage.getItem('Comfy.userId'), restarts]).toEqual([null, 1])
    await enter({ 'GET /api/users': SEVERAL }).entered
    expect(asked).toHaveLength(2)
  })
})

describe('what a browser tab keeps', () => {
  it('is each user’s own, and as it was on servers with one', () => {
    getUserStorage(storage, 'ann').setItem('session', 'a')
    expect(getUserStorage(storage, 'bob').getItem('session')).toBeNull()
    expect(getUserStorage(storage, 'ann').getItem('session')).toBe('a')
    getUserStorage(storage, 'ann').removeItem('session')
    expect(getUserStorage(storage, 'ann').getItem('session')).toBeNull()
    getUserStorage(storage, null).setItem('session', 'c')
    expect(storage.getItem('session')).toBe('c')
  })
})
