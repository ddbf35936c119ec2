import type { ModelFile } from '@/domain/modelFile'
import { findModelLoader } from '@/domain/modelLoaders'
import { t } from '@/i18n/translate'
import type { PagePoint } from '@/services/services'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useAttempt } from '../notices/useAttempt'
import { copyText } from '../ui/copyText'
import { useServices } from '../useServices'

/** What can be done with a model. */
export interface ModelActions {
  /**
   * A node at the point that lists the model takes it; else a node that loads it is put there.
   * @param at null: the middle of the view
   */
  addToGraph(model: Pick<ModelFile, 'folder' | 'name'>, at: PagePoint | null): void
  copyName(model: ModelFile): void
  /** What an embedding is called in a text. */
  copyEmbedding(model: ModelFile): void
  /** What loading it is called in lists; null when this server has no node for it. */
  getLoaderTitle(model: ModelFile): string | null
}

export function useModelActions(): ModelActions {
  const { canvas } = useServices()
  const nodeDefs = useNodeDefStore()
  const notices = useNoticeStore()
  const attempt = useAttempt()
  const copy = (text: string): void => void attempt(t('assets.copyFailed'), () => copyText(text))
  return {
    addToGraph(model, at) {
      if (at && canvas.chooseAt(at, model.name)) return
      const loader = findModelLoader(nodeDefs.definitions, model)
      if (loader && canvas.addNode(loader.classType, at, { [loader.input]: loader.value })) return
      const title = t('models.noLoader', { folder: model.folder })
      notices.addNotice({ kind: 'warning', title })
    },
    copyName: ({ name }) => copy(name),
    copyEmbedding: ({ name }) => copy(`embedding:${name.replace(/\.[^./]+$/, '')}`),
    getLoaderTitle(model) {
      const loader = findModelLoader(nodeDefs.definitions, model)
      if (!loader) return null
      return nodeDefs.entries.find(({ type }) => type === loader.classType)?.title ?? null
    }
  }
}
