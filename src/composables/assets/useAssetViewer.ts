import type { OutputFile } from '@/domain/nodeOutput'
import { useResultViewer } from '../viewer/useResultViewer'
import type { ViewerItem } from '../viewer/viewerItem'
import { getMediaKind } from '../viewer/viewerItem'
import type { Asset } from './useAssets'

/** Files on each side of the one that is opened that the viewer has at hand. */
const AROUND = 100

/** Opens the viewer on a file, with its neighbours on the list. */
export function useAssetViewer(): (
  files: readonly OutputFile[],
  file: OutputFile,
  getAsset: (file: OutputFile) => Asset,
  /** Said of all of them. */
  title: string
) => void {
  const viewer = useResultViewer()
  return (files, file, getAsset, title) => {
    const at = Math.max(0, files.indexOf(file))
    const from = Math.max(0, at - AROUND)
    const items = files.slice(from, at + AROUND + 1).map((other): ViewerItem => {
      const { url, smallUrl } = getAsset(other)
      const media = getMediaKind({ file: other })
      const { filename } = other
      return { jobName: '', filename, nodeTitle: title, media, url, smallUrl }
    })
    viewer.show(items, at - from)
  }
}
