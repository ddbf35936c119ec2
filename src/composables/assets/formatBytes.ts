import { formatNumber } from '@/i18n/intl'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** A size for people: `1.4 GB`, by thousands. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return formatNumber(value, {
    style: 'unit',
    unit: UNITS[power]!,
    maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1
  })
}
