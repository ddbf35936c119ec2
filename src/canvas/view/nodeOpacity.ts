import { parseColour, toHex } from '@/domain/colour'

const known = new Map<string, string>()

/**
 * A colour that lets through what is behind it.
 * @param share of its own opacity; 0..1
 * @returns writings that nobody can read as they are
 */
export function withOpacity(colour: string, share: number): string {
  if (share >= 1) return colour
  const key = `${share} ${colour}`
  const before = known.get(key)
  if (before !== undefined) return before
  const parts = parseColour(colour)
  const result = parts ? toHex([parts[0], parts[1], parts[2], parts[3] * share]) : colour
  known.set(key, result)
  return result
}
