import { click, titleOf } from '../../flows/canvas'
import { makeSampling, SAMPLER } from '../../flows/sampling'
import { expect, test } from '../../setup/scripted'

/** As ComfyUI's own pages are: six columns, a number of twenty digits, and the text in the last. */
const PAGE = `A page of the server's.

| Parameter Name | Data Type | Required | Default | Range/Options | Description |
| --- | --- | --- | --- | --- | --- |
| seed | Int | Yes | 0 | 0 ~ 18446744073709551615 | Used to generate random noise, using the same "seed" generates identical images |
`

test.describe('a server that has help pages', () => {
  test.use({
    answers: {
      'GET /extensions/probe_nodes/docs/ProbeSteps/en.md': () => ({
        bytes: Buffer.from(PAGE),
        headers: { 'content-type': 'text/markdown' }
      })
    }
  })

  test('a table of many columns is scrolled, not squeezed into letters', async ({ app }) => {
    const { page } = app
    await app.openDocument(makeSampling(), 'helped')
    await page.getByTestId('inspector-toggle').click()
    await expect(async () => {
      await click(page, await titleOf(page, SAMPLER))
      await expect(page.getByTestId('inspector')).toHaveAttribute('data-node-id', `${SAMPLER}`, {
        timeout: 1000
      })
    }).toPass()
    await page.getByTestId('inspector-tab-help').click()
    const table = page.getByTestId('inspector-help').getByRole('table')
    await expect(table).toContainText('identical images')
    for (const name of ['Parameter Name', 'Description']) {
      const cell = table.getByRole('columnheader', { name })
      const longest = Math.max(...name.split(' ').map((word) => word.length))
      await expect.poll(async () => (await cell.boundingBox())?.width).toBeGreaterThan(longest * 5)
    }
    const text = table.getByRole('cell').last()
    await expect.poll(async () => (await text.boundingBox())?.height).toBeLessThan(120)
    await expect
      .poll(() => table.evaluate((element) => element.scrollWidth - element.clientWidth))
      .toBeGreaterThan(0)
  })
})
