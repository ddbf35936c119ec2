import type { JsonObject } from './documentTypes'

/** Keys that change an object's nature when they are assigned. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A deep copy of JSON without keys that could change prototypes. */
export function copyJson<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyJson) as T
  if (!isObject(value)) return value
  const copy: JsonObject = {}
  for (const key of Object.keys(value)) if (!UNSAFE_KEYS.has(key)) copy[key] = copyJson(value[key])
  return copy as T
}

export function toObject(value: unknown): JsonObject {
  return isObject(value) ? copyJson(value) : {}
}

export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function toNumber(value: unknown, fallback: number): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : fallback
}

/** A whole number, also from text as old files have it; null for anything else. */
export function toInteger(value: unknown): number | null {
  const number = toNumber(value, Number.NaN)
  return Number.isSafeInteger(number) ? number : null
}

export function toText(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback
}

/** `[x, y]`, also as `{0: x, 1: y}`; null when it is neither, or more than the single precision of places holds. */
export function toPair(value: unknown): [number, number] | null {
  const source = Array.isArray(value) || isObject(value) ? (value as ArrayLike<unknown>) : null
  if (!source) return null
  const x = toNumber(source[0], Number.NaN)
  const y = toNumber(source[1], Number.NaN)
  return Number.isFinite(Math.fround(x)) && Number.isFinite(Math.fround(y)) ? [x, y] : null
}

export function toSlotType(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value
  // Old files hold the list of options in the place of the type.
  return Array.isArray(value) ? 'COMBO' : '*'
}
