import { freemem, totalmem } from 'node:os'
import type { FeatureFlags } from '@/protocol/featureFlags'
import type { FrontEnd } from '../frontEnd'
import { replyJson, replyText } from '../reply'
import { type Route, route } from '../router'

/** The release of ComfyUI whose protocol this server speaks; clients decide by it what they may ask. */
const PROTOCOL_VERSION = '0.33.0'

export interface SystemFacts {
  /** This project's version. */
  readonly version: string
  /** How it was started. */
  readonly argv: readonly string[]
}

function getSystemStats({ version, argv }: SystemFacts) {
  const total = totalmem()
  const free = freemem()
  return {
    system: {
      os: process.platform,
      ram_total: total,
      ram_free: free,
      comfyui_version: PROTOCOL_VERSION,
      required_frontend_version: version,
      installed_templates_version: null,
      required_templates_version: null,
      comfy_package_versions: [
        { name: 'comfyui-parallel-frontend', installed: version, required: version }
      ],
      python_version: `none (Node.js ${process.versions.node})`,
      pytorch_version: 'none',
      embedded_python: false,
      deploy_environment: 'local',
      argv
    },
    devices: [
      {
        name: 'cpu',
        type: 'cpu',
        index: null,
        vram_total: total,
        vram_free: free,
        torch_vram_total: total,
        torch_vram_free: free
      }
    ]
  }
}

export interface SystemRoutesOptions {
  readonly features: FeatureFlags
  readonly frontEnd: FrontEnd
  readonly facts: SystemFacts
}

/** What a front end reads when it starts (protocol.md §3.8, §3.9). */
export function createSystemRoutes(options: SystemRoutesOptions): Route[] {
  const { features, frontEnd, facts } = options
  return [
    route('GET', '/system_stats', () => replyJson(getSystemStats(facts))),
    route('GET', '/features', () => replyJson(features)),
    route('GET', '/extensions', async () => replyJson(await frontEnd.getExtensionUrls())),
    // The sockets are opened by an upgrade; a plain request for them is a mistake.
    route('GET', '/ws', () =>
      replyText('No WebSocket UPGRADE hdr: None\n Can "Upgrade" only to "WebSocket".', 400)
    )
  ]
}
