import type { FeatureFlags } from '@/protocol/featureFlags'

/** What this server can do, told on the socket and at `/features` (protocol.md §1.3). @param maxUploadSize in bytes */
export function createFeatures(maxUploadSize: number): FeatureFlags {
  return {
    supports_preview_metadata: true,
    supports_progress_text_metadata: true,
    supports_model_type_tags: true,
    max_upload_size: maxUploadSize,
    extension: { manager: { supports_v4: true } },
    node_replacements: true,
    assets: false
  }
}
