import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef } from 'vue'
import type { Palette } from '@/domain/palette'
import { t } from '@/i18n/translate'
import { useDialogStore } from '@/stores/dialogStore'
import { useAttempt } from '../notices/useAttempt'
import { useServices } from '../useServices'
import { useFilePicker } from '../workflow/useFilePicker'
import { useSettingField } from './useSettings'

/** A palette to choose, with what its card shows. */
export interface PaletteCard {
  readonly id: string
  readonly name: string
  readonly isOwn: boolean
  /** Ground, panel, node and text; two sets where it follows the system. */
  readonly colours: readonly string[]
}

/** The page's own, which stand in the style sheet (`palette.css`). */
const DARK = ['#141518', '#1e2024', '#34373d', '#dadde3']
const LIGHT = ['#e9ebef', '#ffffff', '#f4f5f7', '#2a2e35']

export interface PaletteChoice {
  readonly cards: ComputedRef<readonly PaletteCard[]>
  readonly chosen: ComputedRef<string>
  /** What is wrong with the file that was brought last; null when nothing is. */
  readonly failure: Readonly<ShallowRef<string | null>>
  choose(id: string): void
  /** Asks for a palette's file. */
  importFile(): void
  exportFile(): void
  remove(card: PaletteCard): void
}

/** The palettes of page and canvas: those that come along, and the user's own. */
export function usePalettes(): PaletteChoice {
  const { palettes } = useServices()
  const attempt = useAttempt()
  const dialogStore = useDialogStore()
  const field = useSettingField('Comfy.ColorPalette')
  const builtIn = shallowRef<readonly Palette[]>([])
  const failure = shallowRef<string | null>(null)
  void palettes.listBuiltIn().then((list) => (builtIn.value = list))
  async function take(file: File): Promise<void> {
    failure.value = null
    try {
      await palettes.importPalette(await file.text())
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error)
    }
  }
  async function askAndRemove({ id, name }: PaletteCard): Promise<void> {
    const answer = await dialogStore.ask({
      title: t('palettes.deleteTitle'),
      message: t('palettes.deleteHint', { name }),
      confirmLabel: t('common.delete'),
      isDestructive: true
    })
    if (answer === 'confirm') await palettes.removePalette(id)
  }
  return {
    cards: computed(() => [
      { id: 'dark', name: t('settings.dark'), isOwn: false, colours: DARK },
      { id: 'light', name: t('settings.light'), isOwn: false, colours: LIGHT },
      { id: 'system', name: t('settings.system'), isOwn: false, colours: [...DARK, ...LIGHT] },
      ...builtIn.value.map((palette) => makeCard(palette, false)),
      ...palettes.listOwn().map((palette) => makeCard(palette, true))
    ]),
    // Older versions of ComfyUI marked the user's own.
    chosen: computed(() => field.value.replace(/^custom_/, '')),
    failure,
    choose: (id) => void (field.value = id),
    importFile: useFilePicker('.json,application/json', ([file]) => void (file && take(file))),
    exportFile: () => palettes.exportPalette(),
    remove: (card) => void attempt(t('palettes.removeFailed'), () => askAndRemove(card))
  }
}

function makeCard({ id, name, colors, light_theme }: Palette, isOwn: boolean): PaletteCard {
  const { comfy_base: page = {}, litegraph_base: canvas = {} } = colors
  const base = light_theme ? LIGHT : DARK
  const found = [
    page['bg-color'],
    page['comfy-menu-bg'],
    canvas.NODE_DEFAULT_BGCOLOR,
    page['input-text']
  ]
  return { id, name, isOwn, colours: base.map((colour, at) => String(found[at] ?? colour)) }
}
