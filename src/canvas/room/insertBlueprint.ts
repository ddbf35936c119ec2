import type { ConnectingLink } from '@comfyorg/litegraph'
import { t } from '@/i18n/translate'
import type { PagePoint } from '@/services/services'
import { getCanvasHost } from '../canvasHost'
import { pasteItems } from '../clipboard/canvasClipboard'
import { prepareDocument } from '../document/prepareDocument'
import { toDefinition } from '../graph/loadDocument'
import { joinNode, toGraphPoint } from './insertNode'
import type { RoomState } from './roomState'

/** Puts a copy of a blueprint on the graph in front, its definition included: one step to undo. */
export async function insertBlueprint(
  state: RoomState,
  type: string,
  at: PagePoint | null,
  links: readonly ConnectingLink[] = []
): Promise<void> {
  const host = getCanvasHost()
  const fail = (error?: unknown) =>
    host.notify('error', t('canvas.blueprintFailed'), error instanceof Error ? error.message : type)
  try {
    const graph = state.stage.value?.canvas.graph
    const document = await host.readBlueprint(type)
    // Another workflow may have come to the front.
    if (!document || state.stage.value?.canvas.graph !== graph) return fail()
    if (!paste(state, document, at, links)) fail()
  } catch (error) {
    fail(error)
  }
}

function paste(
  state: RoomState,
  source: unknown,
  at: PagePoint | null,
  links: readonly ConnectingLink[]
): boolean {
  const canvas = state.stage.value?.canvas
  const { document } = prepareDocument(source, state.stores.nodeDefs.definitions)
  const types = new Set(document.subgraphs.map(({ id }) => id))
  const node = document.nodes.find(({ type }) => types.has(type))
  if (!canvas?.graph || !node) return false
  const items = {
    nodes: [{ ...node, inputs: node.inputs.map((input) => ({ ...input, link: null })) }],
    links: [],
    groups: [],
    reroutes: [],
    subgraphs: document.subgraphs.map(toDefinition)
  }
  canvas.emitBeforeChange()
  canvas.graph.beforeChange()
  const pasted = pasteItems(canvas, items, getPlace(state, at))
  const [made] = pasted?.nodes.values() ?? []
  if (made) for (const link of links) joinNode(made, link)
  canvas.graph.afterChange()
  canvas.emitAfterChange()
  return made !== undefined
}

/** The point, else the middle of the view. */
function getPlace({ stage }: RoomState, at: PagePoint | null): [number, number] {
  const canvas = stage.value!.canvas
  const { left, top, width, height } = canvas.canvas.getBoundingClientRect()
  return toGraphPoint(canvas, at ?? { x: left + width / 2, y: top + height / 2 })
}
