import { describe, expect, it } from 'vitest'
import type { PromptStatus, PromptTransition } from '@/domain/promptStatus'
import { isTerminal, isWaiting, nextStatus } from '@/domain/promptStatus'

const TRANSITIONS: readonly PromptTransition[] = [
  'accepted',
  'initializing',
  'started',
  'succeeded',
  'failed',
  'interrupted',
  'cancelled',
  'lost'
]
const same = 'same'

/** Next status by status and transition, in the order of TRANSITIONS; `same` where nothing applies. */
const TABLE: Record<PromptStatus, readonly (PromptStatus | typeof same)[]> = {
  submitting: [
    'pending',
    'initializing',
    'running',
    'succeeded',
    'failed',
    'interrupted',
    'cancelled',
    'lost'
  ],
  pending: [
    same,
    'initializing',
    'running',
    'succeeded',
    'failed',
    'interrupted',
    'cancelled',
    'lost'
  ],
  initializing: [same, same, 'running', 'succeeded', 'failed', 'interrupted', 'cancelled', 'lost'],
  running: [same, same, same, 'succeeded', 'failed', 'interrupted', 'cancelled', 'lost'],
  succeeded: [same, same, same, same, same, same, same, same],
  failed: [same, same, same, same, same, same, same, same],
  interrupted: [same, same, same, same, same, same, same, same],
  cancelled: [same, same, same, same, same, same, same, same],
  lost: [same, same, same, 'succeeded', 'failed', 'interrupted', 'cancelled', same]
}

describe('lifecycle of a prompt', () => {
  for (const [status, row] of Object.entries(TABLE) as [
    PromptStatus,
    (typeof TABLE)[PromptStatus]
  ][]) {
    row.forEach((expected, index) => {
      const transition = TRANSITIONS[index]!
      it(`[B11] ${status} + ${transition} -> ${expected}`, () => {
        const next = nextStatus(status, transition)
        expect(next).toEqual({
          status: expected === same ? status : expected,
          applied: expected !== same
        })
      })
    })
  }

  it('knows which states wait and which have ended', () => {
    const statuses = Object.keys(TABLE) as PromptStatus[]
    expect(statuses.filter(isWaiting)).toEqual(['submitting', 'pending', 'initializing'])
    expect(statuses.filter(isTerminal)).toEqual([
      'succeeded',
      'failed',
      'interrupted',
      'cancelled',
      'lost'
    ])
  })
})
