import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt, ApiPromptNode } from '@/protocol/prompt'

type InputMapping =
  | { readonly new_id: string; readonly old_id: string }
  | { readonly new_id: string; readonly set_value: unknown }

/** What takes the place of a class that is no longer there (protocol.md §3.6). */
interface NodeReplacementWire {
  readonly new_node_id: string
  readonly old_node_id: string
  readonly old_widget_ids: readonly string[] | null
  readonly input_mapping: readonly InputMapping[] | null
  readonly output_mapping: readonly { readonly new_idx: number; readonly old_idx: number }[] | null
}

/** ComfyUI's own, of nodes that the embedded engine can have. */
const REPLACEMENTS: readonly NodeReplacementWire[] = [
  {
    new_node_id: 'ImageScaleToMaxDimension',
    old_node_id: 'ResizeImagesByLongerEdge',
    old_widget_ids: ['longer_edge'],
    input_mapping: [
      { new_id: 'image', old_id: 'images' },
      { new_id: 'largest_size', old_id: 'longer_edge' },
      { new_id: 'upscale_method', set_value: 'lanczos' }
    ],
    output_mapping: [{ new_idx: 0, old_idx: 0 }]
  },
  {
    new_node_id: 'BatchImagesNode',
    old_node_id: 'ImageBatch',
    old_widget_ids: null,
    input_mapping: [
      { new_id: 'images.image0', old_id: 'image1' },
      { new_id: 'images.image1', old_id: 'image2' }
    ],
    output_mapping: null
  },
  {
    new_node_id: 'ResizeImageMaskNode',
    old_node_id: 'ImageScaleBy',
    old_widget_ids: ['upscale_method', 'scale_by'],
    input_mapping: [
      { new_id: 'input', old_id: 'image' },
      { new_id: 'resize_type', set_value: 'scale by multiplier' },
      { new_id: 'resize_type.multiplier', old_id: 'scale_by' },
      { new_id: 'scale_method', old_id: 'upscale_method' }
    ],
    output_mapping: null
  }
]

/** Those whose new class there is. */
export function listReplacements(
  definitions: ObjectInfoWire
): Record<string, readonly NodeReplacementWire[]> {
  return Object.fromEntries(
    REPLACEMENTS.filter(({ new_node_id: name }) => Object.hasOwn(definitions, name)).map(
      (replacement) => [replacement.old_node_id, [replacement]]
    )
  )
}

function mapInputs(
  inputs: NonNullable<ApiPromptNode['inputs']>,
  mapping: readonly InputMapping[]
): Record<string, unknown> {
  return Object.fromEntries(
    mapping.flatMap((entry): [string, unknown][] => {
      if ('set_value' in entry) return [[entry.new_id, entry.set_value]]
      return entry.old_id in inputs ? [[entry.new_id, inputs[entry.old_id]]] : []
    })
  )
}

/** Could any node of it have to be replaced? */
export function mayNeedReplacing(prompt: ApiPrompt): boolean {
  const classes = new Set(Object.values(prompt).map((node) => node.class_type))
  return REPLACEMENTS.some(({ old_node_id: name }) => classes.has(name))
}

/** The prompt with replacements for nodes of unknown classes, as ComfyUI runs it. */
export function replaceNodes(prompt: ApiPrompt, definitions: ObjectInfoWire): ApiPrompt {
  const replacements = listReplacements(definitions)
  const nodes = Object.entries(prompt).map(([id, node]): [string, ApiPromptNode] => {
    const name = node.class_type ?? ''
    const replacement = Object.hasOwn(definitions, name) ? undefined : replacements[name]?.[0]
    if (!replacement) return [id, node]
    const { new_node_id: classType, input_mapping: mapping } = replacement
    const inputs = node.inputs ?? {}
    const mapped = mapping ? mapInputs(inputs, mapping) : inputs
    return [id, { ...node, class_type: classType, inputs: mapped as ApiPromptNode['inputs'] }]
  })
  return Object.fromEntries(nodes)
}
