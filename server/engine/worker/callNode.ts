import type { NodeContext, NodeOutput, NodeType } from '../nodes/nodeType'
import { boxFloat, unboxFloat } from '../values/boxedFloat'
import { EngineError } from '../values/engineError'
import { isBlocker, type ExecutionBlocker } from '../values/executionBlocker'
import { getDeclaredInputs, nestInputs } from '../nodes/declaredInputs'
import type { InputLists } from './messages'

const KEEP_BOXES = new Set<unknown>(['*', 'COMFY_MATCHTYPE_V3'])

/** Floats come in boxes; only inputs of any type are to see them. */
function openBoxes(type: NodeType, inputs: InputLists): InputLists {
  const declared = getDeclaredInputs(type.definition, inputs)
  const entries = Object.entries(inputs).map(([name, values]) => {
    const keep = KEEP_BOXES.has(declared.get(name)?.type)
    return [name, keep ? values : values.map(unboxFloat)] as const
  })
  return Object.fromEntries(entries)
}

/** Puts numbers of FLOAT outputs into boxes. */
function boxOutputs(type: NodeType, output: NodeOutput): NodeOutput {
  if (!Array.isArray(output.result)) return output
  const types = type.definition.output ?? []
  const lists = type.definition.output_is_list ?? []
  const result = output.result.map((value: unknown, slot: number) => {
    if (types[slot] !== 'FLOAT') return value
    return lists[slot] && Array.isArray(value) ? value.map(boxFloat) : boxFloat(value)
  })
  return { ...output, result }
}

function missingArgument(type: NodeType): EngineError {
  const name = type.definition.input_order?.required?.[0] ?? ''
  return new EngineError(
    'TypeError',
    `${type.definition.name}.execute() missing a required argument: '${name}'`
  )
}

/** The inputs of each call: once per item of the longest list, shorter ones repeating their last item. */
function* sliceInputs(type: NodeType, inputs: InputLists): Generator<Record<string, unknown>> {
  const entries = Object.entries(inputs)
  if (type.definition.is_input_list) {
    yield inputs
    return
  }
  const longest = Math.max(0, ...entries.map(([, values]) => values.length))
  if (longest === 0) {
    if (entries.length > 0) throw missingArgument(type)
    yield {}
    return
  }
  for (let index = 0; index < longest; index += 1) {
    yield Object.fromEntries(
      entries.map(([name, values]) => {
        if (values.length === 0) throw new EngineError('IndexError', 'list index out of range')
        return [name, values[Math.min(index, values.length - 1)]]
      })
    )
  }
}

function findBlocker(
  type: NodeType,
  inputs: Readonly<Record<string, unknown>>
): ExecutionBlocker | null {
  const values = Object.values(inputs)
  const flat = type.definition.is_input_list ? values.flat() : values
  return flat.find(isBlocker) ?? null
}

export interface NodeCalls {
  createContext(callIndex: number): NodeContext
  /** A blocker kept the node from being run. */
  onBlocked(blocker: ExecutionBlocker): void
}

/** Runs a node as often as its inputs demand. @returns one output per call, null for blocked ones */
export async function executeNode(
  type: NodeType,
  inputs: InputLists,
  calls: NodeCalls
): Promise<(NodeOutput | null)[]> {
  const outputs: (NodeOutput | null)[] = []
  for (const slice of sliceInputs(type, openBoxes(type, inputs))) {
    const context = calls.createContext(outputs.length)
    context.throwIfInterrupted()
    const blocker = findBlocker(type, slice)
    if (blocker) {
      calls.onBlocked(blocker)
      outputs.push(null)
    } else {
      outputs.push(
        boxOutputs(type, await type.execute(nestInputs(type.definition, slice), context))
      )
    }
  }
  return outputs
}

/** Which lazy inputs any of the calls needs. */
export function findWantedInputs(type: NodeType, inputs: InputLists): string[] {
  const wanted = new Set<string>()
  const known = openBoxes(type, inputs)
  const longest = Math.max(1, ...Object.values(known).map((values) => values.length))
  for (let index = 0; index < longest; index += 1) {
    const slice = Object.fromEntries(
      Object.entries(known).map(([name, values]) => [
        name,
        type.definition.is_input_list ? values : values[Math.min(index, values.length - 1)]
      ])
    )
    for (const name of type.checkLazyStatus?.(nestInputs(type.definition, slice)) ?? [])
      wanted.add(name)
  }
  return [...wanted]
}
