import { useNoticeStore } from '@/stores/noticeStore'
import { useAttempt } from '../notices/useAttempt'
import { copyText } from '../ui/copyText'
import { useServices } from '../useServices'
import type { Asset } from './useAssets'

/** What can be done with a file on the server. */
export interface AssetActions {
  /** Puts a node that loads it on the graph in front. */
  addToGraph(asset: Asset, at: { readonly x: number; readonly y: number } | null): void
  openInNewTab(asset: Asset): void
  download(asset: Asset): void
  copyName(asset: Asset): void
}

export function useAssetActions(): AssetActions {
  const { canvas } = useServices()
  const noticeStore = useNoticeStore()
  const attempt = useAttempt()
  return {
    addToGraph(asset, at) {
      if (canvas.addNode('LoadImage', at, { image: getInputName(asset) })) return
      noticeStore.addNotice({ kind: 'warning', title: 'This server has no node that loads images' })
    },
    openInNewTab: ({ url }) => void window.open(url, '_blank', 'noopener'),
    download({ url, file }) {
      const link = document.createElement('a')
      link.href = url
      link.download = file.filename
      link.click()
    },
    copyName: ({ file }) => void attempt('Could not copy the name', () => copyText(file.filename))
  }
}

/** As a loading node names a file: those of other folders than the input's say where they are. */
export function getInputName({ file: { filename, subfolder, type } }: Asset): string {
  const path = subfolder ? `${subfolder}/${filename}` : filename
  return type === 'input' ? path : `${path} [${type}]`
}
