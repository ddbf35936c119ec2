import { isRecord } from '@/protocol/guards'
import type { FeatureFlags } from '@/protocol/featureFlags'
import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { Member } from '../../backends/pool/member'
import { mergeDefinitions } from '../../backends/pool/mergeDefinitions'
import { refuse } from '../httpProblem'
import { replyEmpty, replyJson } from '../reply'
import { type Route, type RouteRequest, route } from '../router'

/** What all servers that are there answer; those that fail are left out. @throws {HttpProblem} 502 when none does */
async function askAll<Answer>(
  members: readonly Member[],
  ask: (member: Member) => Promise<Answer>
): Promise<Answer[]> {
  const answers = await Promise.allSettled(members.filter(({ isUp }) => isUp).map(ask))
  const good = answers.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (good.length === 0) throw refuse(502)
  return good
}

/** The first server's, with the devices of all. */
function mergeStats(all: readonly unknown[]): unknown {
  const devices = all.flatMap((one) =>
    isRecord(one) && Array.isArray(one.devices) ? (one.devices as unknown[]) : []
  )
  return { ...(all[0] as object), devices }
}

/** Answers that are of all servers together (protocol.md §3.2, §3.3, §3.6, §3.9). */
export function createPoolRoutes(
  members: readonly Member[],
  features: FeatureFlags,
  getRemaining: () => number
): Route[] {
  const readAll = async (): Promise<ObjectInfoWire> =>
    mergeDefinitions(await askAll(members, (member) => member.readDefinitions()))

  async function getOne({ params }: RouteRequest) {
    const name = params.name ?? ''
    const definitions = await readAll()
    return replyJson(Object.hasOwn(definitions, name) ? { [name]: definitions[name] } : {})
  }

  async function free({ readJson }: RouteRequest) {
    const body = await readJson()
    await askAll(members, (member) => member.api.post('/free', body))
    return replyEmpty()
  }

  return [
    route('GET', '/prompt', () => replyJson({ exec_info: { queue_remaining: getRemaining() } })),
    route('GET', '/object_info', async () => replyJson(await readAll())),
    route('GET', '/object_info/{name}', getOne),
    route('GET', '/features', () => replyJson(features)),
    route('GET', '/system_stats', async () =>
      replyJson(mergeStats(await askAll(members, (member) => member.api.read('/system_stats'))))
    ),
    route('POST', '/free', free)
  ]
}
