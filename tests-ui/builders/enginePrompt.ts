import type { ApiPrompt, ApiPromptNode } from '../../src/protocol/prompt'

/** A node of a prompt. */
export function makeNode(classType: string, inputs: Record<string, unknown> = {}): ApiPromptNode {
  return { class_type: classType, inputs }
}

/** A plain picture of one colour. */
export function makeEmptyImage(overrides: Record<string, unknown> = {}): ApiPromptNode {
  return makeNode('EmptyImage', { width: 8, height: 8, batch_size: 1, color: 0, ...overrides })
}

/** A node that makes one picture in `steps` steps of `seconds` each. */
export function makeProbeSteps(overrides: Record<string, unknown> = {}): ApiPromptNode {
  const inputs = { seed: 1, steps: 4, seconds: 0.005, size: 16, preview: true, format: 'JPEG' }
  return makeNode('ProbeSteps', { ...inputs, ...overrides })
}

/** One node and a preview of its first output. */
export function makePreviewOf(node: ApiPromptNode): ApiPrompt {
  return { src: node, out: makeNode('PreviewImage', { images: ['src', 0] }) }
}
