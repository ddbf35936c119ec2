import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'

/** What not every server has, and has an entry of its own in the interface. */
export type ServerFeature = 'log' | 'models' | 'templates'

/**
 * Which features the server was found to lack. Nothing is asked for this: a feature is looked for when it is first
 * opened, since asking at the start would cost every page a request for what few servers lack.
 */
export const useServerFeatureStore = defineStore('serverFeature', () => {
  const missing = shallowReactive(new Set<ServerFeature>())
  return {
    /** False too while nobody has looked, or the look failed. */
    isMissing: (feature: ServerFeature): boolean => missing.has(feature),
    /** The server was asked, and has the routes of a feature or has none of them. */
    applyLook(feature: ServerFeature, isThere: boolean): void {
      if (isThere) missing.delete(feature)
      else missing.add(feature)
    },
    /** Another server, or a newer one, may answer from now on. */
    forget: (): void => missing.clear()
  }
})
