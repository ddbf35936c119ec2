/** A flag map, from either side; a flag counts only if it is exactly `true` (protocol.md §1.3). */
export type FeatureFlags = Readonly<Record<string, unknown>>

/** What this client asks for: previews that name their prompt, and progress text that does. */
export const CLIENT_FLAGS: FeatureFlags = {
  supports_preview_metadata: true,
  supports_progress_text_metadata: true
}

export function hasFlag(flags: FeatureFlags, name: string): boolean {
  return Object.hasOwn(flags, name) && flags[name] === true
}

/** The text frame that must come first on every connection. */
export function encodeFeatureFlags(flags: FeatureFlags): string {
  return JSON.stringify({ type: 'feature_flags', data: flags })
}
