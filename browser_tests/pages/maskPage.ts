import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** The mask editor, as the mouse and the keyboard reach it. */
export class MaskPage {
  readonly frame: Locator
  readonly stage: Locator
  readonly save: Locator
  readonly error: Locator
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
    this.frame = page.getByTestId('mask-editor')
    this.stage = page.getByTestId('mask-stage')
    this.save = page.getByTestId('mask-save')
    this.error = page.getByTestId('mask-error')
  }

  tool(name: 'brush' | 'eraser' | 'fill' | 'colour' | 'paint'): Locator {
    return this.#page.getByTestId(`mask-tool-${name}`)
  }

  async setSize(size: number): Promise<void> {
    await this.#page.getByTestId('mask-size').fill(String(size))
    await this.#page.getByTestId('mask-size').press('Tab')
  }

  /** Where a point of the picture lies on the page; 0..1 of its width and height. */
  async at(x: number, y: number): Promise<{ x: number; y: number }> {
    const box = await this.#page.getByTestId('mask-layer').boundingBox()
    return { x: box!.x + box!.width * x, y: box!.y + box!.height * y }
  }

  /** Draws with the mouse along points, 0..1 of the picture. */
  async draw(points: readonly (readonly [number, number])[], button: 'left' | 'right' = 'left') {
    const [first, ...rest] = await Promise.all(points.map(([x, y]) => this.at(x, y)))
    await this.#page.mouse.move(first!.x, first!.y)
    await this.#page.mouse.down({ button })
    for (const { x, y } of rest) await this.#page.mouse.move(x, y, { steps: 5 })
    await this.#page.mouse.up({ button })
  }

  /** The mask as it is on show, a byte per pixel, once the last edit was drawn. */
  async read(): Promise<Buffer> {
    const text = await this.#page.getByTestId('mask-layer').evaluate(async (element) => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const canvas = element as HTMLCanvasElement
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      let bytes = ''
      for (let at = 3; at < data.length; at += 4) bytes += String.fromCharCode(data[at]!)
      return btoa(bytes)
    })
    return Buffer.from(text, 'base64')
  }

  /** How much of the picture is masked, 0..1. */
  async getShare(): Promise<number> {
    const mask = await this.read()
    return mask.reduce((sum, value) => sum + value, 0) / mask.length / 255
  }

  async expectOpen(): Promise<void> {
    await expect(this.stage).toBeVisible()
  }
}
