/** True for a JSON object: neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A node's id; strings on the wire, numbers from careless node packs. Compare as strings (protocol.md §1.5). */
export type NodeIdWire = string | number

/**
 * True for text that can key a record. Names of `Object.prototype` (`__proto__`, `constructor`) are refused, so
 * that no frame can reach into the objects that ids are looked up in.
 */
export function isIdText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !(value in Object.prototype)
}

export function isNodeId(value: unknown): value is NodeIdWire {
  return typeof value === 'number' ? Number.isFinite(value) : isIdText(value)
}

/** True for a value the wire may leave out or set to null. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null
}
