import type { Page } from '@playwright/test'

interface Slot {
  readonly name: string
  readonly type: string
}
interface NodeJson {
  readonly id: number
  readonly type: string
  readonly pos: [number, number]
  readonly inputs: readonly Slot[]
  readonly outputs: readonly Slot[]
  readonly widgets_values?: readonly unknown[]
}
interface DocumentJson {
  readonly nodes: readonly NodeJson[]
  readonly links: readonly [number, number, number, number, number, string][]
  readonly extra: { readonly ds: { scale: number; offset: [number, number] } }
}

/** What of the library this page uses. */
interface BareNode {
  pos: [number, number]
  size: [number, number]
  addInput(name: string, type: string): unknown
  addOutput(name: string, type: string): unknown
  addWidget(kind: string, name: string, value: unknown, done: null, options: object): unknown
  computeSize(): [number, number]
  connect(slot: number, target: BareNode, targetSlot: number): unknown
}
interface Library {
  readonly LGraph: new () => { add(node: BareNode): void; start?: () => void }
  readonly LGraphNode: new (title: string) => BareNode
  readonly LGraphCanvas: new (
    canvas: HTMLCanvasElement,
    graph: unknown
  ) => { ds: { scale: number; offset: [number, number] }; setDirty(a: boolean, b: boolean): void }
}

/**
 * A page with LiteGraph and nothing else, which shows the nodes, widgets and links of a document on a canvas of the
 * given size; its `app.canvas` is found where ours is.
 * @param library text of the library's script
 */
export async function openBare(
  page: Page,
  library: string,
  document: object,
  { width, height }: { readonly width: number; readonly height: number }
): Promise<void> {
  await page.setContent(
    `<!doctype html><style>body{margin:0;overflow:hidden}</style><canvas width="${width}" height="${height}"></canvas>`
  )
  await page.addScriptTag({ content: library })
  await page.evaluate((value) => {
    const { js } = (window as unknown as { litegraph: { js: Library } }).litegraph
    const { nodes, links, extra } = value as DocumentJson
    const graph = new js.LGraph()
    const made = new Map<number, BareNode>()
    for (const { id, type, pos, inputs, outputs, widgets_values: values = [] } of nodes) {
      const node = new js.LGraphNode(type)
      for (const input of inputs) node.addInput(input.name, input.type)
      for (const output of outputs) node.addOutput(output.name, output.type)
      values.forEach((held, index) => {
        const kind = typeof held === 'number' ? 'number' : 'combo'
        node.addWidget(kind, `widget ${index}`, held, null, { values: [held] })
      })
      node.size = node.computeSize()
      node.pos = pos
      graph.add(node)
      made.set(id, node)
    }
    for (const [, from, slot, to, target] of links)
      made.get(from)!.connect(slot, made.get(to)!, target)
    const canvas = new js.LGraphCanvas(window.document.querySelector('canvas')!, graph)
    canvas.ds.scale = extra.ds.scale
    canvas.ds.offset = extra.ds.offset
    canvas.setDirty(true, true)
    Object.assign(window, { app: { canvas } })
  }, document)
}
