import { toPromptId } from '@/domain/ids'
import type { PromptRefusal } from '@/domain/promptError'
import { t } from '@/i18n/translate'
import { promptAcceptedSchema, promptRefusedSchema } from '@/protocol/http/promptAnswer'
import { parseWireJson } from '@/protocol/json'
import type { PromptRequestWire } from '@/protocol/prompt'
import type { SubmitAnswer } from './comfyApi'
import { ApiError } from './comfyApi'
import type { Answer, HttpClient } from './httpClient'
import { SUBMIT_TIMEOUT, readReason } from './httpClient'
import { findBlamedNode, toNodeValidations } from './validation'

/** Statuses with which something between us and the server says that it heard nothing of it. */
const GATEWAY_FAULTS: ReadonlySet<number> = new Set([502, 503, 504])

/**
 * `POST /prompt`. Every outcome is an answer; nothing is thrown (protocol.md §3.2).
 * @param onTaken called when the status tells that the server has it in its queue, before its answer is read
 */
export async function submitPrompt(
  http: HttpClient,
  request: PromptRequestWire,
  onTaken?: () => void
): Promise<SubmitAnswer> {
  let answer: Answer
  try {
    answer = await http.request('/prompt', {
      method: 'POST',
      json: request,
      timeout: SUBMIT_TIMEOUT,
      onStatus: (isOk) => isOk && onTaken?.()
    })
  } catch (error) {
    if (error instanceof ApiError) return { kind: 'unreachable', message: error.message }
    throw error
  }
  if (answer.isOk) return readAccepted(answer)
  if (GATEWAY_FAULTS.has(answer.status)) {
    return {
      kind: 'unreachable',
      message: t('server.unreachable', { route: String(answer.status) })
    }
  }
  return { kind: 'refused', refusal: readRefusal(answer) }
}

function readAccepted(answer: Answer): SubmitAnswer {
  const result = promptAcceptedSchema.safeParse(tryParse(answer.text))
  // It said yes to something; whether that was the prompt must be looked up.
  if (!result.success) return { kind: 'unreachable', message: t('server.answerUnclear') }
  const { node_errors, number, prompt_id } = result.data
  return {
    kind: 'accepted',
    promptId: toPromptId(prompt_id),
    queueNumber: number ?? null,
    dropped: toNodeValidations(node_errors)
  }
}

function readRefusal(answer: Answer): PromptRefusal {
  const result = promptRefusedSchema.safeParse(tryParse(answer.text))
  if (!result.success) return makePlainRefusal(answer)
  const { error, node_errors } = result.data
  const nodes = toNodeValidations(node_errors)
  if (typeof error === 'string') return { type: 'refused', message: error, details: '', nodes }
  const blamed = nodes.length === 0 ? findBlamedNode(error) : null
  const { details, message, type } = error
  return { type, message, details, nodes: blamed ? [blamed] : nodes }
}

/** A refusal that is no validation: too large a body, no permission, a fault of the server. */
function makePlainRefusal({ status, text }: Answer): PromptRefusal {
  const message =
    status === 413 ? t('server.tooLarge') : t('server.refused', { status: String(status) })
  return { type: `http_${status}`, message, details: readReason(text), nodes: [] }
}

function tryParse(text: string): unknown {
  try {
    return parseWireJson(text)
  } catch {
    return null
  }
}
