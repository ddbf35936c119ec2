import { useServices } from '../useServices'

/** Asks the server for blueprints when lists of nodes are opened, so that those kept elsewhere are in them. */
export function useBlueprintRefresh(): () => void {
  const { blueprints } = useServices()
  return () => void blueprints.refresh()
}
