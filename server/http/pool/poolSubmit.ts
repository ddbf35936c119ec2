import { isRecord } from '@/protocol/guards'
import { parseWireJson } from '@/protocol/json'
import type { ApiPrompt } from '@/protocol/prompt'
import type { Member } from '../../backends/pool/member'
import type { MemberAnswer } from '../../backends/pool/memberApi'
import { takePlaces } from '../../backends/pool/places'
import { createUnreachableBody } from '../../backends/comfy/unreachable'
import { describeError, type Log } from '../../base/log'
import type { PoolQueue } from '../../queue/pool/poolQueue'
import type { QueuedPrompt } from '../../queue/queuedPrompt'
import { type Reply, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'
import { parsePromptRequest, type PromptRequest } from '../routes/promptRequest'

export interface PoolSubmitOptions {
  readonly members: readonly Member[]
  readonly queue: PoolQueue
  /** What we are called at the servers. */
  readonly clientId: string
  readonly log: Log
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

interface Submission {
  readonly request: PromptRequest
  /** As the servers get it. */
  readonly body: Readonly<Record<string, unknown>>
  readonly prompt: ApiPrompt
}

function replyAsTold({ status, text }: MemberAnswer): Reply {
  return {
    kind: 'body',
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: text
  }
}

function replyUnreachable({ url }: Member, error: unknown): Reply {
  return replyAsTold({ status: 502, text: createUnreachableBody(url, error) })
}

/** Output nodes that run: those of the definitions, of the targets, without the dropped ones. */
async function listOutputs(
  { prompt, request }: Submission,
  member: Member,
  dropped: unknown
): Promise<string[]> {
  const definitions = await member.getDefinitions().catch(() => ({}))
  const errors = isRecord(dropped) ? dropped : {}
  return Object.entries(prompt).flatMap(([id, { class_type: name = '' }]) => {
    const isOutput = (definitions as Record<string, { output_node?: unknown }>)[name]?.output_node
    const isWanted = request.partialTargets?.includes(id) ?? true
    return isOutput && isWanted && !(id in errors) ? [id] : []
  })
}

/** Was a request refused before it was made? Then it can be made elsewhere. */
function isNotSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null
  const code = isRecord(cause) || cause instanceof Error ? (cause as { code?: string }).code : ''
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EHOSTUNREACH'
}

/**
 * `POST /prompt` in front of several servers: the least busy one that has the prompt's nodes gets it. One that refuses
 * it may lack a model or a file that another has, so the others are asked too; if none takes it, the first one's
 * refusal is the answer.
 */
export function createPoolSubmitRoute(options: PoolSubmitOptions): Route {
  const { members, queue, clientId, log, now } = options

  async function listCandidates(prompt: ApiPrompt, number: number | null): Promise<Member[]> {
    const up = members.filter((one) => one.isUp && (number === null || one.number === number))
    const able: Member[] = []
    for (const member of up) if (await member.hasNodesOf(prompt)) able.push(member)
    const sorted = able.toSorted((one, other) => queue.getLoad(one) - queue.getLoad(other))
    // Nobody has them: the answer that says so is a server's own.
    return sorted.length > 0 ? sorted : up.slice(0, 1)
  }

  async function send(submission: Submission, member: Member): Promise<Reply | null> {
    const { request, body, prompt } = submission
    const createTime = now()
    const queued: QueuedPrompt = {
      promptId: request.promptId,
      number: 0,
      prompt,
      extraData: { ...request.extraData, create_time: createTime },
      outputNodeIds: [],
      clientId: request.clientId,
      createTime
    }
    const expected = queue.expect(queued, member)
    try {
      const answer = await member.api.post('/prompt', body)
      if (answer.status !== 200) {
        queue.refuse(expected)
        log.warn('prompt refused', { prompt: request.promptId, backend: member.url.origin })
        return replyAsTold(answer)
      }
      const said = parseWireJson(answer.text) as { number: number; node_errors: unknown }
      const outputNodeIds = await listOutputs(submission, member, said.node_errors)
      queue.accept(expected, { ...queued, number: said.number, outputNodeIds })
      return replyJson({ ...said, prompt_id: request.promptId })
    } catch (error) {
      queue.refuse(expected)
      const facts = { prompt: request.promptId, backend: member.url.origin }
      log.warn('prompt not sent', { ...facts, error: describeError(error) })
      return isNotSent(error) ? null : replyUnreachable(member, error)
    }
  }

  async function submit({ message, readJson }: RouteRequest): Promise<Reply> {
    const json = await readJson()
    const request = parsePromptRequest(json, message.headers['comfy-usage-source']?.toString())
    if (queue.has(request.promptId)) return replyDuplicate(request.promptId)
    const { number, prompt } = takePlaces(request.prompt)
    const { client_id: _owner, ...extraData } = readExtraData(json)
    const body = { ...(json as object), prompt, extra_data: extraData }
    const named = { ...body, prompt_id: request.promptId, client_id: clientId }
    const candidates = await listCandidates(prompt, number)
    let refusal: Reply | null = null
    for (const member of candidates) {
      const reply = await send({ request, body: named, prompt }, member)
      if (reply?.kind === 'body' && (reply.status === 200 || reply.status >= 500)) return reply
      refusal ??= reply
    }
    return refusal ?? replyUnreachable(members[0]!, new Error('no server is there'))
  }

  return route('POST', '/prompt', submit)
}

function readExtraData(json: unknown): Record<string, unknown> {
  const data = isRecord(json) ? json.extra_data : null
  return isRecord(data) ? data : {}
}

function replyDuplicate(promptId: string): Reply {
  const message = 'A prompt of this id waits or runs already'
  const error = { type: 'duplicate_prompt_id', message, details: promptId, extra_info: {} }
  return replyJson({ error, node_errors: {} }, 409)
}
