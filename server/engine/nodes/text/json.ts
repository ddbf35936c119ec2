import { isRecord } from '@/protocol/guards'
import { formatStr } from '../../values/pythonText'
import { defineNode } from '../defineNode'
import { string } from '../inputFields'

/** The value under a key of a JSON object as text; empty for anything else. */
function extract(json: string, key: string): string {
  try {
    const parsed: unknown = JSON.parse(json)
    if (!isRecord(parsed) || !Object.hasOwn(parsed, key)) return ''
    return parsed[key] === null ? '' : formatStr(parsed[key])
  } catch {
    return ''
  }
}

export const JsonExtractString = defineNode({
  name: 'JsonExtractString',
  displayName: 'Extract Text from JSON',
  category: 'text',
  module: 'comfy_extras.nodes_string',
  searchAliases: ['json', 'extract json', 'parse json', 'json value', 'read json'],
  inputs: { json_string: string({ multiline: true }), key: string({ multiline: false }) },
  outputs: [{ type: 'STRING' }],
  execute: ({ json_string, key }) => ({ result: [extract(json_string, key)] })
})
