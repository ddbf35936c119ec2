import type { InputSpecWire, NodeDefinitionWire } from '@/protocol/nodeDefinition'

/** One input or output of a node type, by name. */
export interface NodeSlot {
  readonly name: string
  /** What it is called where that isn't its name. */
  readonly label?: string
  /** `IMAGE`, `INT`, `COMBO`, `IMAGE,MASK`, `*` ... */
  readonly type: string
  readonly isOptional: boolean
}

/** A type that is on its way out, on trial, or for those who make nodes. */
export type NodeMark = 'deprecated' | 'experimental' | 'dev'

/** A node type as lists and searches show it. */
export interface NodeEntry {
  /** Class name; what a document says. */
  readonly type: string
  readonly title: string
  /** `image/transform`; empty for none. */
  readonly category: string
  /** The category as it is shown: as many parts, in the language in use. */
  readonly categoryLabel: string
  readonly description: string
  readonly inputs: readonly NodeSlot[]
  readonly outputs: readonly NodeSlot[]
  readonly aliases: readonly string[]
  readonly mark: NodeMark | null
}

/** Types whose inputs are fields of the node. */
const FIELD_TYPES: ReadonlySet<string> = new Set([
  'INT',
  'FLOAT',
  'STRING',
  'BOOLEAN',
  'COMBO',
  'COLOR'
])

/** Whether an input is shown as a field of the node; it takes a link all the same. */
export function isField({ type }: NodeSlot): boolean {
  return FIELD_TYPES.has(type)
}

/** What lists and searches show of a definition. */
export function makeNodeEntry(definition: NodeDefinitionWire): NodeEntry {
  const { name, input, input_order: order } = definition
  return {
    type: name,
    title: definition.display_name || name,
    category: definition.category ?? '',
    categoryLabel: definition.category ?? '',
    description: definition.description ?? '',
    inputs: [
      ...listInputs(input?.required, order?.required, false),
      ...listInputs(input?.optional, order?.optional, true)
    ],
    outputs: (definition.output ?? []).map((type, index) => {
      const named = typeof type === 'string' ? type : 'COMBO'
      return { name: definition.output_name?.[index] ?? named, type: named, isOptional: false }
    }),
    aliases: definition.search_aliases ?? [],
    mark: getNodeMark(definition)
  }
}

/** The mark that says most of a definition. */
export function getNodeMark({
  deprecated,
  experimental,
  dev_only: devOnly
}: NodeDefinitionWire): NodeMark | null {
  if (deprecated) return 'deprecated'
  if (devOnly) return 'dev'
  return experimental ? 'experimental' : null
}

function listInputs(
  group: Readonly<Record<string, InputSpecWire>> | null | undefined,
  order: readonly string[] | null | undefined,
  isOptional: boolean
): NodeSlot[] {
  if (!group) return []
  const names = new Set([...(order ?? []).filter((name) => name in group), ...Object.keys(group)])
  return [...names].map((name) => ({ name, type: getInputType(group[name]), isOptional }))
}

function getInputType(spec: InputSpecWire | undefined): string {
  const type = spec?.[0]
  if (Array.isArray(type)) return 'COMBO'
  return typeof type === 'string' ? type : '*'
}

const virtual = (
  type: string,
  title: string,
  description: string,
  slots: Pick<NodeEntry, 'inputs' | 'outputs'>
): NodeEntry => ({
  type,
  title,
  description,
  category: 'utils',
  categoryLabel: 'utils',
  aliases: [],
  mark: null,
  ...slots
})
const ANY: readonly NodeSlot[] = [{ name: '', type: '*', isOptional: false }]

/** Node types that live on the canvas only and are no part of a prompt. */
export const VIRTUAL_ENTRIES: readonly NodeEntry[] = [
  virtual('PrimitiveNode', 'Primitive', 'One value for one or more inputs.', {
    inputs: [],
    outputs: ANY
  }),
  virtual('Reroute', 'Reroute', 'Leads a link another way.', { inputs: ANY, outputs: ANY }),
  virtual('Note', 'Note', 'Text for people.', { inputs: [], outputs: [] }),
  virtual('MarkdownNote', 'Markdown Note', 'Formatted text for people.', {
    inputs: [],
    outputs: []
  })
]
