import type { LGraphGroup, Subgraph } from '@comfyorg/litegraph'
import { LGraph, LGraphNode } from '@comfyorg/litegraph'
import type {
  ISerialisedGraph,
  SerialisableGraph
} from '@comfyorg/litegraph/dist/types/serialisation'
import { t } from '@/i18n/translate'
import { installPictureClicks } from '../execution/pictureClicks'
import { installRunningStyle } from '../execution/runningStyle'
import { registerSubgraphType } from '../nodes/subgraphInstance'
import { getWidgets } from '../widgets/widget'
import { installBorderMenu } from '../menus/borderMenu'
import { dressBorders } from '../subgraphs/borderLook'
import { keepFieldsSorted } from '../subgraphs/editBorder'
import { releaseBorder, releaseInputsFirst, shareInputs } from './borderLinks'
import { announceCleared, announceStructureChange } from './graphChanges'
import { guardConfigure } from './guardConfigure'
import { callAfterConfigure, callOnConfigure } from './loadHooks'
import { isLoadingDocument, whileKeepingUnknown, whileLoading } from './loading'
import { listNodes } from './walkGraph'

/** The live root graph of one open workflow. */
export class WorkflowGraph extends LGraph {
  /** The document's own id. `id` is the same unless another open workflow has it: node packs tell workflows by it. */
  documentId = ''
  /** Nodes that failed while the last document was put into the graph, in words for people. */
  loadFaults: readonly string[] = []

  constructor() {
    super()
    this.events.addEventListener('subgraph-created', (event) => {
      adoptSubgraph(this, (event as CustomEvent<{ subgraph: Subgraph }>).detail.subgraph)
    })
  }

  override configure(
    data: ISerialisedGraph | SerialisableGraph,
    keepOld?: boolean
  ): boolean | undefined {
    const { onConfigure } = this
    this.onConfigure = (configured) => {
      const nodes = listNodes(this)
      callOnConfigure(nodes)
      onConfigure?.call(this, configured)
      callAfterConfigure(this, nodes)
    }
    this.loadFaults = []
    try {
      return whileLoading(() => super.configure(data, keepOld))
    } finally {
      // Not deleted when there was none: that makes an object slow for good.
      ;(this as { onConfigure?: typeof onConfigure | undefined }).onConfigure = onConfigure
    }
  }

  override clear(): void {
    super.clear()
    announceCleared(this)
  }

  override convertToSubgraph(
    items: Parameters<LGraph['convertToSubgraph']>[0]
  ): ReturnType<LGraph['convertToSubgraph']> {
    return whileKeepingUnknown(() => super.convertToSubgraph(items))
  }

  override afterChange(node?: LGraphNode | null): void {
    super.afterChange(node)
    announceStructureChange(this)
  }

  override remove(node: LGraphNode | LGraphGroup): void {
    super.remove(node)
    dropWidgets(node)
    announceStructureChange(this)
  }

  override add(node: LGraphNode | LGraphGroup, skipOrder?: boolean): LGraphNode | null | undefined {
    welcome(this, node)
    const added = super.add(node, skipOrder)
    announceStructureChange(this)
    return added
  }
}

const adopted = new WeakSet<Subgraph>()

/** LiteGraph leaves registering to its host (trap 3), and forgets parts of a subgraph when it saves one. */
function adoptSubgraph(root: WorkflowGraph, subgraph: Subgraph): void {
  registerSubgraphType(root, subgraph)
  // The event comes again whenever the graph comes to the front.
  if (adopted.has(subgraph)) return
  adopted.add(subgraph)
  installBorderMenu(subgraph)
  dressBorders(subgraph)
  releaseInputsFirst(subgraph)
  shareInputs(subgraph)
  keepFieldsSorted(subgraph)
  // LiteGraph makes subgraphs of its own class; what a root graph does is given to each of them.
  const { asSerialisable, afterChange, remove, add, configure, convertToSubgraph, removeLink } =
    subgraph
  Object.assign(subgraph, {
    asSerialisable() {
      const { reroutes, floatingLinks } = subgraph
      return {
        ...getRest(subgraph),
        ...asSerialisable.call(subgraph),
        ...(reroutes.size > 0 && {
          reroutes: [...reroutes.values()].map((r) => r.asSerialisable())
        }),
        ...(floatingLinks.size > 0 && {
          floatingLinks: [...floatingLinks.values()].map((link) => link.asSerialisable())
        })
      }
    },
    /** Made of a selection, it may hold nodes of unknown types, as a document may. */
    configure(...given: Parameters<typeof configure>) {
      return whileLoading(() => configure.apply(subgraph, given))
    },
    convertToSubgraph: (items: Parameters<typeof convertToSubgraph>[0]) =>
      whileKeepingUnknown(() => convertToSubgraph.call(subgraph, items)),
    afterChange(node?: LGraphNode | null) {
      afterChange.call(subgraph, node)
      announceStructureChange(subgraph)
    },
    removeLink(id: number) {
      const link = subgraph._links.get(id)
      if (link) releaseBorder(subgraph, link)
      removeLink.call(subgraph, id)
    },
    remove(node: LGraphNode | LGraphGroup) {
      remove.call(subgraph, node)
      dropWidgets(node)
      announceStructureChange(subgraph)
    },
    add(node: LGraphNode | LGraphGroup, skipOrder?: boolean) {
      welcome(root, node)
      const added = add.call(subgraph, node, skipOrder)
      announceStructureChange(subgraph)
      return added
    }
  })
}

/** Fields of a definition that LiteGraph has no use for, by subgraph; they are written back as they came. */
const rests = new WeakMap<Subgraph, Readonly<Record<string, unknown>>>()

export function keepRest(subgraph: Subgraph, rest: Readonly<Record<string, unknown>>): void {
  rests.set(subgraph, rest)
}

function getRest(subgraph: Subgraph): Readonly<Record<string, unknown>> {
  return rests.get(subgraph) ?? {}
}

const welcomed = new WeakSet<LGraphNode>()

/** What every node of a live graph gets, whoever made it. */
function welcome(root: WorkflowGraph, node: LGraphNode | LGraphGroup): void {
  if (!(node instanceof LGraphNode)) return
  if (!welcomed.has(node)) {
    welcomed.add(node)
    installRunningStyle(node)
    installPictureClicks(node)
  }
  if (!isLoadingDocument()) return
  guardConfigure(node, (error) => {
    console.error(`Node ${node.id} (${node.type}) could not be read.`, error)
    root.loadFaults = [
      ...root.loadFaults,
      t('documents.unreadNode', { id: String(node.id), type: String(node.type) })
    ]
  })
}

function dropWidgets(node: LGraphNode | LGraphGroup): void {
  if ('widgets' in node) for (const widget of getWidgets(node)) widget.onRemove?.()
}
