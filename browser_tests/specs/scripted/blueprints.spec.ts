import { makeDocument, makeNested } from '../../../tests-ui/harness/canvasDocuments'
import { listNodes, runCommand } from '../../flows/canvas'
import { expect, test } from '../../setup/scripted'

const ID = 'b205eb29'
const entry = (name: string) => ({ source: 'templates', name, info: { node_pack: 'comfyui' } })

test.use({
  answers: {
    'GET /global_subgraphs': () => ({
      json: { [ID]: entry('Text to Image'), gone: entry('Image Blur (gone)') }
    }),
    [`GET /global_subgraphs/${ID}`]: () => ({
      json: { ...entry('Text to Image'), data: JSON.stringify(makeNested([20])) }
    }),
    'GET /global_subgraphs/gone': () => ({ json: null })
  },
  expectedErrors: /status of 404 .*(templates|userdata)/
})

test('blueprints of a ComfyUI are found by name, read when one is added, and one that is gone is said so', async ({
  app,
  script
}) => {
  const { page } = app
  const countReads = () =>
    script.requests.filter(({ path }) => path.startsWith('/global_subgraphs/')).length
  await app.openDocument(makeDocument([]), 'blueprints')
  const search = page.getByTestId('node-search')
  const found = search.getByRole('listbox').getByRole('option')
  const find = async (text: string) => {
    await runCommand(page, 'add a node')
    await search.getByRole('combobox').first().fill(text)
    await expect(found.first()).toContainText(text)
  }
  await find('Text to Image')
  await expect(found.first()).toContainText('ComfyUI')
  expect(countReads()).toBeLessThanOrEqual(1)
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await listNodes(page)).map(({ title }) => title))
    .toEqual(['Text to Image'])
  await find('Image Blur (gone)')
  await page.keyboard.press('Enter')
  await expect(app.toasts.filter({ hasText: 'The blueprint could not be added' })).toBeVisible()
  await expect.poll(async () => (await listNodes(page)).length).toBe(1)
})
