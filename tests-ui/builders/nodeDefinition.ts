import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'

/** A node's definition as `/object_info` gives it; nothing in, nothing out. */
export function makeNodeDefinition(
  overrides: Partial<NodeDefinitionWire> = {}
): NodeDefinitionWire {
  return {
    name: 'Plain',
    display_name: overrides.name ?? 'Plain',
    description: '',
    category: '',
    input: { required: {} },
    output: [],
    output_name: overrides.output?.map(String) ?? [],
    output_node: false,
    ...overrides
  }
}
