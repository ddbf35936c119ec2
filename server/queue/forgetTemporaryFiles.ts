import { isRecord } from '@/protocol/guards'
import { type JobWire, withOutputs } from './job'
import type { HistoryEntryWire } from './promptHistory'
import type { PromptStore } from './store/promptStore'

/** As it stands in an entry's JSON. */
const MARK = '"type":"temp"'

function isTemporary(item: unknown): boolean {
  return isRecord(item) && item.type === 'temp'
}

/** A node's output without temporary files; null when nothing is left of it. */
function keepLasting(output: unknown): unknown {
  if (!isRecord(output)) return output
  const kept = Object.entries(output).flatMap(([key, value]): [string, unknown][] => {
    if (!Array.isArray(value) || !value.some(isTemporary)) return [[key, value]]
    const lasting = (value as unknown[]).filter((item) => !isTemporary(item))
    return lasting.length > 0 ? [[key, lasting]] : []
  })
  return kept.length > 0 ? Object.fromEntries(kept) : null
}

/**
 * Temporary files are thrown away at each start, as ComfyUI does; so history, which lasts longer here, must not offer
 * them any more.
 */
export function forgetTemporaryFiles(store: PromptStore): void {
  store.atOnce(() => {
    for (const { id, job, entry } of store.findEntries(MARK)) {
      const old = JSON.parse(entry) as HistoryEntryWire
      const all = Object.entries(old.outputs).map(([node, output]) => [node, keepLasting(output)])
      const outputs = Object.fromEntries(all.filter(([, output]) => output !== null)) as Record<
        string,
        unknown
      >
      const json = JSON.stringify({ ...old, outputs })
      const changed = JSON.stringify(withOutputs(JSON.parse(job) as JobWire, outputs))
      store.putEntry({ id, size: json.length, job: changed, entry: json })
    }
  })
}
