import type { UserService } from '@/services/services'
import type { UserChoices } from '@/services/users/userService'
import { enterAsUser } from '@/services/users/userService'
import type { PageWorld } from './pageWorld'

/** Settles who uses the page; asks where the server has several users and nobody is known. */
export async function enterPage(
  element: Element,
  world: Pick<PageWorld, 'api' | 'user'>
): Promise<UserService> {
  const users = await enterAsUser({
    api: world.api,
    storage: localStorage,
    async ask(choices: UserChoices) {
      const { askWhoComes } = await import('./askWhoComes')
      return askWhoComes(element, choices)
    },
    restart() {
      location.reload()
      // The page goes on being this user's until it is gone.
      return new Promise(() => {})
    }
  })
  world.user.id = users.current?.id ?? null
  return users
}
