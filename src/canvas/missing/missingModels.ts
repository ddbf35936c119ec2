import type { LGraphNode } from '@comfyorg/litegraph'
import { SubgraphNode } from '@comfyorg/litegraph'
import type { MissingModel } from '@/composables/canvas/canvasMissing'
import type { NodeLocatorId } from '@/domain/ids'
import { findChoice, findModelFolder } from '@/domain/modelLoaders'
import { toList } from '../document/coerce'
import { getNodeLocator } from '../graph/findNode'
import { ComfyNode } from '../nodes/comfyNode'
import { getChoices } from '../widgets/choiceWidgets'
import type { ComfyWidget } from '../widgets/widget'
import { getWidgets } from '../widgets/widget'

const MODEL = /\.(?:safetensors|sft|ckpt|pth?|bin|gguf|onnx|pkl)$/i

/** What a document says of a model: ComfyUI's `properties.models` of a node, or `models` of the document. */
interface ModelNote {
  readonly folder: string | null
  readonly url: string | null
}

/** Models that nodes' fields name and their lists lack, by name. */
export function listMissingModels(
  nodes: readonly LGraphNode[],
  noted: unknown = []
): MissingModel[] {
  const notes = new Map([...readNotes(noted), ...nodes.flatMap((node) => readNodeNotes(node))])
  const found = new Map<string, { folder: string | null; nodes: NodeLocatorId[] }>()
  for (const node of nodes) {
    if (!(node instanceof ComfyNode) && !(node instanceof SubgraphNode)) continue
    const locatorId = getNodeLocator(node)
    for (const widget of getWidgets(node)) {
      const name = locatorId && findMissingName(node, widget)
      if (!name) continue
      const model = found.get(name) ?? {
        folder: findModelFolder(node.type, widget.name),
        nodes: []
      }
      found.set(name, model)
      if (!model.nodes.includes(locatorId)) model.nodes.push(locatorId)
    }
  }
  return [...found].map(([name, model]) => {
    const note = notes.get(name) ?? notes.get(name.replace(/^.*[/\\]/, ''))
    return { name, ...model, folder: note?.folder ?? model.folder, url: note?.url ?? null }
  })
}

/** The value of a list that is a model's name and isn't on the list; what a link feeds doesn't count. */
function findMissingName(node: LGraphNode, widget: ComfyWidget): string | null {
  const { type, value, options } = widget
  if (type !== 'combo' || typeof value !== 'string' || !MODEL.test(value)) return null
  // What a server is asked for later is not known yet.
  if (options.remote !== undefined) return null
  if (node.getSlotFromWidget(widget as never)?.link != null) return null
  return findChoice(getChoices(widget), value) === null ? value : null
}

function readNodeNotes({ properties }: LGraphNode): [string, ModelNote][] {
  return properties.models === undefined ? [] : readNotes(properties.models)
}

function readNotes(list: unknown): [string, ModelNote][] {
  return toList(list).flatMap((entry): [string, ModelNote][] => {
    const { name, directory, url } = (entry ?? {}) as Record<string, unknown>
    if (typeof name !== 'string') return []
    return [[name, { folder: toText(directory), url: toText(url) }]]
  })
}

function toText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
