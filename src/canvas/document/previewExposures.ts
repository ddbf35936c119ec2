import { isObject } from './coerce'
import type { NodeJson, SubgraphJson } from './documentTypes'
import { findFreeName } from './freeName'
import { PICTURES } from './proxyEntries'

/** Inner nodes that show a picture or sound of their own, with the name under which an instance shows it. */
const SHOWN: ReadonlyMap<string, string> = new Map([
  ['KSampler', PICTURES],
  ['KSamplerAdvanced', PICTURES],
  ['PreviewImage', PICTURES],
  ['SaveImage', PICTURES],
  ['LoadAudio', 'audioUI'],
  ['PreviewAudio', 'audioUI'],
  ['SaveAudio', 'audioUI'],
  ['SaveAudioAdvanced', 'audioUI'],
  ['SaveAudioMP3', 'audioUI'],
  ['SaveAudioOpus', 'audioUI']
])

/** Documents from before there were such lists: the instance shows what its inner nodes show. */
export function exposePictures(node: NodeJson, subgraph: SubgraphJson): void {
  const known = new Set(listExposures(node).map(({ sourceNodeId }) => String(sourceNodeId)))
  for (const { id, type } of subgraph.nodes) {
    const name = SHOWN.get(type)
    if (name !== undefined && !known.has(String(id))) addExposure(node, String(id), name)
  }
}

/** An entry of `properties.previewExposures`: what an instance shows of an inner node. */
interface Exposure {
  name?: unknown
  sourceNodeId?: unknown
}

export function listExposures({ properties }: Pick<NodeJson, 'properties'>): readonly Exposure[] {
  const { previewExposures } = properties
  return Array.isArray(previewExposures) ? previewExposures.filter(isObject) : []
}

export function addExposure(node: NodeJson, sourceNodeId: string, sourcePreviewName: string): void {
  const list = listExposures(node)
  const name = findFreeName(
    sourcePreviewName,
    list.map((exposure) => String(exposure.name))
  )
  node.properties.previewExposures = [...list, { name, sourceNodeId, sourcePreviewName }]
}
