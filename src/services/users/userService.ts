import type { ComfyApi } from '../api/comfyApi'
import type { ServerUser, UserService } from '../services'

/** ComfyUI's own keys: whoever was chosen in its page is known in ours. */
const ID_KEY = 'Comfy.userId'
const NAME_KEY = 'Comfy.userName'

export interface UserContext {
  readonly api: Pick<ComfyApi, 'listUsers' | 'createUser'>
  /** The browser's: each remembers who uses it. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Asks who comes; settles when somebody has been chosen. */
  readonly ask: (choices: UserChoices) => Promise<ServerUser>
  /** Begins anew. */
  readonly restart: () => Promise<void>
}

/** What whoever comes chooses from. */
export interface UserChoices {
  readonly users: readonly ServerUser[]
  /** @throws ApiError when the name is taken, or no answer came */
  create(name: string): Promise<ServerUser>
}

/** Who uses the server (protocol.md §3.1, §3.8): nobody in particular, unless it has several users. */
export async function enterAsUser(context: UserContext): Promise<UserService> {
  const { api, storage } = context
  const known = storage.getItem(ID_KEY)
  const users = await api.listUsers().catch(() => 'unknown' as const)
  // A server that doesn't answer yet may have several: it is told the one that was chosen last.
  if (users === 'unknown')
    return describe(known ? { id: known, name: storage.getItem(NAME_KEY) ?? known } : null, context)
  if (users === null) return describe(null, context)
  const found = users.find(({ id }) => id === known)
  const user = found ?? (await context.ask({ users, create: makeCreate(api) }))
  remember(storage, user)
  return describe(user, context)
}

function makeCreate(api: UserContext['api']): UserChoices['create'] {
  return async (name) => ({ id: await api.createUser(name), name })
}

function remember(storage: UserContext['storage'], { id, name }: ServerUser): void {
  try {
    storage.setItem(ID_KEY, id)
    storage.setItem(NAME_KEY, name)
  } catch {
    // A browser that keeps nothing asks each time.
  }
}

function describe(
  current: ServerUser | null,
  { storage, restart }: Pick<UserContext, 'storage' | 'restart'>
): UserService {
  return {
    current,
    async leave() {
      storage.removeItem(ID_KEY)
      storage.removeItem(NAME_KEY)
      await restart()
    }
  }
}
