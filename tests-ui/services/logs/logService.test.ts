import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { toClientId } from '@/domain/ids'
import type { LogPiece } from '@/domain/logLines'
import type { IngestTap } from '@/services/ingest/executionIngest'
import { FollowedLog } from '@/services/logs/logService'
import { useConnectionStore } from '@/stores/connectionStore'
import { useLogStore } from '@/stores/logStore'
import { useServerFeatureStore } from '@/stores/serverFeatureStore'

const piece = (message: string, time = message): LogPiece => ({ time, message: `${message}\n` })

function start() {
  setActivePinia(createPinia())
  const connection = useConnectionStore()
  connection.applyClientId(toClientId('me'))
  connection.applyPhase('connected')
  const logs = useLogStore()
  const asked: unknown[] = []
  const answers: ((pieces: readonly LogPiece[] | null | Error) => void)[] = []
  const taps = new Set<IngestTap>()
  const service = new FollowedLog({
    api: {
      followLog: (clientId, isOn) => {
        asked.push([clientId, isOn])
        return Promise.resolve()
      },
      getLog: () =>
        new Promise((resolve, reject) =>
          answers.push((value) => (value instanceof Error ? reject(value) : resolve(value)))
        )
    },
    connection,
    logs,
    features: useServerFeatureStore(),
    tap(listener) {
      taps.add(listener)
      return () => taps.delete(listener)
    }
  })
  return {
    service,
    connection,
    logs,
    asked,
    taps,
    answer: async (value: readonly LogPiece[] | null | Error) => {
      await settle()
      answers.shift()!(value)
      await settle()
    },
    push: (...entries: LogPiece[]) => {
      for (const tap of taps) tap({ type: 'logs', promptId: null, entries }, 'own')
    },
    texts: () => logs.lines.map(({ text }) => text)
  }
}
const settle = async () => {
  for (let turn = 0; turn < 6; turn++) await nextTick()
}

describe('the server’s log', () => {
  let log: ReturnType<typeof start>
  beforeEach(() => (log = start()))

  it('is read, and goes on with what comes; what came while it was read stands once', async () => {
    log.service.follow()
    expect(log.logs.phase).toBe('loading')
    await settle()
    log.push(piece('b'), piece('c'))
    await log.answer([piece('a'), piece('b')])
    expect(log.texts()).toEqual(['a', 'b', 'c'])
    log.push(piece('d'))
    expect(log.texts().at(-1)).toBe('d')
    expect(log.asked).toEqual([['me', true]])
    log.service.leave()
    expect(log.asked.at(-1)).toEqual(['me', false])
    expect(log.taps.size).toBe(0)
  })

  it('is read anew after a reconnect', async () => {
    log.service.follow()
    await log.answer([piece('a')])
    log.connection.applyPhase('reconnecting')
    await settle()
    log.connection.applyPhase('connected')
    await log.answer([piece('a'), piece('b')])
    expect(log.texts()).toEqual(['a', 'b'])
    expect(log.asked).toHaveLength(2)
  })

  it('says when it could not be read, and when the server has none', async () => {
    log.service.follow()
    await log.answer(new Error('no answer'))
    expect(log.logs.phase).toBe('failed')
    void log.service.read()
    expect(log.logs.phase).toBe('loading')
    await log.answer(null)
    expect(log.logs.phase).toBe('missing')
    expect(useServerFeatureStore().isMissing('log')).toBe(true)
  })
})
