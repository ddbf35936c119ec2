import { defineNode } from '../defineNode'
import { boolean, lazyMatch } from '../inputFields'

export const ComfySwitchNode = defineNode({
  name: 'ComfySwitchNode',
  displayName: 'If/Else Switch',
  category: 'utilities/logic',
  module: 'comfy_extras.nodes_logic',
  searchAliases: ['if', 'then', 'switch', 'conditional', 'branch'],
  isExperimental: true,
  inputs: { switch: boolean(), on_false: lazyMatch('switch'), on_true: lazyMatch('switch') },
  outputs: [{ type: 'COMFY_MATCHTYPE_V3', name: 'output', matchType: 'switch' }],
  checkLazyStatus: (inputs) => [inputs.switch ? 'on_true' : 'on_false'],
  execute: (inputs) => ({ result: [inputs.switch ? inputs.on_true : inputs.on_false] })
})
