/** Nodes of a message of these benches. */
export const NODES = 50
/** Steps of its running node. */
export const STEPS = 1_000

/** One `progress_state` as ComfyUI writes it (protocol.md §1.5): all nodes have finished but those at work. */
function makeSnapshotText(promptId: string, atWork: ReadonlySet<string>, step: number): string {
  const nodes = Object.fromEntries(
    NODE_IDS.map((id) => [
      id,
      {
        value: atWork.has(id) ? step : 1,
        max: atWork.has(id) ? STEPS : 1,
        state: atWork.has(id) ? 'running' : 'finished',
        node_id: id,
        prompt_id: promptId,
        display_node_id: id,
        parent_node_id: null,
        real_node_id: id
      }
    ])
  )
  return toPythonJson({ type: 'progress_state', data: { prompt_id: promptId, nodes } })
}

/**
 * A prompt's messages one after the other: each a flat text of its own, as a socket hands them over.
 * @param atWork ids of its nodes at work, all at the same step
 */
export function createSnapshotSource(
  promptId: string,
  atWork: readonly string[] = NODE_IDS.slice(-1)
): (step: number) => string {
  const marker = 123_456_789
  const text = makeSnapshotText(promptId, new Set(atWork), marker)
  const parts = text.split(String(marker))
  return (step) => Buffer.from(parts.join(String(step)), 'latin1').toString('latin1')
}

/** Python puts a space behind colons and commas. */
function toPythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toPythonJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, of]) => `"${key}": ${toPythonJson(of)}`)
  return `{${entries.join(', ')}}`
}

/** Ids of a prompt's nodes: `1` to `50`. */
export const NODE_IDS: readonly string[] = Array.from({ length: NODES }, (_, n) => `${n + 1}`)
