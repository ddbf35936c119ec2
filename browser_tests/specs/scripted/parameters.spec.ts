import { makePng } from '../../../tests-ui/builders/writtenFiles'
import { expect, test } from '../../setup/scripted'

const TEXT = [
  'a lighthouse <lora:ink:0.5>',
  'Negative prompt: (easynegative:1.1), mist',
  'Steps: 12, Sampler: DPM++ 2M Karras, CFG scale: 5, Seed: 77, Size: 512x768, Model: m'
].join('\n')

test.use({ answers: { 'GET /embeddings': () => ({ json: ['neg/EasyNegative', 'lowres'] }) } })

test('a picture of A1111 opens as a graph, with the embeddings that the server knows', async ({
  app
}) => {
  await app.dropFile('drawn.png', makePng({ parameters: TEXT }), 'image/png')
  await expect(app.activeTab).toContainText('drawn')
  await expect.poll(() => app.graph.countNodes()).toBe(8)
  const sampler = await app.graph.findNode('KSampler')
  await expect.poll(() => app.graph.getWidget(sampler, 'seed')).toBe(77)
  expect(await app.graph.getWidget(sampler, 'sampler_name')).toBe('dpmpp_2m')
  const texts = await app.page.evaluate(() => {
    const { app: host } = window as never as {
      app: { graph: { nodes: { type: string; title: string; widgets: { value: unknown }[] }[] } }
    }
    return host.graph.nodes
      .filter(({ type }) => type === 'CLIPTextEncode')
      .map(({ title, widgets }) => [title, widgets[0]!.value])
  })
  expect(Object.fromEntries(texts)).toEqual({
    'Positive prompt': 'a lighthouse',
    'Negative prompt': '(embedding:neg/EasyNegative:1.1), mist'
  })
  const lora = await app.graph.findNode('LoraLoader')
  expect(await app.graph.getWidget(lora, 'lora_name')).toBe('ink.safetensors')
})
