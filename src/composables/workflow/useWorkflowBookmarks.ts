import type { ComputedRef } from 'vue'
import { computed, shallowRef } from 'vue'
import { SAVED_FOLDER } from '@/domain/savedWorkflow'
import { t } from '@/i18n/translate'
import { isRecord } from '@/protocol/guards'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'

/** Where ComfyUI keeps the bookmarks: `{ "favorites": ["workflows/a.json"] }`. */
const BOOKMARK_FILE = `${SAVED_FOLDER}/.index.json`

export interface WorkflowBookmarks {
  readonly paths: ComputedRef<ReadonlySet<string>>
  /** Reads them anew; a server that has none has none. */
  refresh(): Promise<void>
  toggle(path: string): void
  /** A file is elsewhere now, or gone: its bookmark follows. */
  noteMoved(path: string, to: string | null): void
}

/** Bookmarks of saved workflows, which the user has on every browser. */
export function useWorkflowBookmarks(): WorkflowBookmarks {
  const { api } = useServices()
  const attempt = useAttempt()
  const paths = shallowRef<readonly string[]>([])
  /** What else the file holds, which is not ours. */
  let rest: Readonly<Record<string, unknown>> = {}
  let storing = Promise.resolve<unknown>(null)

  function apply(next: readonly string[]): void {
    const before = paths.value
    paths.value = next
    const body = JSON.stringify({ ...rest, favorites: next })
    // One after the other, so that the last change is the one that stays.
    storing = storing.then(() =>
      attempt(t('saved.bookmarksFailed'), async () => {
        try {
          await api.storeUserFile(BOOKMARK_FILE, body, { overwrite: true })
        } catch (error) {
          if (paths.value === next) paths.value = before
          throw error
        }
      })
    )
  }
  return {
    paths: computed(() => new Set(paths.value)),
    async refresh() {
      await storing
      const before = paths.value
      const text = await api.getUserFile(BOOKMARK_FILE).catch(() => null)
      if (text === null || paths.value !== before) return
      const index = parse(text)
      rest = index
      const list = Array.isArray(index.favorites) ? index.favorites : []
      paths.value = list.filter((path) => typeof path === 'string')
    },
    toggle: (path) =>
      apply(
        paths.value.includes(path)
          ? paths.value.filter((other) => other !== path)
          : [...paths.value, path]
      ),
    noteMoved(path, to) {
      if (!paths.value.includes(path)) return
      const others = paths.value.filter((other) => other !== path)
      apply(to === null ? others : [...others, to])
    }
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}
