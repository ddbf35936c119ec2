import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { LogPiece } from '@/domain/logLines'
import { LogLines } from '@/domain/logLines'

/** `missing`: the server has no log to show. */
export type LogPhase = 'idle' | 'loading' | 'ready' | 'failed' | 'missing'

/** Lines that are kept; older ones go. */
export const MAX_LOG_LINES = 10_000

/** The server's log, while somebody looks at it. */
export const useLogStore = defineStore('log', () => {
  const held = new LogLines(MAX_LOG_LINES)
  const lines = shallowRef(held.lines)
  const phase = shallowRef<LogPhase>('idle')
  const show = (): void => void (lines.value = held.lines)
  return {
    /** Oldest first. */
    lines,
    phase,
    applyPhase: (next: LogPhase): void => void (phase.value = next),
    /** All that the server has, in the place of what was held. */
    replacePieces(pieces: readonly LogPiece[]): void {
      held.clear()
      held.add(pieces)
      show()
    },
    addPieces(pieces: readonly LogPiece[]): void {
      held.add(pieces)
      show()
    },
    clearLines(): void {
      held.clear()
      show()
    }
  }
})
