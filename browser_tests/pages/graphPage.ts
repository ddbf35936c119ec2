import type { Locator, Page } from '@playwright/test'
import { untilDrawn } from '../flows/canvas'
import { expect } from '@playwright/test'

/** The members of a node that tell its state in a run. */
export interface NodeLook {
  /** 0..1 while it runs. */
  readonly progress: number | null
  readonly isRunning: boolean
  /** Addresses of its pictures: live previews, or results. */
  readonly images: readonly string[]
  readonly hasErrors: boolean
}

/** What a node wears that has nothing to do with any run. */
export const BARE: NodeLook = { progress: null, isRunning: false, images: [], hasErrors: false }

interface GraphLook {
  getNodeById(id: number): unknown
  readonly nodes: readonly { readonly id: number; readonly type: string }[]
}

interface GraphHandle {
  readonly app: {
    readonly graph: GraphLook
    readonly canvas: {
      readonly graph: GraphLook
      readonly canvas: HTMLCanvasElement
      readonly ds: { convertOffsetToCanvas(at: [number, number]): [number, number] }
    }
  }
}

/** The graph in front, as scripts reach it and as the mouse does. */
export class GraphPage {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** What a node of the graph on the canvas shows of its run. */
  async getNode(id: number): Promise<NodeLook> {
    return this.#page.evaluate((nodeId) => {
      const { app } = window as unknown as GraphHandle
      const node = app.canvas.graph.getNodeById(nodeId) as {
        progress?: number
        strokeStyles?: { running?: () => unknown }
        imgs?: { src: string }[]
        has_errors?: boolean
      }
      return {
        progress: node.progress ?? null,
        isRunning: Boolean(node.strokeStyles?.running?.()),
        images: (node.imgs ?? []).map(({ src }) => src),
        hasErrors: node.has_errors === true
      }
    }, id)
  }

  /** The first node of a type in the front workflow, once there is one. */
  async findNode(type: string): Promise<number> {
    const found = await this.#page.waitForFunction((wanted) => {
      const { nodes } = (window as unknown as GraphHandle).app.graph
      const node = nodes.find((each) => each.type === wanted)
      return node && { id: node.id }
    }, type)
    return (await found.jsonValue())!.id
  }

  /** Opens a subgraph's instance by the button in its title. A node that still grows takes its button along. */
  async enter(nodeId: number): Promise<void> {
    const crumbs = this.#crumbs.getByRole('button')
    const inside = crumbs.nth(Math.max(await crumbs.count(), 1))
    await expect(async () => {
      // Inside, there is no such node to press once more.
      if (!(await inside.isVisible())) {
        const { x, y } = await this.#toPage(nodeId, null)
        await this.#page.mouse.click(x, y)
      }
      await expect(inside).toBeVisible({ timeout: 2_000 })
    }).toPass()
  }

  /** Goes back to the root graph. */
  async leave(): Promise<void> {
    await this.#crumbs.getByRole('button').first().click()
    await this.#crumbs.waitFor({ state: 'detached' })
  }

  get #crumbs(): Locator {
    return this.#page.getByRole('navigation', { name: 'Subgraph' })
  }

  async getWidget(nodeId: number, name: string): Promise<unknown> {
    return this.#page.evaluate(
      ([id, widgetName]) => {
        const { app } = window as unknown as GraphHandle
        const node = app.graph.getNodeById(id) as { widgets: { name: string; value: unknown }[] }
        return node.widgets.find((widget) => widget.name === widgetName)?.value
      },
      [nodeId, name] as const
    )
  }

  /** Writes a widget as scripts do. */
  async setWidget(nodeId: number, name: string, value: unknown): Promise<void> {
    await this.#page.evaluate(
      ([id, widgetName, next]) => {
        const { app } = window as unknown as GraphHandle
        const node = app.graph.getNodeById(id) as { widgets: { name: string; value: unknown }[] }
        node.widgets.find((widget) => widget.name === widgetName)!.value = next
      },
      [nodeId, name, value] as const
    )
  }

  /** How many nodes the front workflow's root graph has. */
  async countNodes(): Promise<number> {
    return this.#page.evaluate(() => (window as unknown as GraphHandle).app.graph.nodes.length)
  }

  /** The middle of a node; px of the page. */
  async getMiddle(nodeId: number): Promise<Point> {
    await untilDrawn(this.#page)
    return this.#page.evaluate((id) => {
      const { app } = window as unknown as GraphHandle
      const node = app.graph.getNodeById(id) as { pos: [number, number]; size: [number, number] }
      const [x, y] = app.canvas.ds.convertOffsetToCanvas([
        node.pos[0] + node.size[0] / 2,
        node.pos[1] + node.size[1] / 2
      ])
      const { left, top } = app.canvas.canvas.getBoundingClientRect()
      return { x: left + x, y: top + y }
    }, nodeId)
  }

  /** Clicks a number on the canvas and types another. */
  async typeNumber(nodeId: number, name: string, value: number): Promise<void> {
    const { x, y } = await this.#toPage(nodeId, name)
    await this.#page.mouse.click(x, y)
    const field = this.#page.locator('.graphdialog input')
    await field.fill(String(value))
    await field.press('Enter')
    await field.waitFor({ state: 'detached' })
  }

  /** Presses a button on the canvas. */
  async pressWidget(nodeId: number, name: string): Promise<void> {
    const { x, y } = await this.#toPage(nodeId, name)
    await this.#page.mouse.click(x, y)
  }

  /** The middle of a widget, or without one the button in a node's title; px of the page. */
  async #toPage(nodeId: number, widgetName: string | null): Promise<Point> {
    await untilDrawn(this.#page)
    return this.#page.evaluate(
      ([id, name]) => {
        const { app } = window as unknown as GraphHandle
        const node = app.canvas.graph.getNodeById(id) as {
          pos: [number, number]
          size: [number, number]
          widgets?: { name: string; y: number; computedHeight?: number }[]
        }
        const widget = node.widgets?.find((candidate) => candidate.name === name)
        const [right, down] = widget
          ? [node.size[0] / 2, widget.y + (widget.computedHeight ?? 20) / 2]
          : [node.size[0] - 16, -15]
        const [x, y] = app.canvas.ds.convertOffsetToCanvas([
          node.pos[0] + right,
          node.pos[1] + down
        ])
        const { left, top } = app.canvas.canvas.getBoundingClientRect()
        return { x: left + x, y: top + y }
      },
      [nodeId, widgetName] as const
    )
  }
}

interface Point {
  readonly x: number
  readonly y: number
}
