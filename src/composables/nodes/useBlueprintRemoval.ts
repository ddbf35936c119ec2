import { t } from '@/i18n/translate'
import { useBlueprintStore } from '@/stores/blueprintStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useServices } from '../useServices'

export interface BlueprintRemoval {
  /** Whether a type of the lists is a blueprint of the user's own. */
  canRemove(type: string): boolean
  /** Deletes it, after asking. */
  remove(type: string): void
}

export function useBlueprintRemoval(): BlueprintRemoval {
  const store = useBlueprintStore()
  const notices = useNoticeStore()
  const { blueprints } = useServices()
  return {
    canRemove: (type) => store.getBlueprint(type)?.place.kind === 'user',
    remove(type) {
      blueprints.remove(type).catch((error: unknown) =>
        notices.addNotice({
          kind: 'error',
          title: t('canvas.removeBlueprintFailed'),
          detail: error instanceof Error ? error.message : String(error)
        })
      )
    }
  }
}
