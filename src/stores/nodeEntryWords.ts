import type { NodeEntry, NodeSlot } from '@/domain/nodeEntry'
import {
  getInputWord,
  getNodeDescription,
  getNodeTitle,
  getOutputWord,
  translateCategory
} from '@/i18n/packWords'

/** A node type in the language in use; it is still found by what its definition calls it. */
export function translateEntry(entry: NodeEntry): NodeEntry {
  const { type } = entry
  const title = getNodeTitle(type) ?? entry.title
  return {
    ...entry,
    title,
    description: getNodeDescription(type) ?? entry.description,
    categoryLabel: translateCategory(entry.category),
    aliases: title === entry.title ? entry.aliases : [...entry.aliases, entry.title],
    inputs: entry.inputs.map((slot) => withLabel(slot, getInputWord(type, slot.name, 'name'))),
    outputs: entry.outputs.map((slot, place) => withLabel(slot, getOutputWord(type, place, 'name')))
  }
}

function withLabel(slot: NodeSlot, label: string | null): NodeSlot {
  return label === null ? slot : { ...slot, label }
}
