import type { ComputedRef, ShallowRef } from 'vue'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { OutputFile } from '@/domain/nodeOutput'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useServices } from '../useServices'
import type { MediaKind } from '../viewer/viewerItem'
import { getMediaKind } from '../viewer/viewerItem'

/** Which of the server's folders. */
export type AssetFolder = 'output' | 'input'

/** A file on the server, ready to show. */
export interface Asset {
  readonly file: OutputFile
  readonly media: MediaKind
  readonly url: string
  /** Address of a small version; null for files that are no pictures. */
  readonly smallUrl: string | null
}

export interface Assets {
  readonly folder: ShallowRef<AssetFolder>
  readonly text: ShallowRef<string>
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  /** What matches, newest first, as far as it is shown. */
  readonly shown: ComputedRef<readonly Asset[]>
  /** How many match. */
  readonly total: ComputedRef<number>
  showMore(): void
  refresh(): void
}

/** Files shown at a time: the server makes each small on demand. */
const PAGE = 60

/** The files in the server's folders; read anew when a job of this page ends. */
export function useAssets(): Assets {
  const { api } = useServices()
  const folder = shallowRef<AssetFolder>('output')
  const text = shallowRef('')
  const count = shallowRef(PAGE)
  const { phase, files, refresh } = useFileList(folder)
  const matching = computed(() => {
    const wanted = text.value.trim().toLowerCase()
    return files.value.filter(({ filename }) => filename.toLowerCase().includes(wanted))
  })
  watch([folder, text], () => (count.value = PAGE))
  return {
    folder,
    text,
    phase,
    total: computed(() => matching.value.length),
    shown: computed(() =>
      matching.value.slice(0, count.value).map((file): Asset => {
        const media = getMediaKind({ file })
        const smallUrl = media === 'image' ? api.viewUrl(file, { preview: true }) : null
        return { file, media, url: api.viewUrl(file), smallUrl }
      })
    ),
    showMore: () => void (count.value += PAGE),
    refresh
  }
}

function useFileList(folder: ShallowRef<AssetFolder>) {
  const { api } = useServices()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const files = shallowRef<readonly OutputFile[]>([])
  let reading = 0
  async function read(): Promise<void> {
    const own = ++reading
    try {
      const listed = await api.listServerFiles(folder.value)
      if (own !== reading) return
      files.value = listed
      phase.value = 'ready'
    } catch {
      if (own === reading) phase.value = 'failed'
    }
  }
  watch(
    folder,
    () => {
      phase.value = 'loading'
      files.value = []
      void read()
    },
    { immediate: true }
  )
  onScopeDispose(useExecutionStore().onPromptEnded(() => void read()))
  return { phase, files, refresh: () => void read() }
}
