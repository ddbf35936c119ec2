import { isRecord } from '@/protocol/guards'
import type { ApiPrompt } from '@/protocol/prompt'
import type { EngineJob } from '../engine'
import type { NodeType } from '../nodes/nodeType'
import type { CallScene } from '../worker/messages'

/** What a node is told of its prompt: only what its hidden inputs ask for, since it crosses to another thread. */
export function createScene(
  { extraData }: EngineJob,
  prompt: ApiPrompt,
  nodeId: string,
  { definition }: NodeType
): CallScene {
  const hidden = new Set(Object.values(definition.input?.hidden ?? {}).flat())
  const info = extraData.extra_pnginfo
  return {
    nodeId,
    prompt: hidden.has('PROMPT') ? prompt : null,
    extraPnginfo: hidden.has('EXTRA_PNGINFO') && isRecord(info) ? info : null,
    previewsWanted: extraData.preview_method !== 'none'
  }
}
