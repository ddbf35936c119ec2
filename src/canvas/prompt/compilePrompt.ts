import type { LGraphNode } from '@comfyorg/litegraph'
import { toExecutionId } from '@/domain/ids'
import type { DynamicText } from '@/domain/runSnapshot'
import type { ApiPrompt, ApiPromptNode } from '@/protocol/prompt'
import { MissingNode } from '../nodes/missingNode'
import type { PendingInput } from './collectInputs'
import type { CollectedInputs } from './controls'
import type { FinishContext } from './finishValue'
import { finishValue, getTemplate } from './finishValue'

export interface CompiledPrompt {
  readonly output: ApiPrompt
  /** Texts with alternatives. */
  readonly texts: readonly DynamicText[]
}

/** Awaits what packs still compute, and writes the prompt. */
export async function compilePrompt(
  collected: CollectedInputs,
  context: FinishContext
): Promise<CompiledPrompt> {
  const output: ApiPrompt = {}
  const texts: DynamicText[] = []
  for (const [{ node, executionId }, inputs] of collected) {
    const entry = makeEntry(node)
    for (const input of inputs) {
      const value = await settle(input)
      if (input.kind === 'value') {
        const template = getTemplate(input, value)
        if (template !== null)
          texts.push({
            kind: 'dynamicText',
            template,
            targets: [{ executionId: toExecutionId(executionId), inputName: input.name }]
          })
        entry.inputs[input.name] = finishValue(input, value, context)
      } else entry.inputs[input.name] = value
    }
    output[executionId] = entry
  }
  return { output, texts }
}

async function settle(input: PendingInput): Promise<unknown> {
  if (input.kind === 'link') return [...input.source]
  return input.kind === 'value' && !input.isPlain ? await input.value : input.value
}

function makeEntry(node: LGraphNode): ApiPromptNode {
  const title = getTitle(node)
  if (node instanceof MissingNode) {
    // Nobody can say what an unknown class is called.
    return title === node.type ? { inputs: {} } : { inputs: {}, _meta: { title } }
  }
  const { comfyClass } = node as LGraphNode & { comfyClass?: string }
  return { inputs: {}, class_type: comfyClass ?? node.type, _meta: { title } }
}

/** The node's own title, else the display name of its class. */
export function getTitle(node: LGraphNode): string {
  return node.title || (node.constructor as { title?: string }).title || node.type
}
