import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LOG_LEVELS, type LogLevel } from './base/log'
import type { CachePolicy } from './engine/cache/cachePolicy'
import { StartError } from './startError'

/** How the server was asked to run. */
export interface ServerOptions {
  readonly port: number
  readonly host: string
  readonly workers: number
  readonly cache: CachePolicy
  /** Absolute. */
  readonly data: string
  /** ComfyUI servers to stand in front of; none: the embedded engine. */
  readonly backends: readonly URL[]
  /** Absolute; null: our own build. */
  readonly frontEndRoot: string | null
  /** Do pages get a content security policy? */
  readonly hasPolicy: boolean
  readonly isMultiUser: boolean
  /** Bytes of a request's body. */
  readonly maxBodySize: number
  /** Pages of which origin may use it beside its own, or `*`; null: none. */
  readonly corsOrigin: string | null
  /** Are JSON and plain text packed for clients that take it? */
  readonly compressesText: boolean
  /** Are previews made of prompts that don't say? */
  readonly previews: boolean
  readonly open: boolean
  readonly help: boolean
  readonly logLevel: LogLevel | 'silent'
}

const MAX_WORKERS = 256

const SPEC = {
  port: { type: 'string' },
  host: { type: 'string' },
  workers: { type: 'string' },
  'cache-classic': { type: 'boolean' },
  'cache-lru': { type: 'string' },
  'cache-none': { type: 'boolean' },
  data: { type: 'string' },
  backend: { type: 'string', multiple: true },
  'front-end-root': { type: 'string' },
  'no-content-policy': { type: 'boolean' },
  'multi-user': { type: 'boolean' },
  'max-upload-size': { type: 'string' },
  'enable-cors-header': { type: 'string' },
  'enable-compress-response-body': { type: 'boolean' },
  'preview-method': { type: 'string' },
  open: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  'log-level': { type: 'string' }
} as const

const defaultWorkers = () => Math.max(2, availableParallelism() - 1)

export const HELP = `Usage: npm start -- [options]

  --port N              port to listen on, 0 for any free one (8288)
  --host ADDRESS        address to listen on (127.0.0.1: this machine only)
  --workers N           prompts that run at the same time (processor cores less one, at least 2)
  --cache-classic       keep the results of the prompt before only
  --cache-lru N         keep the N results used last
  --cache-none          keep no results: every node runs every time
  --data DIR            folder for inputs, outputs and settings (./data)
  --backend URL         stand in front of this ComfyUI server instead of the embedded engine;
                        several are served as one
  --front-end-root DIR  serve the build in this folder instead of our own
  --no-content-policy   let pages load scripts and data from other servers too
  --multi-user          keep settings and files of several users apart
  --max-upload-size MB  largest request, uploads included (100)
  --enable-cors-header [ORIGIN]
                        let pages of this origin, or of any, use the server
  --enable-compress-response-body
                        pack answers for clients that take it
  --preview-method NAME auto, latent2rgb or taesd: previews while prompts run; none: only if they ask (auto)
  --open                open the page in a browser
  --log-level LEVEL     debug, info, warn, error or silent (info)
  --help                show this
`

/** This option may stand without its value. */
function completeOrigin(argv: readonly string[]): string[] {
  return argv.map((word, index) => {
    const next = argv[index + 1]
    const isAlone = next === undefined || next.startsWith('--')
    return word === '--enable-cors-header' && isAlone ? `${word}=*` : word
  })
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: completeOrigin(argv),
      options: SPEC,
      strict: true,
      allowPositionals: false
    }).values
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    throw new StartError(`${(text.split(/\. |\n/)[0] ?? text).replace(/\.$/, '')}. Try --help.`)
  }
}

function parseWhole(
  name: string,
  text: string | undefined,
  least: number,
  most: number
): number | null {
  if (text === undefined) return null
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new StartError(`--${name} must be a whole number from ${least} to ${most}, not "${text}".`)
}

const MEGABYTE = 1024 * 1024

/** In bytes; ComfyUI's own default. */
function parseMegabytes(text: string | undefined): number {
  return (parseWhole('max-upload-size', text, 1, 1_000_000) ?? 100) * MEGABYTE
}

const MAX_RESULTS = 1_000_000

function parseCache(values: ReturnType<typeof readArguments>): CachePolicy {
  const results = parseWhole('cache-lru', values['cache-lru'], 1, MAX_RESULTS)
  const chosen: CachePolicy[] = []
  if (values['cache-classic']) chosen.push({ kind: 'classic' })
  if (results !== null) chosen.push({ kind: 'lru', results })
  if (values['cache-none']) chosen.push({ kind: 'none' })
  if (chosen.length > 1)
    throw new StartError('Only one of --cache-classic, --cache-lru and --cache-none is possible.')
  return chosen[0] ?? { kind: 'recent' }
}

function parseBackend(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.hostname) return url
  throw new StartError(`--backend must be an address such as http://127.0.0.1:8188, not "${text}".`)
}

function parseBackends(texts: readonly string[] | undefined): readonly URL[] {
  const urls = (texts ?? []).map(parseBackend)
  const known = new Set(urls.map(({ href }) => href))
  if (known.size === urls.length) return urls
  throw new StartError('The same --backend is given twice.')
}

function parseLogLevel(text: string | undefined): LogLevel | 'silent' {
  const levels = [...LOG_LEVELS, 'silent'] as const
  const level = levels.find((one) => one === (text ?? 'info'))
  if (level) return level
  throw new StartError(`--log-level must be one of ${levels.join(', ')}, not "${text}".`)
}

function parsePreviews(text = 'auto'): boolean {
  const methods = ['none', 'auto', 'latent2rgb', 'taesd']
  if (methods.includes(text)) return text !== 'none'
  throw new StartError(`--preview-method must be one of ${methods.join(', ')}, not "${text}".`)
}

function parseOrigin(text: string | undefined): string | null {
  if (text === undefined || text === '*') return text ?? null
  if (URL.canParse(text) && new URL(text).origin === text) return text
  throw new StartError(
    `--enable-cors-header must be an origin such as http://localhost:3000, not "${text}".`
  )
}

function requireText(name: string, text: string | undefined): string | null {
  if (text === '') throw new StartError(`--${name} must not be empty.`)
  return text ?? null
}

/** @throws {StartError} for an unknown option or a wrong value */
export function parseOptions(argv: readonly string[], folder: string): ServerOptions {
  const values = readArguments(argv)
  const frontEndRoot = requireText('front-end-root', values['front-end-root'])
  return {
    port: parseWhole('port', values.port, 0, 65_535) ?? 8288,
    host: requireText('host', values.host) ?? '127.0.0.1',
    workers: parseWhole('workers', values.workers, 1, MAX_WORKERS) ?? defaultWorkers(),
    cache: parseCache(values),
    data: resolve(folder, requireText('data', values.data) ?? 'data'),
    backends: parseBackends(values.backend),
    frontEndRoot: frontEndRoot === null ? null : resolve(folder, frontEndRoot),
    hasPolicy: !(values['no-content-policy'] ?? false),
    isMultiUser: values['multi-user'] ?? false,
    maxBodySize: parseMegabytes(values['max-upload-size']),
    corsOrigin: parseOrigin(values['enable-cors-header']),
    compressesText: values['enable-compress-response-body'] ?? false,
    previews: parsePreviews(values['preview-method']),
    open: values.open ?? false,
    help: values.help ?? false,
    logLevel: parseLogLevel(values['log-level'])
  }
}
