import { createSharedComposable } from '@vueuse/core'
import { watch } from 'vue'
import { useConnectionStore } from '@/stores/connectionStore'
import type { ServerFeature } from '@/stores/serverFeatureStore'
import { useServerFeatureStore } from '@/stores/serverFeatureStore'
import { useConsole } from '../console/useConsole'
import { usePageDialogs } from '../ui/usePageDialogs'
import { useSidebar } from '../ui/useSidebar'

/**
 * Whose entries are left out, as the server has no such thing. What is open keeps its own until it is closed: it says
 * there why they go, and is closed by what opened it.
 */
export const useHiddenFeatures = createSharedComposable(() => {
  const features = useServerFeatureStore()
  const connection = useConnectionStore()
  const bottom = useConsole()
  const sidebar = useSidebar()
  const dialogs = usePageDialogs()
  const isOpen: Readonly<Record<ServerFeature, () => boolean>> = {
    log: () => bottom.isOpen.value && bottom.current.value === 'log',
    models: () => sidebar.current.value === 'models',
    templates: () => dialogs.current.value === 'templates'
  }
  // The server may have been started anew, as a newer one.
  watch(
    () => connection.phase,
    (phase) => void (phase === 'connected' && features.forget())
  )
  return {
    isHidden: (feature: ServerFeature): boolean => features.isMissing(feature) && !isOpen[feature]()
  }
})
