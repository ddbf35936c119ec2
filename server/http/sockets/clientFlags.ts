import type { FeatureFlags } from '@/protocol/featureFlags'
import { isRecord } from '@/protocol/guards'

/** The flags in a client's first text frame; null when it is another message. */
export function parseFlags(text: string): FeatureFlags | null {
  try {
    const message: unknown = JSON.parse(text)
    if (!isRecord(message) || message.type !== 'feature_flags') return null
    return isRecord(message.data) ? message.data : {}
  } catch {
    return null
  }
}
