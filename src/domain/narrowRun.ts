import type { NodeLocatorId } from './ids'
import { createPromptManifest, findNeededNodes } from './promptManifest'
import type { RunSnapshot } from './runSnapshot'

/**
 * A run of some output nodes only: they and what they need. An instance of a subgraph stands for the outputs inside.
 * Nothing else is sent, so that it holds on servers of any age; seeds of what doesn't run stay.
 * @returns null when none of the nodes is an output of the prompt
 */
export function narrowRun(
  snapshot: RunSnapshot,
  nodes: ReadonlySet<NodeLocatorId>
): RunSnapshot | null {
  const { manifest, output, variables } = snapshot
  const all = [...manifest.nodes.values()]
  const outputs = all.filter(
    ({ isOutput, locatorId, enclosingLocatorIds }) =>
      isOutput && [locatorId, ...enclosingLocatorIds].some((id) => nodes.has(id))
  )
  if (outputs.length === 0) return null
  const needed = findNeededNodes(
    output,
    outputs.map(({ executionId }) => executionId)
  )
  return {
    ...snapshot,
    output: Object.fromEntries(Object.entries(output).filter(([id]) => needed.has(id))),
    manifest: createPromptManifest(
      all.filter(({ executionId }) => needed.has(executionId)),
      manifest.instanceTitles
    ),
    variables: variables.flatMap((variable) => {
      const targets = variable.targets.filter(({ executionId }) => needed.has(executionId))
      return targets.length > 0 ? [{ ...variable, targets }] : []
    })
  }
}
