import { isLoadable } from '@/domain/loadableMedia'
import type { OutputFile } from '@/domain/nodeOutput'
import { t } from '@/i18n/translate'
import type { PagePoint } from '@/services/services'
import { useMaskEditorStore } from '@/stores/maskEditorStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useAttempt } from '../notices/useAttempt'
import { copyText } from '../ui/copyText'
import { useServices } from '../useServices'
import type { AssetKind } from './assetKind'
import { getInputName } from './inputName'
import { useAssetWorkflow } from './useAssetWorkflow'
import type { Asset } from './useAssets'

/** ComfyUI's node that loads each kind, and its field. */
const LOADERS: Partial<Readonly<Record<AssetKind, readonly [string, string]>>> = {
  image: ['LoadImage', 'image'],
  video: ['LoadVideo', 'file'],
  audio: ['LoadAudio', 'audio']
}

/** What can be done with a file on the server. */
export interface AssetActions {
  /** A node can load such files. */
  canAdd(asset: Pick<Asset, 'file' | 'kind'>): boolean
  /** The node at the point takes it if it loads such files, else a node that does is put there. */
  addToGraph(asset: Pick<Asset, 'file' | 'kind'>, at: PagePoint | null): void
  /** Opens the workflow that made it: what the file carries, else the job's. */
  openWorkflow(asset: Pick<Asset, 'file'>): void
  editMask(asset: Pick<Asset, 'file'>): void
  openInNewTab(asset: Asset): void
  download(asset: Asset): void
  copyName(asset: Asset): void
}

export function useAssetActions(): AssetActions {
  const { canvas } = useServices()
  const noticeStore = useNoticeStore()
  const masks = useMaskEditorStore()
  const attempt = useAttempt()
  const openWorkflow = useAssetWorkflow()
  return {
    canAdd: ({ file, kind }) =>
      kind in LOADERS && (kind !== 'image' || isLoadable({ name: file.filename })),
    addToGraph({ file, kind }, at) {
      const [classType, input] = LOADERS[kind] ?? []
      if (!classType || !input) return
      const name = getInputName(file)
      if (at && canvas.loadFileAt(at, kind as 'image' | 'video' | 'audio', name)) return
      if (canvas.addNode(classType, at, { [input]: name })) return
      noticeStore.addNotice({ kind: 'warning', title: t('assets.noLoader') })
    },
    openWorkflow: ({ file }) =>
      void attempt(t('services.cantOpen', { name: file.filename }), () => openWorkflow(file)),
    editMask: ({ file }) => masks.open({ file, node: null }),
    openInNewTab: ({ url }) => void window.open(url, '_blank', 'noopener'),
    download: ({ url, file }) => download(url, file),
    copyName: ({ file }) => void attempt(t('assets.copyFailed'), () => copyText(file.filename))
  }
}

function download(url: string, { filename }: OutputFile): void {
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.click()
}
