import { makeSampling, SAMPLER } from '../../flows/sampling'
import { PIXELS } from '../../setup/frames'
import { expect, test } from '../../setup/scripted'

const picture = () => ({ bytes: PIXELS.red, headers: { 'content-type': 'image/png' } })
const template = (name: string, more: object = {}) => ({
  name,
  mediaType: 'image',
  mediaSubtype: 'png',
  description: `About ${name}`,
  ...more
})
const INDEX = [
  {
    moduleName: 'default',
    title: 'Basics',
    type: 'image',
    templates: [
      template('image_first', { title: 'Words to picture', tags: ['Text to Image'] }),
      template('image_gone', { title: 'One that is gone' })
    ]
  },
  {
    moduleName: 'default',
    title: 'Film',
    type: 'video',
    templates: [template('video_waves', { title: 'Waves', models: ['Wan2.2'] })]
  }
]

test.use({
  answers: {
    'GET /templates/index.json': () => ({ json: INDEX }),
    'GET /templates/image_first-1.png': picture,
    'GET /templates/image_gone-1.png': picture,
    'GET /templates/video_waves-1.png': picture,
    'GET /templates/image_first.json': () => ({ json: makeSampling({ seed: 61 }) }),
    'GET /workflow_templates': () => ({ json: { 'a-pack': ['Its example'] } }),
    'GET /workflow_templates/a-pack/Its example.jpg': picture,
    'GET /workflow_templates/a-pack/Its%20example.jpg': picture,
    'GET /workflow_templates/a-pack/Its%20example.json': () => ({
      json: makeSampling({ seed: 62 })
    })
  },
  // One template is listed and isn't there.
  expectedErrors: /status of 404 .*image_gone\.json/
})

test('templates of a ComfyUI and its packs: categories, pictures, words; one that is gone is said, and the dialog stays', async ({
  app
}) => {
  const { page } = app
  const dialog = page.getByTestId('templates-dialog')
  const cards = dialog.getByTestId('template-card')
  const open = () => page.getByRole('button', { name: 'Templates', exact: true }).click()
  await open()
  await expect(dialog.getByRole('heading', { level: 3 })).toHaveText(['Basics', 'Film', 'a-pack'])
  await expect(cards).toHaveCount(4)
  for (const image of await cards.locator('img').all())
    await expect(image).toHaveJSProperty('naturalWidth', 1)
  await dialog.getByRole('combobox', { name: 'Category' }).selectOption('Film')
  await expect(cards).toHaveText([/Waves/])
  await dialog.getByRole('combobox', { name: 'Category' }).selectOption('')
  await dialog.getByRole('searchbox').fill('wan2.2')
  await expect(cards).toHaveText([/Waves/])
  await dialog.getByRole('searchbox').fill('gone')
  await expect(cards).toHaveText([/One that is gone/])
  await cards.click()
  await expect(app.toasts).toContainText('One that is gone')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('searchbox').fill('words')
  await expect(cards).toHaveText([/Words to picture/])
  await cards.click()
  await expect(dialog).toBeHidden()
  await expect(app.activeTab).toContainText('Words to picture')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(61)

  await open()
  await cards.filter({ hasText: 'Its example' }).click()
  await expect(app.activeTab).toContainText('Its example')
  await expect.poll(() => app.graph.getWidget(SAMPLER, 'seed')).toBe(62)
})
