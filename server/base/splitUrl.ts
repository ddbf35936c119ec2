/** The path of a request line with its query, still encoded. An address in absolute form counts by its path. */
export function toPathAndQuery(url: string | undefined): string {
  const relative = (url ?? '/').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
  const beforeHash = relative.split('#')[0] ?? ''
  return beforeHash.startsWith('/') ? beforeHash : `/${beforeHash}`
}

/** Path, still encoded, and query of a request line. */
export function splitUrl(url: string | undefined): { path: string; query: URLSearchParams } {
  const whole = toPathAndQuery(url)
  const cut = whole.indexOf('?')
  if (cut === -1) return { path: whole, query: new URLSearchParams() }
  return { path: whole.slice(0, cut), query: new URLSearchParams(whole.slice(cut + 1)) }
}
