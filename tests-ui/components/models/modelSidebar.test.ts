import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import ModelSidebar from '@/components/models/ModelSidebar.vue'
import { MODEL_DRAG_TYPE, useModelDrop } from '@/components/models/useModelDrop'
import { useMenu } from '@/composables/ui/useMenu'
import type { ModelFile } from '@/domain/modelFile'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { makeNodeDefinition } from '../../builders/nodeDefinition'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

function makeModel(folder: string, name: string): ModelFile {
  return { folder, name, place: 0, size: 2_500_000, modifiedAt: 0 }
}

let app: AppHarness
let takeSizes: () => void
let folders: { name: string; places: readonly string[] | null }[]
let files: Record<string, readonly string[]>
beforeEach(() => {
  app = createAppHarness()
  takeSizes = giveElementsSize(300, 800)
  document.body.innerHTML = '<div id="page-popups"></div>'
  folders = [
    { name: 'vae', places: ['/m/vae'] },
    { name: 'loras', places: ['/m/loras'] },
    { name: 'gligen', places: [] }
  ]
  files = { loras: ['b10.pt', 'b9.pt', 'style/ink.pt'], vae: [] }
  app.recorded.answer('api.listModelFolders', () => Promise.resolve(folders))
  app.recorded.answer('api.listModels', (folder: string) =>
    Promise.resolve((files[folder] ?? []).map((name) => makeModel(folder, name)))
  )
  const loader = makeNodeDefinition({
    name: 'LoraLoader',
    display_name: 'Load LoRA',
    input: { required: { lora_name: [['style\\ink.pt']] } }
  })
  useNodeDefStore().applyDefinitions({ LoraLoader: loader })
})
afterEach(() => {
  app.unmount()
  takeSizes()
  document.body.innerHTML = ''
})

const open = async () => {
  const sidebar = app.mount(ModelSidebar)
  await app.settle()
  const lines = () =>
    sidebar.findAll('[role="treeitem"]').map((row) => row.attributes('aria-label'))
  const press = async (key: string) => {
    await sidebar.get('[role="tree"]').trigger('keydown', { key })
    await app.settle()
  }
  const click = async (label: string) => {
    await sidebar.get(`[role="treeitem"][aria-label="${label}"]`).trigger('click')
    await app.settle()
  }
  return { sidebar, lines, press, click }
}

describe('the model sidebar', () => {
  it('lists the kinds that the server has places for, and reads one when it is opened', async () => {
    const { lines, click } = await open()
    expect(lines()).toEqual(['loras', 'vae'])
    expect(app.recorded.getCalls('api.listModels')).toEqual([])
    await click('loras')
    expect(lines()).toEqual(['loras', 'style', 'b9.pt', 'b10.pt', 'vae'])
    expect(app.recorded.getCalls('api.listModels')).toEqual([['loras']])
    await click('style')
    expect(lines()).toEqual(['loras', 'style', 'ink.pt', 'b9.pt', 'b10.pt', 'vae'])
    await click('vae')
    expect(lines().at(-1)).toBe('No files')
  })

  it('[B42] adds the loader of a model by Enter, with the name as the node lists it', async () => {
    const { press } = await open()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter'])
      await press(key)
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([
      ['LoraLoader', null, { lora_name: 'style\\ink.pt' }]
    ])
  })

  it('gives a dragged model to the node under it, else to a new one; says so when none loads it', () => {
    const drop = (model: ModelFile) =>
      app.use(useModelDrop).drop({
        dataTransfer: {
          getData: (type: string) => type === MODEL_DRAG_TYPE && JSON.stringify(model)
        },
        clientX: 5,
        clientY: 6,
        preventDefault: () => {}
      } as unknown as DragEvent)
    const lora = makeModel('loras', 'style/ink.pt')
    app.recorded.answer('canvas.chooseAt', true)
    drop(lora)
    expect(app.recorded.getCalls('canvas.chooseAt')).toEqual([[{ x: 5, y: 6 }, 'style/ink.pt']])
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([])
    app.recorded.answer('canvas.chooseAt', false)
    drop(lora)
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([
      ['LoraLoader', { x: 5, y: 6 }, { lora_name: 'style\\ink.pt' }]
    ])
    drop(makeModel('odd', 'x.pt'))
    expect(useNoticeStore().notices.at(-1)?.title).toContain('“odd”')
  })

  it('searches all kinds, each read once; looks again on demand', async () => {
    const { sidebar, lines } = await open()
    await sidebar.get('[data-testid="model-search"]').setValue('LORAS ink')
    await app.settle()
    expect(lines()).toEqual(['style/ink.pt'])
    await sidebar.get('[data-testid="model-search"]').setValue('zzz')
    await app.settle()
    expect(sidebar.text()).toContain('None matches.')
    expect(app.recorded.getCalls('api.listModels')).toEqual([['loras'], ['vae']])
    files = { loras: ['zzz.pt'] }
    await sidebar.get('[aria-label="Look again"]').trigger('click')
    await app.settle()
    expect(lines()).toEqual(['zzz.pt'])
  })

  it('tells what a model is beside it, and has what else can be done in a menu', async () => {
    const menu = app.use(useMenu)
    const { sidebar, click } = await open()
    await click('loras')
    const row = sidebar.get('[data-model="b9.pt"]')
    await row.trigger('pointerenter')
    await app.settle()
    const card = document.querySelector('[data-testid="model-card"]')
    expect(card?.textContent).toContain('2.5 MB')
    expect(card?.textContent).toContain('Loaded by Load LoRA')
    await row.trigger('contextmenu')
    expect(menu.current.value?.entries).toHaveLength(2)
    menu.close()
  })

  it('has a word for a server without models, and for one that does not answer', async () => {
    folders = [{ name: 'loras', places: [] }]
    const { sidebar } = await open()
    expect(sidebar.text()).toContain('This server keeps no models')
    app.recorded.fail('api.listModelFolders', 'no answer')
    await sidebar.get('[aria-label="Look again"]').trigger('click')
    await app.settle()
    expect(sidebar.text()).toContain('could not be asked')
  })

  it('asks again for a kind that could not be read', async () => {
    app.recorded.fail('api.listModels', 'no answer')
    const { lines, click } = await open()
    await click('loras')
    expect(lines()).toEqual(['loras', 'Could not be read.', 'vae'])
    app.recorded.answer('api.listModels', () => Promise.resolve([makeModel('loras', 'a.pt')]))
    await click('Could not be read.')
    expect(lines()).toEqual(['loras', 'a.pt', 'vae'])
  })
})
