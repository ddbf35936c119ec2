import { formatDate, formatNumber } from '@/i18n/intl'
import { t } from '@/i18n/translate'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const TENTHS: Intl.NumberFormatOptions = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
const DAY_AND_TIME: Intl.DateTimeFormatOptions = { ...TIME, day: 'numeric', month: 'short' }

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
  if (whole < MINUTE) return t('time.seconds', { seconds: formatNumber(whole / SECOND, TENTHS) })
  const minutes = Math.floor((whole % HOUR) / MINUTE)
  if (whole < HOUR)
    return t('time.minutes', { minutes, seconds: two(Math.floor((whole % MINUTE) / SECOND)) })
  return t('time.hours', { hours: Math.floor(whole / HOUR), minutes: two(minutes) })
}

/** What is left, as coarse as an estimate is: `about 20 s left`, `about 3 min left`. */
export function formatRemaining(ms: number): string {
  if (ms < 10 * SECOND) return t('time.fewSecondsLeft')
  if (ms < 55 * SECOND) return t('time.secondsLeft', { count: Math.ceil(ms / (5 * SECOND)) * 5 })
  if (ms < HOUR) return t('time.minutesLeft', { count: Math.round(ms / MINUTE) })
  return t('time.hoursLeft', { count: Math.round(ms / HOUR) })
}

/** Time of day; with the date when it was another day. @param at, now ms since the epoch */
export function formatMoment(at: number, now: number): string {
  const isToday = now - at < DAY && new Date(now).getDate() === new Date(at).getDate()
  return formatDate(at, isToday ? TIME : DAY_AND_TIME)
}
