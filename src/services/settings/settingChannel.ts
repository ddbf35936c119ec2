import type { Cancel } from '@/domain/time'

type Changes = Readonly<Record<string, unknown>>

/** How a browser's tabs tell each other of settings; nobody hears himself. */
export interface SettingChannel {
  post(changes: Changes): void
  listen(handler: (changes: Changes) => void): Cancel
}

/** The browser's own channel, one for each user; silent where it has none. */
export function createBroadcastSettingChannel(user: string | null): SettingChannel {
  if (typeof BroadcastChannel === 'undefined') return { post: () => {}, listen: () => () => {} }
  const channel = new BroadcastChannel(`parallel-frontend.settings.${user ?? ''}`)
  return {
    post: (changes) => channel.postMessage(changes),
    listen(handler) {
      const onMessage = (event: MessageEvent<Changes>) => handler(event.data)
      channel.addEventListener('message', onMessage)
      return () => {
        channel.removeEventListener('message', onMessage)
        channel.close()
      }
    }
  }
}
