import type * as z from 'zod/mini'
import { toExecutionId } from '@/domain/ids'
import type { NodeValidation, ValidationIssue } from '@/domain/promptError'
import type { promptErrorSchema } from '@/protocol/http/promptAnswer'
import { nodeErrorsSchema } from '@/protocol/http/promptAnswer'
import { parseEntries } from '@/protocol/http/schema'

type PromptError = z.infer<typeof promptErrorSchema>

function toIssue({ type, message, details, extra_info }: PromptError): ValidationIssue {
  const { input_name } = extra_info
  return { type, message, details, inputName: typeof input_name === 'string' ? input_name : null }
}

/** `node_errors` of an answer (protocol.md §3.2). */
export function toNodeValidations(
  nodeErrors: Readonly<Record<string, unknown>>
): readonly NodeValidation[] {
  return parseEntries(nodeErrorsSchema, nodeErrors).map(([id, { class_type, errors }]) => ({
    executionId: toExecutionId(id),
    classType: class_type,
    issues: errors.map(toIssue)
  }))
}

/** Where servers before 0.12 name the node of an unknown class. */
const NODE_IN_TEXT = /^Node ID '#(.+)'$/

/** Some refusals blame a node only in their own `extra_info`: an unknown class, a cycle. */
export function findBlamedNode(error: PromptError): NodeValidation | null {
  const { class_type, node_id: told } = error.extra_info
  const node_id = told ?? NODE_IN_TEXT.exec(error.details)?.[1]
  if (typeof node_id !== 'string' || node_id === '') return null
  return {
    executionId: toExecutionId(node_id),
    classType: typeof class_type === 'string' ? class_type : '',
    issues: [toIssue(error)]
  }
}
