import type { Transport, TransportHandlers } from './transport'

/**
 * Opens a connection before anybody listens, so that it is there by the time the page is. What it brings meanwhile is
 * held, and told in order to whoever starts it: no event can come before its prompt is known [B22].
 */
export function openAhead(transport: Transport): Transport {
  let listener: TransportHandlers | null = null
  const held: ((to: TransportHandlers) => void)[] = []
  const tell = (news: (to: TransportHandlers) => void): void => {
    if (listener) news(listener)
    else held.push(news)
  }
  const stop = transport.start({
    onFrame: (frame) => tell((to) => to.onFrame(frame)),
    onPhase: (phase) => tell((to) => to.onPhase(phase))
  })
  return {
    start(handlers) {
      // What comes while it is told joins the end.
      for (const news of held) news(handlers)
      held.length = 0
      listener = handlers
      return stop
    },
    renew: () => transport.renew()
  }
}
