import { makeDocument, makeNode } from '../../../tests-ui/harness/canvasDocuments'
import { click, titleOf } from '../../flows/canvas'
import { expect, test } from '../../setup/scripted'

const [CURVE, CROP] = [1, 2]
const STRAIGHT = {
  points: [
    [0, 0],
    [1, 1]
  ],
  interpolation: 'linear'
}

test('a curve and a box are edited as JSON, on the canvas and in the inspector; what is wrong is said and stays to be mended', async ({
  app
}) => {
  const { page } = app
  await app.openDocument(
    makeDocument([
      makeNode(CURVE, 'CurveEditor', { pos: [80, 80], widgets_values: [STRAIGHT] }),
      makeNode(CROP, 'ImageCropV2', { pos: [80, 300] })
    ]),
    'values'
  )
  const getCurve = () => app.graph.getWidget(CURVE, 'curve')
  await app.graph.pressWidget(CURVE, 'curve')
  const text = page.locator('.graphdialog textarea')
  const ok = page.locator('.graphdialog button')
  await expect(text).toHaveValue(JSON.stringify(STRAIGHT, null, 1))
  await text.fill('{"points": [[0, 0], [1, 0.5]')
  await ok.click()
  await expect(app.toasts.filter({ hasText: 'This is no JSON' })).toBeVisible()
  await expect(text).toHaveValue('{"points": [[0, 0], [1, 0.5]')
  expect(await getCurve()).toEqual(STRAIGHT)
  await text.fill('{"points": [[0, 0], [1, 0.5]]}')
  await ok.click()
  await expect(app.toasts.filter({ hasText: '“interpolation” is missing' })).toBeVisible()
  await expect(text).toHaveValue('{"points": [[0, 0], [1, 0.5]]}')
  const bent = {
    points: [
      [0, 0],
      [1, 0.5]
    ],
    interpolation: 'linear'
  }
  await text.fill(JSON.stringify(bent))
  await ok.click()
  await expect.poll(getCurve).toEqual(bent)
  await expect(text).toHaveCount(0)
  await page.getByTestId('graph-canvas').focus()
  await page.keyboard.press('Control+z')
  await expect.poll(getCurve).toEqual(STRAIGHT)

  await click(page, await titleOf(page, CROP))
  await page.getByRole('button', { name: 'Inspector', exact: true }).click()
  const box = page.getByTestId('inspector').getByLabel('crop_region')
  await box.fill('{"x": 8, "y": 8, "width": 64}')
  await box.blur()
  await expect(page.getByTestId('inspector').getByRole('alert')).toContainText('height')
  await expect(box).toHaveValue('{"x": 8, "y": 8, "width": 64}')
  await box.fill('{"x": 8, "y": 8, "width": 64, "height": 32}')
  await box.blur()
  await expect(page.getByTestId('inspector').getByRole('alert')).toHaveCount(0)
  await expect
    .poll(() => app.graph.getWidget(CROP, 'crop_region'))
    .toEqual({ x: 8, y: 8, width: 64, height: 32 })
})
