import { createSharedComposable } from '@vueuse/core'
import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowReactive, shallowRef, watch } from 'vue'
import type { ModelFile } from '@/domain/modelFile'
import { useServerFeatureStore } from '@/stores/serverFeatureStore'
import { useServices } from '../useServices'
import type { ModelKind, ModelRow } from './modelTree'
import { findModels, listModelTree } from './modelTree'

export interface Models {
  readonly text: ShallowRef<string>
  /** Of the list of kinds; each kind has its own. */
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  /** The server has no list of them. */
  readonly isMissing: ComputedRef<boolean>
  /** Some kinds are still being read, so more may match. */
  readonly isSearching: ComputedRef<boolean>
  /** The tree, or what matches while something is searched for. */
  readonly rows: ComputedRef<readonly ModelRow[]>
  /** How many kinds the server has places for. */
  readonly kindCount: ComputedRef<number>
  toggleFolder(key: string): void
  /** Reads everything anew that was read. */
  refresh(): void
  /** Address of a model's picture; null where there can be none. */
  getPreviewUrl(model: ModelFile): string | null
}

/** Kinds read at the same time while all are searched. */
const AT_ONCE = 4

/** The server's models, a kind read when it is first opened or searched; what is open stays so while the sidebar is closed. */
export const useModels = createSharedComposable((): Models => {
  const { api } = useServices()
  const features = useServerFeatureStore()
  const text = shallowRef('')
  const open = shallowReactive(new Set<string>())
  const { phase, kinds, readKind, readAll, refresh } = useModelKinds()
  const isSearched = computed(() => text.value.trim() !== '')
  watch(isSearched, (is) => is && void readAll())
  const isMissing = computed(() => features.isMissing('models'))
  // It was forgotten, as the connection is a new one.
  watch(isMissing, (is) => !is && void refresh())
  void refresh()
  return {
    text,
    phase,
    isMissing,
    isSearching: computed(
      () => isSearched.value && kinds.value.some((kind) => kind.phase === 'loading')
    ),
    rows: computed(() =>
      isSearched.value
        ? findModels(kinds.value, text.value)
        : listModelTree(kinds.value, (key) => open.has(key))
    ),
    kindCount: computed(() => kinds.value.length),
    toggleFolder(key) {
      if (open.delete(key)) return
      open.add(key)
      void readKind(key)
    },
    refresh: () => void refresh(),
    getPreviewUrl: (model) => api.modelPreviewUrl(model)
  }
})

function useModelKinds() {
  const { api } = useServices()
  const features = useServerFeatureStore()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const kinds = shallowRef<readonly ModelKind[]>([])
  const patch = (name: string, next: Partial<ModelKind>): void => {
    kinds.value = kinds.value.map((kind) => (kind.name === name ? { ...kind, ...next } : kind))
  }
  async function read(name: string): Promise<void> {
    patch(name, { phase: 'loading' })
    try {
      patch(name, { files: await api.listModels(name), phase: 'ready' })
    } catch {
      patch(name, { phase: 'failed' })
    }
  }
  /** Once; a kind that failed is asked for again. */
  async function readKind(name: string): Promise<void> {
    const kind = kinds.value.find((other) => other.name === name)
    if (kind?.phase === 'unread' || kind?.phase === 'failed') await read(name)
  }
  async function readAll(): Promise<void> {
    const waiting = kinds.value.map(({ name }) => name)
    const work = async (): Promise<void> => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
        await readKind(name)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }
  async function refresh(): Promise<void> {
    const known = kinds.value
    if (known.length === 0) phase.value = 'loading'
    try {
      const folders = await api.listModelFolders()
      features.applyLook('models', folders !== null)
      kinds.value = (folders ?? [])
        .filter(({ places }) => places === null || places.length > 0)
        .map(({ name }) => known.find((kind) => kind.name === name) ?? makeKind(name))
        .sort((a, b) => a.name.localeCompare(b.name))
      phase.value = 'ready'
    } catch {
      phase.value = 'failed'
    }
    await Promise.all(known.filter((kind) => kind.phase !== 'unread').map(({ name }) => read(name)))
  }
  return { phase, kinds, readKind, readAll, refresh }
}

function makeKind(name: string): ModelKind {
  return { name, phase: 'unread', files: [] }
}
