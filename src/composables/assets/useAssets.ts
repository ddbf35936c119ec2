import type { ComputedRef, ShallowRef } from 'vue'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { OutputFile } from '@/domain/nodeOutput'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useServices } from '../useServices'
import type { AssetKind } from './assetKind'
import { getAssetKind } from './assetKind'
import type { AssetSort } from './assetList'
import { addSavedBelow, getAssetKey, listAssets, listKinds, listSavedOnly } from './assetList'

/** Jobs asked for what they saved into folders below the output folder. */
const MOST_JOBS = 200

/** Which of the server's folders. */
export type AssetFolder = 'output' | 'input'

/** A file on the server, ready to show. */
export interface Asset {
  /** Differs between files. */
  readonly key: string
  readonly file: OutputFile
  readonly kind: AssetKind
  readonly url: string
  /** Address of a small version; null for files that are no pictures. */
  readonly smallUrl: string | null
}

export interface Assets {
  readonly folder: ShallowRef<AssetFolder>
  readonly text: ShallowRef<string>
  /** Null: any. */
  readonly kind: ShallowRef<AssetKind | null>
  readonly sort: ShallowRef<AssetSort>
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  /** What matches; none is made ready to show before it is asked for. */
  readonly files: ComputedRef<readonly OutputFile[]>
  /** The kinds that the folder has files of. */
  readonly kinds: ComputedRef<readonly AssetKind[]>
  getAsset(file: OutputFile): Asset
  refresh(): void
}

/** The files in the server's folders; read anew when a job of this page ends. */
export function useAssets(): Assets {
  const { api } = useServices()
  const folder = shallowRef<AssetFolder>('output')
  const text = shallowRef('')
  const kind = shallowRef<AssetKind | null>(null)
  const sort = shallowRef<AssetSort>('newest')
  const { phase, files, refresh } = useFileList(folder)
  watch(folder, () => (kind.value = null))
  return {
    folder,
    text,
    kind,
    sort,
    phase,
    files: computed(() =>
      listAssets(files.value, { text: text.value, kind: kind.value, sort: sort.value })
    ),
    kinds: computed(() => listKinds(files.value)),
    getAsset(file) {
      const fileKind = getAssetKind(file)
      const smallUrl = fileKind === 'image' ? api.viewUrl(file, { preview: true }) : null
      return { key: getAssetKey(file), file, kind: fileKind, url: api.viewUrl(file), smallUrl }
    },
    refresh
  }
}

function useFileList(folder: ShallowRef<AssetFolder>) {
  const { api } = useServices()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const files = shallowRef<readonly OutputFile[]>([])
  let reading = 0
  /** What the newest jobs saved, one file each; a server that can't tell has files all the same. */
  async function listSaved(): Promise<readonly OutputFile[]> {
    try {
      const { jobs } = await api.listJobs({ statuses: ['succeeded'], limit: MOST_JOBS })
      return jobs.flatMap(({ thumbnail }) => thumbnail ?? [])
    } catch {
      return []
    }
  }
  async function read(): Promise<void> {
    const own = ++reading
    try {
      const [top, saved] = await Promise.all([
        api.listServerFiles(folder.value),
        folder.value === 'output' ? listSaved() : []
      ])
      const listed = top ? addSavedBelow(top, saved) : listSavedOnly(saved)
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
