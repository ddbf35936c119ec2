import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import AssetSidebar from '@/components/assets/AssetSidebar.vue'
import { ASSET_DRAG_TYPE, useAssetDrop } from '@/components/assets/useAssetDrop'
import { getInputName } from '@/composables/assets/inputName'
import { useMenu } from '@/composables/ui/useMenu'
import { useResultViewer } from '@/composables/viewer/useResultViewer'
import { toPromptId } from '@/domain/ids'
import { useExecutionStore } from '@/stores/execution/executionStore'
import { useMaskEditorStore } from '@/stores/maskEditorStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { makePromptId, makeServerJob } from '../../builders/promptJobs'
import { addPrompt } from '../../builders/promptState'
import { giveElementsSize } from '../../harness/elementSizes'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'

let app: AppHarness
let takeSizes: () => void
let names: readonly string[]
beforeEach(() => {
  app = createAppHarness()
  takeSizes = giveElementsSize(264, 800)
  names = ['b.png', 'a.png', 'c.mp3']
  app.recorded.answer('api.listServerFiles', (type: string) =>
    Promise.resolve(names.map((filename) => ({ filename, subfolder: '', type })))
  )
})
afterEach(() => {
  app.unmount()
  takeSizes()
  document.body.innerHTML = ''
})

async function open() {
  const sidebar = app.mount(AssetSidebar)
  await app.settle()
  return sidebar
}
type Sidebar = Awaited<ReturnType<typeof open>>
const listNames = (sidebar: Sidebar) =>
  sidebar.findAll('[data-testid="asset"]').map((tile) => tile.text())
const press = (sidebar: Sidebar, name: string, init = {}) =>
  sidebar.get(`button[aria-label="${name}"]`).trigger('click', init)

/** Waits for a call; what reads files loads when it is first needed. */
const untilCalled = (name: string) =>
  vi.waitFor(() => expect(app.recorded.getCalls(name)).not.toEqual([]), 20_000)

/** Chooses from the menu of a file. */
async function choose(sidebar: Sidebar, name: string, label: string): Promise<void> {
  const menu = app.use(useMenu)
  await press(sidebar, `More for ${name}`)
  const entry = menu.current.value?.entries.find(
    (each) => each !== 'separator' && each.label === label
  )
  menu.close()
  if (entry && entry !== 'separator') entry.run()
  await app.settle()
}

