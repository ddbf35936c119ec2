import type { NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'

/** A definition as `/object_info` has it; inputs are required unless given otherwise. */
export function makeDefinition(
  name: string,
  required: Record<string, unknown> = {},
  rest: Partial<NodeDefinitionWire> & { readonly optional?: Record<string, unknown> } = {}
): NodeDefinitionWire {
  const { optional, ...fields } = rest
  return {
    name,
    display_name: name,
    category: 'test',
    input: { required: required as never, ...(optional && { optional: optional as never }) },
    output: [],
    ...fields
  }
}

export function makeDefinitions(...definitions: readonly NodeDefinitionWire[]): ObjectInfoWire {
  return Object.fromEntries(definitions.map((definition) => [definition.name, definition]))
}
