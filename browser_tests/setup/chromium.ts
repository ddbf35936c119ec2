import { existsSync } from 'node:fs'

const DEBIAN = '/usr/bin/chromium'

/** What the test runner switches off by itself (`disabledFeatures` of playwright-core). */
export const RUNNER_FEATURES: readonly string[] = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion'
]
/** Two pages of the address bar, loaded with every context though nobody sees them: as much work as a page of ours. */
const UNSEEN_FEATURES: readonly string[] = ['WebUIOmniboxAimPopup', 'WebUIOmniboxPopup']

function listSwitches(disabled: readonly string[]): readonly string[] {
  return [
    // As root it can't have its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--disable-component-update',
    `--disable-features=${disabled.join(',')}`,
    '--disable-sync',
    '--no-first-run'
  ]
}

/** Switches that keep a browser to the pages under test. */
export const CHROMIUM_ARGS = listSwitches(UNSEEN_FEATURES)
/** The same for a browser that the test runner starts: the last list of features counts, so its own is repeated. */
export const RUNNER_ARGS = listSwitches([...RUNNER_FEATURES, ...UNSEEN_FEATURES])

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
