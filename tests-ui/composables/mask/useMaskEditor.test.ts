import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PICTURE_CODEC } from '@/composables/mask/maskCodec'
import type { MaskEditor } from '@/composables/mask/useMaskEditor'
import { useMaskEditor } from '@/composables/mask/useMaskEditor'
import { toNodeLocatorId, toWorkflowId } from '@/domain/ids'
import type { OutputFile } from '@/domain/nodeOutput'
import { ApiError } from '@/services/api/comfyApi'
import { useDialogStore } from '@/stores/dialogStore'
import type { MaskTarget } from '@/stores/maskEditorStore'
import { useMaskEditorStore } from '@/stores/maskEditorStore'
import { useNoticeStore } from '@/stores/noticeStore'
import type { AppHarness } from '../../harness/mountApp'
import { createAppHarness } from '../../harness/mountApp'
import { makePicture, pack, plainCodec } from '../../harness/plainCodec'

const NODE = { workflowId: toWorkflowId('w'), locatorId: toNodeLocatorId('3') }
const TARGET: MaskTarget = { file: { filename: 'a.png', type: 'input' }, node: NODE }
const SAVED = /^clipspace\/clipspace-painted-masked-\d+\.png \[input\]$/

let app: AppHarness
beforeEach(() => {
  app = createAppHarness(undefined, { [PICTURE_CODEC as symbol]: plainCodec })
  const picture = pack(makePicture(4, 4, [9, 9, 9, 255]))
  app.recorded.answer('api.readFile', () => Promise.resolve(picture))
  const keep = (file: File) =>
    Promise.resolve({ filename: file.name, subfolder: 'clipspace', type: 'input' })
  app.recorded.answer('api.uploadImage', keep)
  app.recorded.answer('api.uploadMask', keep)
})
afterEach(() => app.unmount())

async function open(target = TARGET): Promise<MaskEditor> {
  useMaskEditorStore().open(target)
  const editor = app.use(() => useMaskEditor(target, () => {}))
  await editor.load()
  return editor
}
const isOpen = () => useMaskEditorStore().target !== null

describe('the mask editor', () => {
  it('gives the node what was saved, and closes', async () => {
    const editor = await open()
    editor.edit((drawing) => drawing.invert())
    expect([editor.canUndo.value, editor.canRedo.value]).toEqual([true, false])
    await editor.save()
    const [[node, file]] = app.recorded.getCalls('canvas.takePicture') as [[unknown, OutputFile]]
    expect([node, file.subfolder]).toEqual([NODE, 'clipspace'])
    expect(isOpen()).toBe(false)
    expect(useNoticeStore().notices).toEqual([])
  })

  it('gives it to a new node when the node is gone, and says so', async () => {
    app.recorded.answer('canvas.takePicture', false)
    const editor = await open()
    await editor.save()
    expect(app.recorded.getCalls('canvas.addNode')).toEqual([
      ['LoadImage', null, { image: expect.stringMatching(SAVED) }]
    ])
    expect(useNoticeStore().notices[0]?.title).toContain('The node is gone')
  })

  it('adds a node for a picture of no node', async () => {
    const editor = await open({ ...TARGET, node: null })
    await editor.save()
    expect(app.recorded.getCalls('canvas.takePicture')).toEqual([])
    expect(app.recorded.getCalls('canvas.addNode')).toHaveLength(1)
    expect(useNoticeStore().notices).toEqual([])
  })

  it('keeps the drawing when the server refuses it, and saves it at the next try', async () => {
    const editor = await open()
    editor.edit((drawing) => drawing.invert())
    app.recorded.fail('api.uploadMask', 'disk full')
    await editor.save()
    expect(editor.error.value).toContain('disk full')
    expect([isOpen(), editor.isSaving.value, editor.canUndo.value]).toEqual([true, false, true])
    expect(Math.min(...editor.drawing.value!.mask)).toBe(255)
    app.recorded.answer('api.uploadMask', (file: File) =>
      Promise.resolve({ filename: file.name, subfolder: 'clipspace', type: 'input' })
    )
    await editor.save()
    expect([isOpen(), editor.error.value]).toEqual([false, null])
  })

  it('says when the picture is gone, and reads it at the next try', async () => {
    app.recorded.answer('api.readFile', () => Promise.reject(new ApiError('404', 404)))
    const editor = await open()
    expect([editor.phase.value, editor.error.value]).toEqual([
      'failed',
      'It is no longer on the server.'
    ])
    app.recorded.answer('api.readFile', () =>
      Promise.resolve(pack(makePicture(4, 4, [9, 9, 9, 255])))
    )
    await editor.load()
    expect([editor.phase.value, editor.error.value]).toEqual(['ready', null])
  })

  it('asks before a drawing is thrown away, and only then', async () => {
    const editor = await open()
    editor.edit((drawing) => drawing.invert())
    const closing = editor.close()
    const dialogs = useDialogStore()
    dialogs.answer(dialogs.current!.id, 'cancel')
    await closing
    expect(isOpen()).toBe(true)
    editor.edit((drawing) => drawing.undo())
    await editor.close()
    expect(isOpen()).toBe(false)
  })
})
