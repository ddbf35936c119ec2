import { randomUUID } from 'node:crypto'
import type { ApiPrompt } from '@/protocol/prompt'
import { isCanonicalUuid } from '@/protocol/uuid'
import { isRecord } from '@/protocol/guards'
import { HttpProblem } from '../httpProblem'
import { type Reply, replyJson } from '../reply'

/** The parts of a `POST /prompt` that were found to be in order (protocol.md §3.2). */
export interface PromptRequest {
  readonly promptId: string
  readonly prompt: ApiPrompt
  readonly clientId: string | null
  readonly partialTargets: readonly string[] | null
  readonly extraData: Readonly<Record<string, unknown>>
}

/** Keys of `extra_data` that are secrets: never kept, never listed. */
const SECRETS = new Set(['auth_token_comfy_org', 'api_key_comfy_org'])

/** A refusal in the form of a validation error, which clients show as such. */
function replyPromptError(type: string, message: string, details: string): Reply {
  const error = { type, message, details, extra_info: {} }
  return replyJson({ error, node_errors: {} }, 400)
}

function refusePrompt(type: string, message: string, details = message): HttpProblem {
  return new HttpProblem(replyPromptError(type, message, details))
}

function parsePromptId(value: unknown): string {
  if (value === undefined || value === null) return randomUUID()
  if (typeof value === 'string' && isCanonicalUuid(value)) return value
  throw refusePrompt(
    'invalid_prompt_id',
    'prompt_id must be a valid UUID',
    'Give a UUID in lower case with hyphens, or leave prompt_id out and let the server choose one'
  )
}

export function isForFront(json: unknown): boolean {
  return isRecord(json) && Boolean(json.front)
}

/** @returns the explicit priority of a request; null: by the server's count. @throws {HttpProblem} 400 when it is none */
export function parseNumber(json: unknown): number | null {
  const value = isRecord(json) ? json.number : undefined
  if (value === undefined) return null
  const isNumeric = typeof value === 'boolean' || (typeof value === 'string' && value.trim() !== '')
  const number = isNumeric ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  throw refusePrompt('invalid_number', 'number must be a finite number')
}

function parseClientId(value: unknown): string | null {
  if (value === undefined || value === null) return null
  // ComfyUI takes anything; what can't be a socket's name is somebody who hears nothing.
  return typeof value === 'string' ? value : ''
}

function parsePrompt(value: unknown): ApiPrompt {
  if (!isRecord(value)) throw refusePrompt('invalid_prompt', 'prompt must be an object')
  for (const [id, node] of Object.entries(value)) {
    if (!isRecord(node)) {
      throw refusePrompt('invalid_prompt', 'Every node must be an object', `Node ID '#${id}'`)
    }
    const { class_type: classType, inputs } = node
    if (classType !== undefined && classType !== null && typeof classType !== 'string') {
      throw refusePrompt('invalid_prompt', 'class_type must be a string', `Node ID '#${id}'`)
    }
    if (inputs !== undefined && !isRecord(inputs)) {
      throw refusePrompt('invalid_prompt', 'inputs must be an object', `Node ID '#${id}'`)
    }
  }
  return value as ApiPrompt
}

function parseTargets(value: unknown): readonly string[] | null {
  if (value === undefined || value === null) return null
  if (
    Array.isArray(value) &&
    value.every((id) => typeof id === 'string' || typeof id === 'number')
  ) {
    return value.map(String)
  }
  throw refusePrompt(
    'invalid_partial_execution_targets',
    'partial_execution_targets must be a list of node ids'
  )
}

function parseExtraData(value: unknown): Record<string, unknown> {
  if (value === undefined) return {}
  if (!isRecord(value)) throw refusePrompt('invalid_extra_data', 'extra_data must be an object')
  return Object.fromEntries(Object.entries(value).filter(([key]) => !SECRETS.has(key)))
}

/**
 * @param usageSource the `Comfy-Usage-Source` header
 * @throws {HttpProblem} 400 with ComfyUI's error structure
 */
export function parsePromptRequest(json: unknown, usageSource: string | undefined): PromptRequest {
  const body = isRecord(json) ? json : {}
  if (body.prompt === undefined) throw refusePrompt('no_prompt', 'No prompt provided')
  const extraData = parseExtraData(body.extra_data)
  if (usageSource !== undefined) extraData.comfy_usage_source ??= usageSource
  if ('client_id' in body) extraData.client_id = body.client_id
  return {
    promptId: parsePromptId(body.prompt_id),
    prompt: parsePrompt(body.prompt),
    clientId: parseClientId(extraData.client_id),
    partialTargets: parseTargets(body.partial_execution_targets),
    extraData
  }
}
