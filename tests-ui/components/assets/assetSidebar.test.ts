import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import AssetSidebar from '@/components/assets/AssetSidebar.vue'
import { ASSET_DRAG_TYPE, useAssetDrop } from '@/components/assets/useAssetDrop'
import { getInputName } from '@/composables/assets/useAssetActions'
import { useMenu } from '@/composables/ui/useMenu'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { makePromptId } from '../../builders/promptJobs'
import { addPrompt } from '../../builders/promptState'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let names: readonly string[]
beforeEach(() => {
  app = createAppHarness()
  names = ['b.png', 'a.png', 'c.mp3']
  app.recorded.answer('api.listServerFiles', (type: string) =>
    Promise.resolve(names.map((filename) => ({ filename, subfolder: '', type })))
  )
})
afterEach(() => {
  app.unmount()
  document.body.innerHTML = ''
})

async function open() {
  const sidebar = app.mount(AssetSidebar)
  await app.settle()
  return sidebar
}
const listNames = (sidebar: Awaited<ReturnType<typeof open>>) =>
  sidebar.findAll('[data-testid="asset"]').map((tile) => tile.text())

describe('the asset sidebar', () => {
  it('shows what was made, in the server’s order, and what was uploaded', async () => {
    const sidebar = await open()
    expect(listNames(sidebar)).toEqual(['b.png', 'a.png', 'c.mp3'])
    expect(sidebar.get('img').attributes('src')).toContain('preview=webp')
    await sidebar.get('[data-testid="asset-folder-input"] input').setValue(true)
    await app.settle()
    expect(app.recorded.getCalls('api.listServerFiles')).toEqual([['output'], ['input']])
  })

  it('puts a picture on the graph by a press or a drag, wherever it lies', async () => {
    const sidebar = await open()
    await sidebar.get('[aria-label="b.png"]').trigger('click')
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([
      ['LoadImage', null, { image: 'b.png [output]' }]
    ])
    const asset = { file: { filename: 'x.png', subfolder: 'in', type: 'input' } }
    app.use(useAssetDrop).drop({
      dataTransfer: {
        getData: (type: string) => type === ASSET_DRAG_TYPE && JSON.stringify(asset)
      },
      clientX: 5,
      clientY: 6,
      preventDefault: () => {}
    } as unknown as DragEvent)
    expect(app.recorded.getCalls('canvas.addNode')[1]).toEqual([
      'LoadImage',
      { x: 5, y: 6 },
      { image: 'in/x.png' }
    ])
  })

  it('says so when nothing can load a picture', async () => {
    app.recorded.answer('canvas.addNode', false)
    const sidebar = await open()
    await sidebar.get('[aria-label="b.png"]').trigger('click')
    expect(useNoticeStore().notices).toHaveLength(1)
  })

  it('searches, and shows a long list piece by piece', async () => {
    names = Array.from({ length: 130 }, (_, at) => `picture ${at}.png`)
    const sidebar = await open()
    expect(listNames(sidebar)).toHaveLength(60)
    await sidebar.get('button.w-full.button').trigger('click')
    expect(listNames(sidebar)).toHaveLength(120)
    await sidebar.get('[data-testid="asset-search"]').setValue('E 12')
    expect(listNames(sidebar)).toHaveLength(11)
    await sidebar.get('[data-testid="asset-search"]').setValue('zzz')
    expect(sidebar.text()).toContain('None matches.')
  })

  it('looks again when a job ends', async () => {
    const sidebar = await open()
    addPrompt()
    names = ['new.png', ...names]
    useExecutionStore().applyTransition(makePromptId(1), 'succeeded', 1)
    await app.settle()
    expect(listNames(sidebar)[0]).toBe('new.png')
  })

  it('has a word for none, and for a server that does not answer', async () => {
    names = []
    expect((await open()).text()).toContain('What jobs save comes here')
    app.recorded.fail('api.listServerFiles', 'no answer')
    expect((await open()).text()).toContain('The server could not be asked')
  })

  it('[B42] has everything else in a menu', async () => {
    const menu = app.use(useMenu)
    const sidebar = await open()
    await sidebar.get('[aria-label="More for c.mp3"]').trigger('click')
    expect(
      menu.current.value?.entries.map((entry) => entry !== 'separator' && entry.isDisabled === true)
    ).toEqual([true, false, false, false])
    menu.close()
  })
})

describe('getInputName', () => {
  it('names the folder where it is not the input’s', () => {
    const make = (type: string) =>
      getInputName({ file: { filename: 'a.png', type }, media: 'image', url: '', smallUrl: null })
    expect([make('input'), make('output')]).toEqual(['a.png', 'a.png [output]'])
  })
})
