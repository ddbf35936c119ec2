/** A request that `firstPaint.js` made before the app's scripts were there. */
export interface EarlyAnswer {
  readonly url: string
  readonly answer: Promise<Response>
  /** Gives it up, as far as it has not come. */
  stop(): void
}

declare global {
  interface Window {
    /** Absent where the page is served without that script. */
    earlyAnswers?: readonly EarlyAnswer[]
  }
}

/** `fetch`, which answers the first plain request for such an address with what was asked for early. */
export function makeEarlyFetch(early: readonly EarlyAnswer[], plain: typeof fetch): typeof fetch {
  const left = new Map(early.map((request) => [request.url, request]))
  return (input, init) => {
    const isPlain = (init?.method ?? 'GET') === 'GET' && typeof input === 'string'
    const request = isPlain ? left.get(input) : undefined
    if (!request) return plain(input, init)
    left.delete(request.url)
    init?.signal?.addEventListener('abort', () => request.stop())
    return request.answer
  }
}
