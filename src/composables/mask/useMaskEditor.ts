import type { ShallowRef } from 'vue'
import { inject, shallowRef } from 'vue'
import { MaskDrawing } from '@/domain/mask/maskDrawing'
import type { MaskListener } from '@/domain/mask/maskDrawing'
import { t } from '@/i18n/translate'
import { ApiError } from '@/services/api/comfyApi'
import { loadMask } from '@/services/mask/loadMask'
import type { PictureCodec } from '@/services/mask/pictureCodec'
import { browserCodec } from '@/services/mask/pictureCodec'
import { saveMask } from '@/services/mask/saveMask'
import type { MaskTarget } from '@/stores/maskEditorStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useMaskEditorStore } from '@/stores/maskEditorStore'
import { useServices } from '../useServices'
import { PICTURE_CODEC } from './maskCodec'
import { useMaskResult } from './useMaskResult'

export interface MaskEditor {
  readonly target: MaskTarget
  readonly phase: Readonly<ShallowRef<'loading' | 'ready' | 'failed'>>
  /** Why the picture could not be read, or the drawing not be saved; in words for people. */
  readonly error: Readonly<ShallowRef<string | null>>
  readonly isSaving: Readonly<ShallowRef<boolean>>
  /** What is drawn; null before the picture is there. */
  readonly drawing: Readonly<ShallowRef<MaskDrawing | null>>
  readonly canUndo: Readonly<ShallowRef<boolean>>
  readonly canRedo: Readonly<ShallowRef<boolean>>
  load(): Promise<void>
  /** Does something to the drawing, and has undo and redo follow. */
  edit(change: (drawing: MaskDrawing) => void): void
  /** Uploads, gives the node the result, and closes; the drawing stays when that fails. */
  save(): Promise<void>
  /** Closes; asks first when something was drawn. */
  close(): Promise<void>
}

/**
 * One drawing on one picture, from opening to saving.
 * @param onChange told of pixels that changed, often
 */
export function useMaskEditor(target: MaskTarget, onChange: MaskListener): MaskEditor {
  const { api } = useServices()
  const store = useMaskEditorStore()
  const dialogs = useDialogStore()
  const codec = inject(PICTURE_CODEC, browserCodec)
  const giveResult = useMaskResult()
  const isSaving = shallowRef(false)
  const canUndo = shallowRef(false)
  const canRedo = shallowRef(false)
  const loading = useMaskLoading(target, codec, onChange)
  const { drawing, error } = loading

  async function save(): Promise<void> {
    const current = drawing.value
    if (!current || isSaving.value) return
    current.endStroke()
    isSaving.value = true
    error.value = null
    try {
      giveResult(target, await saveMask(api, codec, current, loading.getSource(), Date.now()))
      store.close()
    } catch (problem) {
      error.value = t('mask.notSaved', { detail: describe(problem) })
    } finally {
      isSaving.value = false
    }
  }
  async function close(): Promise<void> {
    if (isSaving.value) return
    if (drawing.value?.canUndo && !(await askToDiscard(dialogs))) return
    store.close()
  }
  return {
    target,
    ...loading,
    isSaving,
    canUndo,
    canRedo,
    edit(change) {
      if (!drawing.value || isSaving.value) return
      change(drawing.value)
      canUndo.value = drawing.value.canUndo
      canRedo.value = drawing.value.canRedo
    },
    save,
    close
  }
}

/** Reads the picture and what is drawn on it already. */
function useMaskLoading(target: MaskTarget, codec: PictureCodec, onChange: MaskListener) {
  const { api } = useServices()
  const phase = shallowRef<'loading' | 'ready' | 'failed'>('loading')
  const error = shallowRef<string | null>(null)
  const drawing = shallowRef<MaskDrawing | null>(null)
  let source = target.file
  async function load(): Promise<void> {
    phase.value = 'loading'
    error.value = null
    try {
      const loaded = await loadMask(api, codec, target.file)
      source = loaded.source
      drawing.value = new MaskDrawing(loaded.pixels, onChange)
      phase.value = 'ready'
    } catch (problem) {
      error.value = describe(problem)
      phase.value = 'failed'
    }
  }
  return { phase, error, drawing, load, getSource: () => source }
}

function describe(problem: unknown): string {
  if (problem instanceof ApiError && problem.status === 404) return t('mask.gone')
  return problem instanceof Error ? problem.message : String(problem)
}

async function askToDiscard(dialogs: ReturnType<typeof useDialogStore>): Promise<boolean> {
  const answer = await dialogs.ask({
    title: t('mask.discardTitle'),
    message: t('mask.discardMessage'),
    confirmLabel: t('mask.discard'),
    cancelLabel: t('mask.goOn'),
    isDestructive: true
  })
  return answer === 'confirm'
}
