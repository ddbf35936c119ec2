const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const two = (value: number): string => String(value).padStart(2, '0')

/** A running time that counts: `0:07`, `12:04`, `1:02:33`. @param ms negative counts as 0 */
export function formatElapsed(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / SECOND)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const tail = `${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`
}

/** How long something took: `0.4 s`, `12.4 s`, `3 min 20 s`, `1 h 05 min`. */
export function formatDuration(ms: number): string {
  const whole = Math.max(0, ms)
  if (whole < MINUTE) return `${(whole / SECOND).toFixed(1)} s`
  if (whole < HOUR)
    return `${Math.floor(whole / MINUTE)} min ${two(Math.floor((whole % MINUTE) / SECOND))} s`
  return `${Math.floor(whole / HOUR)} h ${two(Math.floor((whole % HOUR) / MINUTE))} min`
}

/** What is left, as coarse as an estimate is: `about 20 s left`, `about 3 min left`. */
export function formatRemaining(ms: number): string {
  if (ms < 10 * SECOND) return 'a few seconds left'
  if (ms < 55 * SECOND) return `about ${Math.ceil(ms / (5 * SECOND)) * 5} s left`
  if (ms < HOUR) return `about ${Math.round(ms / MINUTE)} min left`
  return `about ${Math.round(ms / HOUR)} h left`
}

/** Time of day; with the date when it was another day. @param at, now ms since the epoch */
export function formatMoment(at: number, now: number): string {
  const date = new Date(at)
  const time = date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
  const isToday = now - at < DAY && new Date(now).getDate() === date.getDate()
  if (isToday) return time
  return `${date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}, ${time}`
}
