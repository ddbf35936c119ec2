import { makeDocument, makeNode } from '../../tests-ui/harness/canvasDocuments'
import { click, getNode, setSetting, titleOf } from '../flows/canvas'
import { expect, test } from '../setup/test'

const TEXT = 1

const DOCUMENT = makeDocument(
  [
    makeNode(TEXT, 'StringConcatenate', {
      outputs: { STRING: 'STRING' },
      pos: [160, 160],
      size: [320, 300],
      widgets_values: ['a black cat sleeps', '', '']
    })
  ],
  [],
  { extra: { ds: { scale: 1, offset: [0, 0] } } }
)

test('Ctrl and the arrows weigh the word or the selection of a prompt, on the canvas and in the inspector; its undo takes it back', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(DOCUMENT, 'weighed')
  const text = page.locator('.comfy-multiline-input').first()
  const getText = () => app.graph.getWidget(TEXT, 'string_a')
  const { pos } = await getNode(page, TEXT)
  await text.click()
  await page.keyboard.press('Home')
  for (let presses = 0; presses < 9; presses++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+ArrowUp')
  await expect.poll(getText).toBe('a black (cat:1.05) sleeps')
  await page.keyboard.press('Control+ArrowUp')
  await expect.poll(getText).toBe('a black (cat:1.1) sleeps')
  for (const expected of ['(cat:1.05)', 'cat', '(cat:0.95)']) {
    await page.keyboard.press('Control+ArrowDown')
    await expect.poll(getText).toBe(`a black ${expected} sleeps`)
  }
  await page.keyboard.press('Control+z')
  await expect.poll(getText).toBe('a black cat sleeps')

  // What is selected, by steps of the user's own.
  await setSetting(page, 'Comfy.EditAttention.Delta', 0.1)
  await text.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(2, 12))
  await page.keyboard.press('Control+ArrowUp')
  await expect.poll(getText).toBe('a (black cat:1.1) sleeps')
  // The node has not moved, which the same keys do on the canvas.
  expect((await getNode(page, TEXT)).pos).toEqual(pos)

  await click(page, await titleOf(page, TEXT))
  await page.keyboard.press('i')
  const field = page.getByTestId('inspector').getByLabel('string_a')
  await expect(field).toHaveValue('a (black cat:1.1) sleeps')
  await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(5, 5))
  await field.focus()
  await page.keyboard.press('Control+ArrowDown')
  await expect.poll(getText).toBe('a black cat sleeps')
  await expect(text).toHaveValue('a black cat sleeps')
})
