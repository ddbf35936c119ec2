import type { Page } from '@playwright/test'
import { expect, test } from '../../setup/scripted'

const KINDS = [
  'Sampler',
  'Loader',
  'Encoder',
  'Mask',
  'Blur',
  'Upscaler',
  'Latent',
  'Text',
  'Video',
  'Audio'
]
const WAYS = [
  'Fast',
  'Deep',
  'Tiled',
  'Masked',
  'Batch',
  'Random',
  'Smart',
  'Zoomed',
  'Quiet',
  'Joint'
]
const TYPES = ['IMAGE', 'LATENT', 'MASK', 'MODEL', 'CONDITIONING']
const COUNT = 3000

/** As many node types as a server with dozens of packs has. */
const makeDefinitions = () =>
  Object.fromEntries(
    Array.from({ length: COUNT }, (_, number) => {
      const kind = KINDS[number % KINDS.length]!
      const way = WAYS[Math.floor(number / KINDS.length) % WAYS.length]!
      const pack = Math.floor(number / 100)
      const name = `${way}${kind}${number}`
      const type = TYPES[number % TYPES.length]!
      const definition = {
        name,
        display_name: `${way} ${kind} ${number}`,
        description: '',
        category: `pack ${pack}/${kind.toLowerCase()}`,
        python_module: `custom_nodes.pack_${pack}`,
        input: { required: { source: [type], amount: ['INT', { default: 1, min: 0, max: 9 }] } },
        input_order: { required: ['source', 'amount'] },
        output: [type],
        output_is_list: [false],
        output_name: [type],
        output_node: false
      }
      return [name, definition]
    })
  )

/** What the search showed in the frame right after a key. */
interface Shown {
  readonly rows: readonly string[]
  readonly told: string
}

/** ms of work for one key that anybody takes for a page that hangs. */
const HANGING = 300

async function watchFrames(page: Page): Promise<() => Promise<Shown[]>> {
  await page.evaluate(() => {
    const frames: Shown[] = []
    Object.assign(window, { shownFrames: frames })
    const search = document.querySelector('[data-testid="node-search"]')!
    search.querySelector('input')!.addEventListener('input', () =>
      // The browser calls this before it paints what the key has done.
      requestAnimationFrame(() =>
        frames.push({
          rows: [...search.querySelectorAll('li[role=option]')].map((row) => row.textContent ?? ''),
          told: search.querySelector('[role=status]')!.textContent ?? ''
        })
      )
    )
  })
  return () => page.evaluate(() => (window as never as { shownFrames: Shown[] }).shownFrames)
}

/** Tells for how many ms the page's thread has worked; waiting for the processor is not counted. */
async function watchWork(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000
  }
}

test.describe('at 3 000 node types', () => {
  test.use({
    answers: {
      'GET /object_info': () => ({ json: makeDefinitions() }),
      'GET /global_subgraphs': () => ({ json: {} })
    }
  })

  test('the search shows what each letter finds in the very next frame', async ({ app }) => {
    const { page } = app
    const search = page.getByTestId('node-search')
    const rows = search.getByRole('listbox').getByRole('option')
    await page.mouse.dblclick(700, 450)
    await expect(search.getByRole('status')).toHaveText(/^3,0\d\d nodes$/)
    const readFrames = await watchFrames(page)
    const readWork = await watchWork(page)
    const works: number[] = []
    let worked = await readWork()
    const countWork = async (): Promise<void> => {
      const before = worked
      worked = await readWork()
      works.push(worked - before)
    }
    const press = async (key: string): Promise<Shown> => {
      const { length } = await readFrames()
      await page.keyboard.press(key)
      await expect.poll(async () => (await readFrames()).length).toBe(length + 1)
      await countWork()
      return (await readFrames())[length]!
    }

    // A letter that nearly all have, and one that few begin with: what is shown is bounded, and the best comes first.
    const many = await press('a')
    expect(many.told).toMatch(/^[123],\d{3} nodes$/)
    expect(many.rows).toHaveLength(100)
    const all = await press('Backspace')
    expect(all.told).toMatch(/^3,0\d\d nodes$/)
    for (const key of 'zoom') {
      const { rows: shown, told } = await press(key)
      expect(told).toBe('300 nodes')
      expect(shown).toHaveLength(100)
      for (const row of shown) expect(row).toContain('Zoomed')
    }
    const last = await press(' ')
    const tenth = await press('7')
    expect(tenth.rows.length).toBeLessThan(last.rows.length + 1)
    expect(tenth.rows[0]).toMatch(/^Zoomed .*7/)
    // Nothing comes later.
    expect(await rows.allTextContents()).toEqual(tenth.rows)
    await countWork()
    expect(Math.max(...works)).toBeLessThan(HANGING)

    await page.keyboard.press('Enter')
    await expect(search).toBeHidden()
    await expect.poll(() => app.graph.countNodes()).toBe(1)
  })
})
