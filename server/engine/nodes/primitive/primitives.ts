import { defineNode } from '../defineNode'
import { boolean, float, int, string } from '../inputFields'

const MODULE = 'comfy_extras.nodes_primitive'
const CATEGORY = 'utilities/primitive'
/** ComfyUI's bound is one less, which is no JavaScript number. */
const LARGEST = 2 ** 63

export const PrimitiveInt = defineNode({
  name: 'PrimitiveInt',
  displayName: 'Int',
  category: CATEGORY,
  module: MODULE,
  inputs: { value: int({ min: -LARGEST, max: LARGEST, control_after_generate: 'fixed' }) },
  outputs: [{ type: 'INT' }],
  execute: ({ value }) => ({ result: [value] })
})

export const PrimitiveFloat = defineNode({
  name: 'PrimitiveFloat',
  displayName: 'Float',
  category: CATEGORY,
  module: MODULE,
  inputs: { value: float({ min: -LARGEST, max: LARGEST, step: 0.1 }) },
  outputs: [{ type: 'FLOAT' }],
  execute: ({ value }) => ({ result: [value] })
})

export const PrimitiveString = defineNode({
  name: 'PrimitiveString',
  displayName: 'Text',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['text', 'string', 'text box', 'prompt'],
  inputs: { value: string({ multiline: false }) },
  outputs: [{ type: 'STRING' }],
  execute: ({ value }) => ({ result: [value] })
})

export const PrimitiveStringMultiline = defineNode({
  name: 'PrimitiveStringMultiline',
  displayName: 'Text (Multiline)',
  category: CATEGORY,
  module: MODULE,
  searchAliases: ['text', 'string', 'text multiline', 'string multiline', 'text box', 'prompt'],
  essentialsCategory: 'Basics',
  inputs: { value: string({ multiline: true }) },
  outputs: [{ type: 'STRING' }],
  execute: ({ value }) => ({ result: [value] })
})

export const PrimitiveBoolean = defineNode({
  name: 'PrimitiveBoolean',
  displayName: 'Boolean',
  category: CATEGORY,
  module: MODULE,
  inputs: { value: boolean() },
  outputs: [{ type: 'BOOLEAN' }],
  execute: ({ value }) => ({ result: [value] })
})
