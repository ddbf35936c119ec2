import { refuseWithText } from '../httpProblem'

/**
 * The ids of a request's list; what is no string can't be an id of ours. Nothing given is an empty list.
 * @throws {HttpProblem} 400 when it is no list
 */
export function toIdList(value: unknown): string[] {
  if (Array.isArray(value)) return value.filter((id) => typeof id === 'string')
  // A text is a list of characters to ComfyUI, none of which is an id.
  if (value === undefined || typeof value === 'string') return []
  throw refuseWithText(400, 'delete must be a list of ids')
}
