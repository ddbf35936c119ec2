import type { OutputFile } from '@/domain/nodeOutput'
import { getMediaKind } from '../viewer/viewerItem'

/** What a file is, by its name. */
export type AssetKind = 'image' | 'video' | 'audio' | 'model3d' | 'text' | 'other'

const MODEL_3D = /\.(glb|gltf|obj|fbx|stl|ply|splat|ksplat|usdz)$/i
const TEXT = /\.(txt|md|json|csv|ya?ml|srt|vtt|log)$/i

export function getAssetKind(file: OutputFile): AssetKind {
  const media = getMediaKind({ file })
  if (media !== 'other') return media
  if (MODEL_3D.test(file.filename)) return 'model3d'
  return TEXT.test(file.filename) ? 'text' : 'other'
}
