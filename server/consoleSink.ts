import { formatLogText, isLevelShown, type LogLevel, type LogLine } from './base/log'

/** Writes log lines to standard error: time, level, text. */
export function createConsoleSink(threshold: LogLevel | 'silent'): (line: LogLine) => void {
  return (line) => {
    if (!isLevelShown(line.level, threshold)) return
    const time = new Date(line.at).toISOString()
    process.stderr.write(`${time} ${line.level.toUpperCase().padEnd(5)} ${formatLogText(line)}\n`)
  }
}
