import type { NodeReplacement } from '@/domain/nodeReplacement'
import { nodeReplacementSchema, nodeReplacementsSchema } from '@/protocol/http/nodeReplacements'
import { parseEach } from '@/protocol/http/schema'
import type { ComfyApi } from './comfyApi'
import type { HttpClient } from './httpClient'
import { assertOk, isMissingRoute, readJson } from './httpClient'

export function createReplacementsApi(http: HttpClient): Pick<ComfyApi, 'getNodeReplacements'> {
  return {
    async getNodeReplacements() {
      const answer = await http.request('/node_replacements')
      if (isMissingRoute(answer.status)) return {}
      const lists = readJson(nodeReplacementsSchema, assertOk(answer))
      return Object.fromEntries(Object.entries(lists).map(([type, list]) => [type, readList(list)]))
    }
  }
}

function readList(list: unknown): NodeReplacement[] {
  return parseEach(nodeReplacementSchema, Array.isArray(list) ? list : []).map((wire) => ({
    newType: wire.new_node_id,
    oldWidgets: wire.old_widget_ids ?? null,
    inputs:
      wire.input_mapping?.map((entry) =>
        'old_id' in entry
          ? { name: entry.new_id, from: entry.old_id }
          : { name: entry.new_id, value: entry.set_value }
      ) ?? null,
    outputs: wire.output_mapping?.map(({ new_idx: to, old_idx: from }) => ({ to, from })) ?? null
  }))
}
