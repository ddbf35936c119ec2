import { existsSync } from 'node:fs'

const DEBIAN = '/usr/bin/chromium'

/**
 * Features that are switched off. The last list counts, so those that the test runner switches off and that concern
 * what a page can tell are repeated here.
 */
const DISABLED_FEATURES: readonly string[] = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  // What would ask the network for something.
  'AimEnabled',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PreconnectToSearch',
  // Two pages of the address bar, loaded for every new context though nobody sees them: as much work as ours.
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup'
]

/** Switches that keep the browser to the pages under test; as root it can't have its sandbox. */
export const CHROMIUM_ARGS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
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
