const CANONICAL = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for the only form of `prompt_id` that servers since 0.25 take: a lower-case hyphenated UUID (protocol.md §3.2). */
export function isCanonicalUuid(value: string): boolean {
  return CANONICAL.test(value)
}
