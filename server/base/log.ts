/** From most to least talkative. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** What a line is about: ids, counts and durations, never contents of prompts or files. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly level: LogLevel
  readonly message: string
  readonly facts: LogFacts
}

/** One line per event. */
export type Log = Readonly<Record<LogLevel, (message: string, facts?: LogFacts) => void>>

/** @param sinks each gets every line; filtering by level is theirs */
export function createLog(
  sinks: readonly ((line: LogLine) => void)[],
  now: () => number = Date.now
): Log {
  const write =
    (level: LogLevel) =>
    (message: string, facts: LogFacts = {}) => {
      const line = { at: now(), level, message, facts }
      for (const sink of sinks) sink(line)
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

/** Is a line of this level wanted when `threshold` is the least level to show? */
export function isLevelShown(level: LogLevel, threshold: LogLevel | 'silent'): boolean {
  if (threshold === 'silent') return false
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(threshold)
}

/** `message key=value key="value with spaces"`: quoted where needed, so that no value can forge a line. */
export function formatLogText({ message, facts }: LogLine): string {
  const pairs = Object.entries(facts).map(([key, value]) => `${key}=${formatValue(value)}`)
  return [message, ...pairs].join(' ')
}

function formatValue(value: LogFacts[string]): string {
  const text = String(value)
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text)
}

/** What to tell a person about a caught value. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
