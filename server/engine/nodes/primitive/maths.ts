import { evaluatePython, type Names } from '../../values/pythonExpression'
import { EngineError } from '../../values/engineError'
import { defineNode } from '../defineNode'
import { autogrow, socket, string } from '../inputFields'

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz')

export const ComfyMathExpression = defineNode({
  name: 'ComfyMathExpression',
  displayName: 'Math Expression',
  category: 'utilities',
  module: 'comfy_extras.nodes_math',
  searchAliases: ['expression', 'formula', 'calculate', 'calculator', 'eval', 'math'],
  inputs: {
    expression: string({ default: 'a + b', multiline: true }),
    values: autogrow('value', socket<number | boolean>('FLOAT,INT,BOOLEAN'), {
      names: LETTERS,
      min: 1
    })
  },
  outputs: [{ type: 'FLOAT' }, { type: 'INT' }, { type: 'BOOLEAN', name: 'BOOL' }],
  execute({ expression, values }) {
    const value = Number(evaluatePython(expression, values as Names))
    if (!Number.isFinite(value))
      throw new EngineError('OverflowError', 'The result is too large for a number.')
    return { result: [value, Math.trunc(value), value !== 0] }
  }
})
