/** Anything goes: the wildcard, and slots without a type. */
function isAny(type: string): boolean {
  return type === '*' || type === '' || type === '0'
}

/** The types of a union: `IMAGE,MASK` takes either. */
export function splitSlotType(type: string): readonly string[] {
  return type
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

/** Whether a link may go between slots of these types; as the canvas decides, so case doesn't matter. */
export function areTypesCompatible(one: string, other: string): boolean {
  if (isAny(one) || isAny(other)) return true
  const others = new Set(splitSlotType(other.toLowerCase()))
  return (
    splitSlotType(one.toLowerCase()).some((part) => isAny(part) || others.has(part)) ||
    others.has('*')
  )
}
