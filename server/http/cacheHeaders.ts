const IMAGE = /\.(?:jpe?g|png|ppm|bmp|pgm|tiff?|webp)$/i
const FRESH = /(?:\.js|\.css|\/index[^/]*\.json)$/
/** Files whose name holds a hash of their content, as Vite writes them. */
const HASHED =
  /^\/assets\/(?:.*\/)?[^/]+-[\w-]{8}\.(?:js|css|wasm|woff2?|ttf|png|jpe?g|gif|svg|webp|avif)$/

/**
 * `Cache-Control` by path, as ComfyUI sets it (protocol.md §3.1); files with a hash in their name never change, so
 * that a visit after the first fetches none of them.
 * @returns null when nothing is said
 */
export function getCacheControl(
  path: string,
  status: number,
  isFrontEndFile: boolean
): string | null {
  if (path === '/' || path === '/api/' || path === '/index.html') return 'no-store, must-revalidate'
  if (isFrontEndFile && status < 400 && HASHED.test(path))
    return 'public, max-age=31536000, immutable'
  if (FRESH.test(path)) return 'no-store'
  if (!IMAGE.test(path)) return null
  return status === 404 ? 'public, max-age=3600' : 'public, max-age=86400'
}
