type WireType = string | readonly (string | number | boolean)[]

const ANY = '*'
const MATCH_TYPE = 'COMFY_MATCHTYPE_V3'

/** Does an output of one type fit an input of another (protocol.md §4.2)? `A,B` means either; `*` anything. */
export function areTypesCompatible(received: WireType, wanted: WireType): boolean {
  if (typeof received !== 'string' || typeof wanted !== 'string') {
    const isChoice = (type: WireType) => typeof type !== 'string' || type === 'COMBO'
    if (isChoice(received) && isChoice(wanted)) return fitsChoice(received, wanted)
    return received === ANY || wanted === ANY
  }
  if (received === MATCH_TYPE || wanted === MATCH_TYPE) return true
  const offered = received.split(',').map((type) => type.trim())
  const accepted = new Set(wanted.split(',').map((type) => type.trim()))
  if (offered.includes(ANY) || accepted.has(ANY)) return true
  return offered.some((type) => accepted.has(type))
}

/** Lists of options fit each other when they are the same, and fit the type COMBO; an empty one fits all. */
function fitsChoice(received: WireType, wanted: WireType): boolean {
  if (typeof received === 'string' || typeof wanted === 'string') return true
  return received.length === 0 || JSON.stringify(received) === JSON.stringify(wanted)
}
