import { describe, expect, it } from 'vitest'
import { toExecutionId, toPromptId } from '@/domain/ids'
import type { AttributedEvent } from '@/events/executionEvent'
import { HELD_EVENTS, HOLD_TIME, createOwnershipGate } from '@/events/ownershipGate'
import { createManualClock } from '../harness/clock'
import { makeDirectory } from './directory'

const OURS = 'minted'
const SERVERS = 'chosen-by-server'
const STRANGERS = 'stranger'

function makeGate(prompts: Parameters<typeof makeDirectory>[0] = {}) {
  const clock = createManualClock()
  const directory = makeDirectory(prompts)
  const heard: string[] = []
  const gate = createOwnershipGate({
    directory,
    clock,
    deliver: (event, ownership) => heard.push(`${event.type} ${event.promptId} ${ownership}`)
  })
  return { clock, directory, gate, heard }
}

const started = (promptId: string): AttributedEvent => ({
  type: 'started',
  promptId: toPromptId(promptId),
  at: null
})
const step = (promptId: string, value: number): AttributedEvent => ({
  type: 'progress',
  promptId: toPromptId(promptId),
  nodeId: toExecutionId('3'),
  value,
  max: 9
})
const succeeded = (promptId: string): AttributedEvent => ({
  type: 'succeeded',
  promptId: toPromptId(promptId),
  at: null
})

describe('createOwnershipGate', () => {
  it('passes what is known at once, with whose it is', () => {
    const { gate, heard } = makeGate({
      mine: { ownership: 'own' },
      theirs: { ownership: 'foreign' },
      old: { ownership: 'past' }
    })
    for (const id of ['mine', 'theirs', 'old']) gate.pass(started(id))
    gate.pass({ type: 'status', promptId: null, queueRemaining: 0, sid: null })
    expect(heard).toEqual([
      'started mine own',
      'started theirs foreign',
      'started old past',
      'status null own'
    ])
  })

  it('[B9] takes an unknown prompt for somebody else’s when nothing of ours is out', () => {
    const { gate, heard, clock } = makeGate()
    gate.pass(started(STRANGERS))
    expect(heard).toEqual([`started ${STRANGERS} foreign`])
    expect(clock.pending).toBe(0)
  })

  it('[B11] holds an unknown prompt while a submission is out, and delivers it in order once claimed', () => {
    const { gate, heard, directory } = makeGate()
    const settle = gate.begin()
    gate.pass(started(SERVERS))
    gate.pass(step(SERVERS, 1))
    gate.pass(succeeded(SERVERS))
    expect(heard).toEqual([])

    directory.set(SERVERS, { ownership: 'own' })
    gate.claim(toPromptId(SERVERS))
    settle()
    expect(heard).toEqual([
      `started ${SERVERS} own`,
      `progress ${SERVERS} own`,
      `succeeded ${SERVERS} own`
    ])
  })

  it('[B11] a claim releases one prompt; the rest goes on as foreign when the last submission is settled', () => {
    const { gate, heard, directory } = makeGate()
    const settleFirst = gate.begin()
    const settleSecond = gate.begin()
    gate.pass(started(STRANGERS))
    gate.pass(started(SERVERS))
    gate.pass(step(STRANGERS, 1))
    directory.set(SERVERS, { ownership: 'own' })
    gate.claim(toPromptId(SERVERS))
    settleFirst()
    settleFirst()
    expect(heard).toEqual([`started ${SERVERS} own`])
    settleSecond()
    expect(heard.slice(1)).toEqual([
      `started ${STRANGERS} foreign`,
      `progress ${STRANGERS} foreign`
    ])
  })

  it('does not hold what is known while a submission is out', () => {
    const { gate, heard } = makeGate({ [OURS]: { ownership: 'own' } })
    gate.begin()
    gate.pass(started(STRANGERS))
    gate.pass(started(OURS))
    expect(heard).toEqual([`started ${OURS} own`])
  })

  it('keeps the order of a prompt that became known by another way than a claim', () => {
    const { gate, heard, directory } = makeGate()
    gate.begin()
    gate.pass(started(SERVERS))
    directory.set(SERVERS, { ownership: 'foreign' })
    gate.pass(step(SERVERS, 1))
    expect(heard).toEqual([`started ${SERVERS} foreign`, `progress ${SERVERS} foreign`])
  })

  it('lets go of what is too old, in order, with submissions still out', () => {
    const { gate, heard, clock } = makeGate()
    gate.begin()
    gate.pass(started('first'))
    clock.advance(HOLD_TIME / 2)
    gate.pass(started('second'))
    gate.pass(step('first', 1))
    clock.advance(HOLD_TIME / 2)
    expect(heard).toEqual(['started first foreign', 'progress first foreign'])
    clock.advance(HOLD_TIME / 2)
    expect(heard).toHaveLength(3)
    clock.advance(HOLD_TIME)
    expect(clock.pending).toBe(0)
  })

  it('holds a bounded number of events: the oldest prompt’s go first', () => {
    const { gate, heard } = makeGate()
    gate.begin()
    for (let n = 0; n < HELD_EVENTS; n++) gate.pass(step(n % 2 ? 'odd' : 'even', n))
    expect(heard).toEqual([])
    gate.pass(step('odd', HELD_EVENTS))
    expect(heard).toHaveLength(HELD_EVENTS / 2)
    expect(new Set(heard)).toEqual(new Set(['progress even foreign']))
  })

  it('leaves no timer behind', () => {
    const { gate, clock, heard } = makeGate()
    gate.begin()
    gate.pass(started('first'))
    gate.dispose()
    clock.advance(HOLD_TIME * 2)
    expect(clock.pending).toBe(0)
    expect(heard).toEqual([])
  })
})
