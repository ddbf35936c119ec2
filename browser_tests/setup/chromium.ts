import { existsSync } from 'node:fs'

const DEBIAN = '/usr/bin/chromium'

/** Switches that keep the browser to the pages under test; as root it can't have its sandbox. */
export const CHROMIUM_ARGS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run'
]

/** The browser for tests and benches: `CHROMIUM_PATH`, else the system's, else the one that comes as a package. */
export async function findChromium(): Promise<string> {
  const own = process.env.CHROMIUM_PATH
  if (own) {
    if (!existsSync(own)) throw new Error(`CHROMIUM_PATH names ${own}, which does not exist.`)
    return own
  }
  if (existsSync(DEBIAN)) return DEBIAN
  // The package unpacks the libraries that a bare machine lacks only where it believes to be.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}
