/** The ids of a request's list; what is no string can't be an id of ours. */
export function toIdList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
}
