import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** A point of the graph. */
export type GraphPoint = readonly [number, number]

export interface CanvasHandle {
  readonly app: {
    readonly graph: GraphHandle
    readonly canvas: {
      readonly graph: GraphHandle
      readonly canvas: HTMLCanvasElement
      readonly ds: {
        readonly scale: number
        readonly offset: ArrayLike<number>
        convertOffsetToCanvas(at: readonly number[]): [number, number]
      }
      readonly dirty_canvas: boolean
      readonly dirty_bgcanvas: boolean
      readonly selectedItems: ReadonlySet<{ readonly id: number }>
    }
  }
}

interface GraphHandle {
  readonly nodes: readonly NodeHandle[]
  readonly groups: readonly { title: string; pos: ArrayLike<number>; size: ArrayLike<number> }[]
  readonly links: ReadonlyMap<number, { origin_id: number; target_id: number }>
  getNodeById(id: number): NodeHandle | null
}

interface NodeHandle {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly mode: number
  readonly color?: string
  readonly pos: ArrayLike<number>
  readonly size: ArrayLike<number>
  readonly flags: { readonly collapsed?: boolean; readonly pinned?: boolean }
}

/** What can be seen of a node, in plain data. */
export interface NodeFacts {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly mode: number
  readonly color: string | null
  readonly pos: readonly number[]
  readonly size: readonly number[]
  readonly isCollapsed: boolean
  readonly isPinned: boolean
}

/** Nodes of the graph on the canvas, in its order. */
export async function listNodes(page: Page): Promise<NodeFacts[]> {
  return page.evaluate(() =>
    (window as unknown as CanvasHandle).app.canvas.graph.nodes.map((node) => ({
      id: node.id,
      type: node.type,
      title: node.title,
      mode: node.mode,
      color: node.color ?? null,
      pos: [node.pos[0]!, node.pos[1]!],
      size: [node.size[0]!, node.size[1]!],
      isCollapsed: node.flags.collapsed === true,
      isPinned: node.flags.pinned === true
    }))
  )
}

export async function getNode(page: Page, id: number): Promise<NodeFacts> {
  const found = (await listNodes(page)).find((node) => node.id === id)
  if (!found) throw new Error(`The canvas shows no node ${id}.`)
  return found
}

/** Links as `from>to`, by the ids of their nodes. */
export async function listLinks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { links } = (window as unknown as CanvasHandle).app.canvas.graph
    return [...links.values()].map(({ origin_id, target_id }) => `${origin_id}>${target_id}`).sort()
  })
}

/** Waits until the canvas shows all that was changed: slots and fields are given their places when they are drawn. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { canvas } = (window as unknown as CanvasHandle).app
    return !canvas.dirty_canvas && !canvas.dirty_bgcanvas
  })
}

/** Where a point of the graph is on the page: as the canvas shows it, not as it is about to. */
export async function toPage(page: Page, at: GraphPoint): Promise<[number, number]> {
  await untilDrawn(page)
  return page.evaluate((point) => {
    const { canvas } = (window as unknown as CanvasHandle).app
    const { left, top } = canvas.canvas.getBoundingClientRect()
    const [x, y] = canvas.ds.convertOffsetToCanvas(point)
    return [x + left, y + top]
  }, at)
}

/** How large the graph is shown, and where its origin is. */
export async function getView(page: Page): Promise<{ scale: number; offset: number[] }> {
  return page.evaluate(() => {
    const { scale, offset } = (window as unknown as CanvasHandle).app.canvas.ds
    return { scale, offset: [offset[0]!, offset[1]!] }
  })
}

/** A point in a node's title. */
export async function titleOf(page: Page, id: number): Promise<GraphPoint> {
  const { pos } = await getNode(page, id)
  return [pos[0]! + 60, pos[1]! - 15]
}

