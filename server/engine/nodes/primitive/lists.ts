import { defineNode } from '../defineNode'
import { autogrow, match } from '../inputFields'

export const CreateList = defineNode({
  name: 'CreateList',
  displayName: 'Create List',
  category: 'utilities',
  module: 'comfy_extras.nodes_toolkit',
  searchAliases: ['Image Iterator', 'Text Iterator', 'Iterator'],
  isInputList: true,
  inputs: { inputs: autogrow('input', match('type'), { prefix: 'input', min: 1, max: 10 }) },
  outputs: [{ type: 'COMFY_MATCHTYPE_V3', name: 'list', isList: true, matchType: 'type' }],
  // The node takes lists: every slot holds one.
  execute: ({ inputs }) => ({ result: [Object.values(inputs).flat()] })
})