describe('the asset sidebar', () => {
  it('shows what was made, in the server’s order, and what was uploaded', async () => {
    const sidebar = await open()
    expect(listNames(sidebar)).toEqual(['b.png', 'a.png', 'c.mp3'])
    expect(sidebar.get('img').attributes('src')).toContain('preview=webp')
    await sidebar.get('[data-testid="asset-folder-input"] input').setValue(true)
    await app.settle()
    expect(app.recorded.getCalls('api.listServerFiles')).toEqual([['output'], ['input']])
  })

  it('shows what jobs saved into folders below, each where its age puts it, once', async () => {
    const inFolder = (filename: string, type = 'output') => ({ filename, subfolder: 'day', type })
    const thumbnails = [
      inFolder('new.png'),
      { filename: 'b.png', subfolder: '', type: 'output' },
      inFolder('old.png'),
      inFolder('new.png'),
      inFolder('seen.png', 'temp'),
      null,
      { filename: 'deleted.png', subfolder: '', type: 'output' }
    ]
    const jobs = thumbnails.map((thumbnail) => makeServerJob({ status: 'succeeded', thumbnail }))
    app.recorded.answer('api.listJobs', Promise.resolve({ jobs, total: 7, hasMore: false }))
    const sidebar = await open()
    expect(listNames(sidebar)).toEqual(['new.png', 'b.png', 'old.png', 'a.png', 'c.mp3'])
    expect(sidebar.find('[title="day/old.png"]').exists()).toBe(true)
    await press(sidebar, 'old.png')
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([
      ['LoadImage', null, { image: 'day/old.png [output]' }]
    ])
    await sidebar.get('[data-testid="asset-folder-input"] input').setValue(true)
    await app.settle()
    expect(listNames(sidebar)).toEqual(['b.png', 'a.png', 'c.mp3'])
  })

  it('[B42] its folders are one stop of Tab, moved between by arrows: one group of radios', async () => {
    const radios = (await open()).findAll('input[type="radio"]')
    expect(new Set(radios.map((radio) => radio.attributes('name')))).toEqual(
      new Set(['asset-folder'])
    )
  })

  it('puts a file on the graph by a press: with the node that loads its kind, wherever it lies', async () => {
    const sidebar = await open()
    await press(sidebar, 'b.png')
    await press(sidebar, 'c.mp3')
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([
      ['LoadImage', null, { image: 'b.png [output]' }],
      ['LoadAudio', null, { audio: 'c.mp3 [output]' }]
    ])
  })

  it('gives a dragged file to the node under it, else to a new one there', () => {
    const drop = () =>
      app.use(useAssetDrop).drop({
        dataTransfer: {
          getData: (type: string) =>
            type === ASSET_DRAG_TYPE &&
            JSON.stringify({
              file: { filename: 'x.png', subfolder: 'in', type: 'input' },
              kind: 'image'
            })
        },
        clientX: 5,
        clientY: 6,
        preventDefault: () => {}
      } as unknown as DragEvent)
    app.recorded.answer('canvas.loadFileAt', true)
    drop()
    expect(app.recorded.getCalls('canvas.loadFileAt')).toEqual([
      [{ x: 5, y: 6 }, 'image', 'in/x.png']
    ])
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([])
    app.recorded.answer('canvas.loadFileAt', false)
    drop()
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([
      ['LoadImage', { x: 5, y: 6 }, { image: 'in/x.png' }]
    ])
  })

  it('says so when nothing can load a picture', async () => {
    app.recorded.answer('canvas.addNode', false)
    await press(await open(), 'b.png')
    expect(useNoticeStore().notices).toHaveLength(1)
  })

  it('searches, sorts and filters by kind; of ten thousand only what is in view is there', async () => {
    names = [...Array.from({ length: 10_000 }, (_, at) => `picture ${at}.png`), 'song.mp3', 'a.glb']
    const sidebar = await open()
    expect(sidebar.get('[data-testid="asset-grid"]').attributes('data-count')).toBe('10002')
    expect(listNames(sidebar).length).toBeLessThan(60)
    await sidebar.get('[data-testid="asset-sort"]').setValue('oldest')
    await app.settle()
    expect(listNames(sidebar)[0]).toBe('a.glb')
    await sidebar.get('[data-testid="asset-sort"]').setValue('name')
    await sidebar.get('[data-testid="asset-search"]').setValue('PICTURE 99')
    await app.settle()
    expect(listNames(sidebar).slice(0, 2)).toEqual(['picture 99.png', 'picture 199.png'])
    await sidebar.get('[data-testid="asset-search"]').setValue('')
    const kind = sidebar.get('[data-testid="asset-kind"]')
    expect(kind.findAll('option').map((option) => option.text())).toEqual([
      'Any kind',
      'Images',
      'Audio',
      '3D'
    ])
    await kind.setValue('audio')
    await app.settle()
    expect(listNames(sidebar)).toEqual(['song.mp3'])
    await sidebar.get('[data-testid="asset-search"]').setValue('zzz')
    await app.settle()
    expect(sidebar.text()).toContain('None matches.')
  })

  it('[B42] selects several, one by one or a range, and adds them at once', async () => {
    const sidebar = await open()
    await press(sidebar, 'b.png', { ctrlKey: true })
    await press(sidebar, 'c.mp3', { shiftKey: true })
    expect(sidebar.get('[data-testid="asset-bar"]').text()).toContain('3 selected')
    await press(sidebar, 'a.png')
    expect(sidebar.get('[data-testid="asset-bar"]').text()).toContain('2 selected')
    await sidebar.get('[data-testid="asset-bar"] [aria-label="Add to the graph"]').trigger('click')
    expect(app.recorded.getCalls('canvas.addNode').map(([type]) => type)).toEqual([
      'LoadImage',
      'LoadAudio'
    ])
    await sidebar.get('[data-testid="asset-grid"]').trigger('keydown', { key: 'Escape' })
    expect(sidebar.find('[data-testid="asset-bar"]').exists()).toBe(false)
    await sidebar.get('[data-testid="asset-grid"]').trigger('keydown', { key: 'a', ctrlKey: true })
    expect(sidebar.get('[data-testid="asset-bar"]').text()).toContain('3 selected')
  })

  it('[B42] is walked with the arrows; Space looks at a file among its neighbours', async () => {
    const viewer = app.use(useResultViewer)
    const sidebar = await open()
    const focused = () => document.activeElement?.getAttribute('aria-label')
    await sidebar.get('[data-testid="asset-grid"]').trigger('keydown', { key: 'ArrowRight' })
    await app.settle()
    expect(focused()).toBe('a.png')
    const tile = sidebar.get('button[aria-label="a.png"]')
    await tile.trigger('keydown', { key: ' ', ctrlKey: true })
    expect(viewer.isOpen.value).toBe(false)
    await tile.trigger('keydown', { key: ' ' })
    expect(viewer.isOpen.value).toBe(true)
    expect([viewer.state.value.items.length, viewer.current.value?.filename]).toEqual([3, 'a.png'])
    viewer.step(1)
    expect(viewer.current.value?.media).toBe('audio')
    viewer.close()
    expect(viewer.isOpen.value).toBe(false)
  })

  it('opens the mask editor on a picture', async () => {
    await choose(await open(), 'b.png', 'Open the mask editor')
    expect(useMaskEditorStore().target).toEqual({
      file: { filename: 'b.png', subfolder: '', type: 'output' },
      node: null
    })
  })

  it('opens the workflow that a file carries, else that of the job it stands for; says when there is none', async () => {
    const document = { nodes: [], links: [], version: 0.4 }
    const svg = `<svg><metadata><![CDATA[${JSON.stringify({ workflow: document })}]]></metadata></svg>`
    names = ['a.svg', 'b.txt', 'c.txt']
    app.recorded.answer('api.readFile', ({ filename }: { filename: string }) =>
      Promise.resolve(new Blob([filename === 'a.svg' ? svg : 'nothing']))
    )
    const thumbnail = { filename: 'b.txt', subfolder: '', type: 'output' }
    const job = { promptId: toPromptId('p1'), thumbnail }
    app.recorded.answer('api.listJobs', () =>
      Promise.resolve({ jobs: [job], total: 1, hasMore: false })
    )
    const sidebar = await open()
    await choose(sidebar, 'a.svg', 'Open its workflow')
    await untilCalled('workflows.openDocument')
    expect(app.recorded.getCalls('workflows.openDocument')).toEqual([[document, 'a']])
    await choose(sidebar, 'b.txt', 'Open its workflow')
    await untilCalled('jobs.openJob')
    expect(app.recorded.getCalls('jobs.openJob')).toEqual([['p1']])
    await choose(sidebar, 'c.txt', 'Open its workflow')
    await vi.waitFor(() => expect(useNoticeStore().notices[0]?.title).toContain('c.txt'), 20_000)
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
})

describe('getInputName', () => {
  it('names the folder where it is not the input’s', () => {
    const make = (type: string) => getInputName({ filename: 'a.png', type })
    expect([make('input'), make('output')]).toEqual(['a.png', 'a.png [output]'])
  })
})