/** Where a slot is, by its name or its place among the node's. */
export async function slotOf(
  page: Page,
  id: number,
  side: 'input' | 'output',
  name: string | number = 0
): Promise<GraphPoint> {
  await untilDrawn(page)
  return page.evaluate(
    ([nodeId, kind, wanted]) => {
      interface Slots {
        readonly inputs: readonly { readonly name: string }[]
        readonly outputs: readonly { readonly name: string }[]
        getInputPos(slot: number): ArrayLike<number>
        getOutputPos(slot: number): ArrayLike<number>
      }
      const { graph } = (window as unknown as CanvasHandle).app.canvas
      const node = graph.getNodeById(nodeId) as unknown as Slots
      const slots = kind === 'input' ? node.inputs : node.outputs
      const slot =
        typeof wanted === 'number' ? wanted : slots.findIndex((each) => each.name === wanted)
      const at = kind === 'input' ? node.getInputPos(slot) : node.getOutputPos(slot)
      return [at[0]!, at[1]!] as const
    },
    [id, side, name] as const
  )
}

type Button = 'left' | 'middle' | 'right'

/** Drags between points of the graph. */
export async function drag(
  page: Page,
  from: GraphPoint,
  to: GraphPoint,
  button: Button = 'left'
): Promise<void> {
  const [start, end] = [await toPage(page, from), await toPage(page, to)]
  await page.mouse.move(...start)
  await page.mouse.down({ button })
  await page.mouse.move(...end, { steps: 12 })
  await page.mouse.up({ button })
}

export async function click(
  page: Page,
  at: GraphPoint,
  options: { readonly button?: Button; readonly clickCount?: number } = {}
): Promise<void> {
  await page.mouse.click(...(await toPage(page, at)), options)
}

/** Holds keys while something is done. */
export async function holding(
  page: Page,
  keys: readonly string[],
  task: () => Promise<void>
): Promise<void> {
  for (const key of keys) await page.keyboard.down(key)
  await task()
  for (const key of keys) await page.keyboard.up(key)
}

/** Runs a command by the palette. */
export async function runCommand(page: Page, text: string): Promise<void> {
  const palette = page.getByTestId('command-palette')
  await page.keyboard.press('Control+Shift+p')
  await palette.getByRole('combobox').fill(text)
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
}

/** Selects nodes by their titles. */
export async function select(page: Page, ...ids: readonly number[]): Promise<void> {
  const [first, ...others] = ids
  await click(page, await titleOf(page, first!))
  for (const id of others)
    await holding(page, ['Control'], async () => click(page, await titleOf(page, id)))
  await expect.poll(() => listSelected(page)).toEqual([...ids].sort((a, b) => a - b))
}

/** Ids of what is selected. */
export async function listSelected(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    [...(window as unknown as CanvasHandle).app.canvas.selectedItems]
      .map(({ id }) => id)
      .sort((a, b) => a - b)
  )
}

/** Chooses from the menu at a point of the canvas: an entry, or the way to one of a submenu. */
export async function chooseAt(
  page: Page,
  at: GraphPoint,
  ...path: readonly string[]
): Promise<void> {
  const menus = page.locator('.litecontextmenu')
  await click(page, at, { button: 'right' })
  for (const [depth, text] of path.entries())
    await menus.nth(depth).getByText(text, { exact: true }).click()
  await expect(menus).toHaveCount(0)
}

/** Red, green and blue of what the canvas shows at a point of the graph. */
export async function readPixel(page: Page, at: GraphPoint): Promise<number[]> {
  return page.evaluate((point) => {
    const { canvas } = (window as unknown as CanvasHandle).app
    const [x, y] = canvas.ds.convertOffsetToCanvas(point)
    const ratio = window.devicePixelRatio
    const { data } = canvas.canvas
      .getContext('2d')!
      .getImageData(Math.round(x * ratio), Math.round(y * ratio), 1, 1)
    const [red = 0, green = 0, blue = 0] = data
    return [red, green, blue]
  }, at)
}

/** Writes a setting as node packs do. */
export async function setSetting(page: Page, key: string, value: unknown): Promise<void> {
  await page.evaluate(
    async ([id, next]) => {
      const { app } = window as unknown as {
        app: {
          ui: { settings: { setSettingValueAsync(id: string, value: unknown): Promise<void> } }
        }
      }
      await app.ui.settings.setSettingValueAsync(id, next)
    },
    [key, value] as const
  )
}
