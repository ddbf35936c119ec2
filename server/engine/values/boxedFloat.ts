/**
 * A number that is a float even if it is whole. JavaScript has one kind of number; a FLOAT output keeps this box,
 * so that a node which takes any type can print `3.0` and not `3`. Nodes that ask for FLOAT get a plain number.
 */
export interface BoxedFloat {
  readonly kind: 'float'
  readonly value: number
}

export function isBoxedFloat(value: unknown): value is BoxedFloat {
  return typeof value === 'object' && value !== null && (value as BoxedFloat).kind === 'float'
}

/** Boxes numbers on their way out of a FLOAT output. */
export function boxFloat(value: unknown): unknown {
  return typeof value === 'number' ? ({ kind: 'float', value } satisfies BoxedFloat) : value
}

/** Opens the box for a node that asks for a type of its own. */
export function unboxFloat(value: unknown): unknown {
  return isBoxedFloat(value) ? value.value : value
}
