import { formatTensor } from '../../tensor/tensorText'
import { isTensor } from '../../tensor/tensor'
import { isBoxedFloat } from '../../values/boxedFloat'
import { formatRepr, formatStr, toAscii } from '../../values/pythonText'
import { defineClassicNode, defineNode } from '../defineNode'
import { any, string } from '../inputFields'

export const StringConcatenate = defineNode({
  name: 'StringConcatenate',
  displayName: 'Concatenate Text',
  category: 'text',
  module: 'comfy_extras.nodes_string',
  searchAliases: [
    'concatenate',
    'text concat',
    'join text',
    'merge text',
    'combine strings',
    'string concat',
    'append text',
    'combine text'
  ],
  inputs: {
    string_a: string({ multiline: true }),
    string_b: string({ multiline: true }),
    delimiter: string({ default: '', multiline: false })
  },
  outputs: [{ type: 'STRING' }],
  execute: ({ string_a, string_b, delimiter }) => ({ result: [string_a + delimiter + string_b] })
})

/** Structures as indented JSON, everything else as Python prints it. */
function describeValue(value: unknown): string {
  if (isTensor(value)) return formatTensor(value)
  if (isBoxedFloat(value) || typeof value !== 'object' || value === null) return formatStr(value)
  try {
    return toAscii(JSON.stringify(value, null, 4))
  } catch {
    return formatRepr(value)
  }
}

export const PreviewAny = defineClassicNode({
  name: 'PreviewAny',
  displayName: 'Preview as Text',
  description: 'Preview any input value as text.',
  category: 'utilities',
  module: 'comfy_extras.nodes_preview_any',
  searchAliases: ['show output', 'inspect', 'debug', 'print value', 'show text'],
  inputs: { source: any({}) },
  outputs: [{ type: 'STRING' }],
  isOutputNode: true,
  execute({ source }) {
    const text = describeValue(source)
    return { ui: { text: [text] }, result: [text] }
  }
})
