/**
 * What a page of ours may load: from this server only, so that scripts of node packs run and nobody else's do. Packs
 * compile code (`unsafe-eval`), make workers and media of blobs, and style elements by attribute (`unsafe-inline`).
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' data: blob:",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'"
].join('; ')

/** Headers of every answer. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-site'
}

/** Headers of a front end's file by its path on the disk. @param hasPolicy is the content security policy on? */
export function getPageHeaders(path: string, hasPolicy: boolean): Readonly<Record<string, string>> {
  const isPage = /\.x?html?$/i.test(path)
  return isPage && hasPolicy ? { 'content-security-policy': PAGE_POLICY } : {}
}
