import type { ApiPromptNode, PromptErrorWire } from '@/protocol/prompt'
import type { DeclaredInput } from '../nodes/dynamicInputs'
import { formatFloat, formatNumber, formatRepr, formatStr } from '../values/pythonText'
import type { Link } from '../values/links'

/** Longer lists are not sent back. */
const LONGEST_LIST = 20

function createError(
  type: string,
  message: string,
  details: string,
  extra: Readonly<Record<string, unknown>> = {}
): PromptErrorWire {
  return { type, message, details, extra_info: extra }
}

const config = (input: DeclaredInput) => [input.type, input.options]

export const promptErrors = {
  malformed: (details: string) => createError('invalid_prompt', 'Invalid prompt', details),
  noOutputs: () => createError('prompt_no_outputs', 'Prompt has no outputs', ''),
  outputsFailed: (details: string) =>
    createError('prompt_outputs_failed_validation', 'Prompt outputs failed validation', details),

  noClassType: (id: string) =>
    createError(
      'missing_node_type',
      `Node 'ID #${id}' has no class_type. The workflow may be corrupted or a custom node is missing.`,
      `Node ID '#${id}'`,
      { node_id: id, class_type: null, node_title: null }
    ),

  unknownClass(id: string, node: ApiPromptNode): PromptErrorWire {
    const title = node._meta?.title ?? node.class_type ?? null
    return createError(
      'missing_node_type',
      `Node '${title ?? 'None'}' not found. The custom node may not be installed.`,
      `Node ID '#${id}'`,
      { node_id: id, class_type: node.class_type, node_title: title }
    )
  },

  inputMissing: ({ name, shortName = name }: DeclaredInput) =>
    createError('required_input_missing', 'Required input is missing', shortName, {
      input_name: name
    }),

  badLink: (input: DeclaredInput, value: unknown) =>
    createError(
      'bad_linked_input',
      'Bad linked input, must be a length-2 list of [node_id, slot_index]',
      input.name,
      { input_name: input.name, input_config: config(input), received_value: value }
    ),

  typeMismatch: (input: DeclaredInput, received: unknown, link: Link) =>
    createError(
      'return_type_mismatch',
      'Return type mismatch between linked nodes',
      `${input.name}, received_type(${formatStr(received)}) mismatch input_type(${formatStr(input.type)})`,
      {
        input_name: input.name,
        input_config: config(input),
        received_type: received,
        linked_node: link
      }
    ),

  notConvertible: (input: DeclaredInput, value: unknown, reason: string) =>
    createError(
      'invalid_input_type',
      `Failed to convert an input value to a ${formatStr(input.type)} value`,
      `${input.name}, ${formatStr(value)}, ${reason}`,
      {
        input_name: input.name,
        input_config: config(input),
        received_value: value,
        exception_message: reason
      }
    ),

  outOfRange(
    input: DeclaredInput,
    value: number,
    bound: 'min' | 'max',
    limit: number
  ): PromptErrorWire {
    const print = input.type === 'FLOAT' ? formatFloat : formatNumber
    const [type, word] =
      bound === 'min' ? ['value_smaller_than_min', 'smaller'] : ['value_bigger_than_max', 'bigger']
    return createError(
      type,
      `Value ${print(value)} ${word} than ${bound} of ${print(limit)}`,
      input.name,
      {
        input_name: input.name,
        input_config: config(input),
        received_value: value
      }
    )
  },

  notInList(
    input: DeclaredInput,
    value: unknown,
    wrong: readonly unknown[],
    list: readonly unknown[]
  ) {
    const tooLong = list.length > LONGEST_LIST
    const options = tooLong ? `(list of length ${list.length})` : formatRepr(list)
    return createError(
      'value_not_in_list',
      'Value not in list',
      `${input.name}: ${wrong.map(formatRepr).join(', ')} not in ${options}`,
      {
        input_name: input.name,
        input_config: tooLong ? null : config(input),
        received_value: value
      }
    )
  },

  refusedByNode: (name: string, reason: string) =>
    createError(
      'custom_validation_failed',
      'Custom validation failed for node',
      `${name} - ${reason}`,
      { input_name: name }
    ),

  cycle: (id: string, cycle: readonly string[], path: string) =>
    createError('dependency_cycle', 'Dependency cycle detected', path, {
      node_id: id,
      cycle_nodes: cycle
    }),

  /** The output node itself could not be looked at. */
  exception: (exceptionType: string, message: string) =>
    createError('exception_during_validation', 'Exception when validating node', message, {
      exception_type: exceptionType,
      traceback: []
    }),

  /** A node further up could not be looked at; `input` and `link` are how it was reached. */
  innerException: (exceptionType: string, message: string, input: DeclaredInput, link: Link) =>
    createError(
      'exception_during_inner_validation',
      'Exception when validating inner node',
      message,
      {
        input_name: input.name,
        input_config: config(input),
        exception_message: message,
        exception_type: exceptionType,
        traceback: [],
        linked_node: link
      }
    )
}
