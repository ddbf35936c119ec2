import type { Clock } from '@/domain/time'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ComfyApi } from '@/services/api/comfyApi'
import type { useNodeDefStore } from '@/stores/nodeDefStore'

/** ms between attempts, as long as the server doesn't answer. */
const RETRY_DELAY = 2_000

/** Reads the node definitions, however long the server takes to come up. */
export async function loadDefinitions(
  api: Pick<ComfyApi, 'getNodeDefinitions'>,
  clock: Clock,
  nodeDefs: ReturnType<typeof useNodeDefStore>
): Promise<ObjectInfoWire> {
  for (;;) {
    try {
      const definitions = await api.getNodeDefinitions()
      nodeDefs.applyDefinitions(definitions)
      return definitions
    } catch {
      nodeDefs.applyFailure()
      await new Promise<void>((resolve) => void clock.after(RETRY_DELAY, resolve))
    }
  }
}
