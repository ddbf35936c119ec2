import { PIXELS } from '../../setup/frames'
import { expect, test } from '../../setup/scripted'

const file = (name: string) => ({
  name,
  pathIndex: 0,
  size: 4_200_000_000,
  modified: 1_700_000_000
})
const CHECKPOINTS = ['tiny-random-sd15.safetensors', 'sdxl/base.safetensors'].map(file)

for (const scheme of ['dark', 'light'])
  test.describe(`in the ${scheme} scheme`, () => {
    test.use({
      answers: {
        'GET /settings': () => ({ json: { 'Comfy.ColorPalette': scheme } }),
        'GET /experiment/models': () => ({
          json: ['checkpoints', 'loras', 'vae'].map((name) => ({ name, folders: [`/m/${name}`] }))
        }),
        'GET /experiment/models/checkpoints': () => ({ json: CHECKPOINTS }),
        'GET /experiment/models/vae': () => ({ json: [file('pixel_space')] }),
        'GET /experiment/models/loras': () => ({ json: [] }),
        'GET /experiment/models/preview/checkpoints/0/tiny-random-sd15.safetensors': () => ({
          bytes: PIXELS.red,
          headers: { 'content-type': 'image/png' }
        })
      },
      // A scripted server has no templates beside the page; not every model has a picture.
      expectedErrors: /status of 404 .*(templates|models\/preview)/
    })

    test('a model becomes its loader by a press, a drag, and a drop onto a node that lists it', async ({
      app
    }) => {
      const { page } = app
      await page.keyboard.press('m')
      const sidebar = page.getByTestId('model-sidebar')
      const row = (name: string) => sidebar.getByRole('treeitem', { name, exact: true })
      await row('checkpoints').click()
      await row('sdxl').click()
      await row('tiny-random-sd15.safetensors').hover()
      await expect(page.getByTestId('model-card')).toContainText('4.2 GB')
      await row('tiny-random-sd15.safetensors').click()
      const checkpoint = await app.graph.findNode('CheckpointLoaderSimple')
      const getName = () => app.graph.getWidget(checkpoint, 'ckpt_name')
      await expect.poll(getName).toBe('tiny-random-sd15.safetensors')

      await page.getByTestId('model-search').fill('pixel')
      await row('pixel_space').dragTo(page.getByTestId('graph-canvas'), {
        targetPosition: { x: 500, y: 120 }
      })
      const vae = await app.graph.findNode('VAELoader')
      await expect.poll(() => app.graph.getWidget(vae, 'vae_name')).toBe('pixel_space')
      await page.keyboard.press('Control+z')
      await expect.poll(() => app.graph.countNodes()).toBe(1)

      await app.graph.setWidget(checkpoint, 'ckpt_name', 'another.safetensors')
      await page.getByTestId('model-search').fill('tiny')
      const target = await app.graph.getMiddle(checkpoint)
      const at = await page.getByTestId('graph-canvas').boundingBox()
      await row('tiny-random-sd15.safetensors').dragTo(page.getByTestId('graph-canvas'), {
        targetPosition: { x: target.x - at!.x, y: target.y - at!.y }
      })
      await expect.poll(getName).toBe('tiny-random-sd15.safetensors')
      expect(await app.graph.countNodes()).toBe(1)
    })
  })
