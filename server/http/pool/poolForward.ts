import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ComfyProxy } from '../../backends/comfy/comfyProxy'
import type { Member } from '../../backends/pool/member'
import { parsePlace } from '../../backends/pool/places'
import { splitUrl } from '../../base/splitUrl'

/** One of several servers, with the way to it for requests that go through as they are. */
export interface PoolMember {
  readonly member: Member
  readonly proxy: ComfyProxy
}

/**
 * Picks who gets a request that our server does not answer itself. Pictures are where they were made; what belongs to
 * the user is on the first server; anything else can be read from any that is there.
 */
export class PoolForward {
  readonly #pool: readonly PoolMember[]

  constructor(pool: readonly PoolMember[]) {
    this.#pool = pool
  }

  readonly forward = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path, query } = splitUrl(message.url)
    const isView = path === '/view' || path === '/api/view'
    const target = isView
      ? await this.#findPicture(message, path, query)
      : this.#pick(message, path)
    // The client may have left while the picture was looked for.
    if (!response.destroyed) target.proxy.forward(message, response)
  }

  #pick({ method }: IncomingMessage, path: string): PoolMember {
    const first = this.#pool[0]!
    const isOfUser = /^(?:\/api)?\/(?:v2\/)?(?:userdata|settings|users)(?:\/|$)/.test(path)
    const isRead = method === 'GET' || method === 'HEAD'
    return isOfUser || !isRead ? first : (this.#listUp()[0] ?? first)
  }

  #listUp(): PoolMember[] {
    return this.#pool.filter(({ member }) => member.isUp)
  }

  async #findPicture(
    message: IncomingMessage,
    path: string,
    query: URLSearchParams
  ): Promise<PoolMember> {
    const { number, subfolder } = parsePlace(query.get('subfolder') ?? '')
    const named = this.#pool.find(({ member }) => member.number === number)
    if (named) {
      query.set('subfolder', subfolder)
      message.url = `${path}?${query.toString()}`
      return named
    }
    const up = this.#listUp()
    for (const one of up.slice(0, -1)) {
      const asked = one.member.api.ask(`/view?${query.toString()}`, { method: 'HEAD' })
      if ((await asked.catch(() => null))?.status === 200) return one
    }
    return up.at(-1) ?? this.#pool[0]!
  }
}
