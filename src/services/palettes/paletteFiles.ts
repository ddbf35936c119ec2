import type { Palette, PaletteProblem } from '@/domain/palette'
import { findPaletteProblems, readPalette } from '@/domain/palette'
import { formatList } from '@/i18n/intl'
import { t } from '@/i18n/translate'
import { PAGE_PALETTES } from '@/stores/paletteStore'
import type { useDialogStore } from '@/stores/dialogStore'
import type { usePaletteStore } from '@/stores/paletteStore'
import type { useSettingStore } from '@/stores/settingStore'
import type { PaletteService, SettingService } from '../services'
import type { PageStyle } from './pageStyle'
import { listOwnPalettes } from './paletteService'

/** Characters of a palette's file; ComfyUI's own have a few thousand, with a picture in them some more. */
const MAX_TEXT = 2_000_000
/** Faults that are named; who mends these may ask again. */
const MAX_NAMED = 4

export interface PaletteFilesContext {
  readonly settings: ReturnType<typeof useSettingStore>
  readonly palettes: ReturnType<typeof usePaletteStore>
  readonly dialogs: Pick<ReturnType<typeof useDialogStore>, 'ask'>
  readonly store: SettingService
  readonly style: PageStyle
  /** Colours of the graph as they stand. */
  readonly readCanvas: () => Pick<Palette['colors'], 'node_slot' | 'litegraph_base'>
  readonly saveFile: (name: string, content: string) => void
}

/** Custom properties of ComfyUI's palettes. */
const PAGE_KEYS = [
  'bg-color',
  'fg-color',
  'comfy-menu-bg',
  'comfy-menu-secondary-bg',
  'comfy-input-bg',
  'input-text',
  'descrip-text',
  'drag-text',
  'error-text',
  'border-color',
  'tr-even-bg-color',
  'tr-odd-bg-color',
  'content-bg',
  'content-fg',
  'content-hover-bg',
  'content-hover-fg',
  'bar-shadow'
]

/** Palettes as files and as the user's own (`Comfy.CustomColorPalettes`). */
export function createPaletteService(context: PaletteFilesContext): PaletteService {
  const { settings, store } = context
  const listOwn = () =>
    listOwnPalettes(settings.getSetting('Comfy.CustomColorPalettes'), context.style)
  const writeOwn = (own: readonly Palette[], chosen: string) =>
    store.setMany({
      'Comfy.CustomColorPalettes': Object.fromEntries(own.map((entry) => [entry.id, entry])),
      'Comfy.ColorPalette': chosen
    })
  return {
    async listBuiltIn() {
      return (await import('@/domain/builtInPalettes')).BUILT_IN_PALETTES
    },
    listOwn,
    async importPalette(text) {
      const palette = await readFile(context, text)
      const others = listOwn().filter(({ id }) => id !== palette.id)
      if (others.length < listOwn().length && !(await mayReplace(context, palette))) return false
      await writeOwn([...others, palette], palette.id)
      return true
    },
    exportPalette() {
      const palette = describePage(context)
      context.saveFile(`${palette.id}.json`, JSON.stringify(palette, null, 2))
    },
    async removePalette(id) {
      const chosen = settings.getSetting('Comfy.ColorPalette')
      const others = listOwn().filter((palette) => palette.id !== id)
      await writeOwn(others, chosen === id ? 'dark' : chosen)
    }
  }
}

/** @throws Error that says what is wrong with the file */
async function readFile({ style }: PaletteFilesContext, text: string): Promise<Palette> {
  if (text.length > MAX_TEXT) throw new Error(t('palettes.tooLarge'))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error(t('palettes.noJson'))
  }
  const problems = findPaletteProblems(value, style.checks)
  if (problems.length > 0) throw new Error(describeProblems(problems))
  const palette = readPalette(value, style.checks)
  if (!palette) throw new Error(t('palettes.noPalette'))
  const { BUILT_IN_PALETTES } = await import('@/domain/builtInPalettes')
  const taken = [...PAGE_PALETTES, 'system', ...BUILT_IN_PALETTES.map(({ id }) => id)]
  if (taken.includes(palette.id)) throw new Error(t('palettes.idTaken', { id: palette.id }))
  return palette
}

function describeProblems(problems: readonly PaletteProblem[]): string {
  const [first] = problems
  if (first?.kind === 'noObject' || first?.kind === 'noColors') return t('palettes.noPalette')
  const named = problems.slice(0, MAX_NAMED).map(({ at }) => at)
  return t('palettes.wrongValues', { count: problems.length, names: formatList(named) })
}

async function mayReplace({ dialogs }: PaletteFilesContext, { name }: Palette): Promise<boolean> {
  const answer = await dialogs.ask({
    title: t('palettes.replace'),
    message: t('palettes.replaceHint', { name }),
    confirmLabel: t('palettes.replaceLabel'),
    isDestructive: true
  })
  return answer === 'confirm'
}

/** Everything as it is shown now, so that ComfyUI and others show the same. */
function describePage({ palettes, readCanvas, style }: PaletteFilesContext): Palette {
  const { current, scheme } = palettes
  const own = Object.keys(current?.colors.comfy_base ?? {})
  const keys = [...new Set([...PAGE_KEYS, ...own])]
  const page = style.read(keys.map((key) => `--${key}`))
  return {
    id: current?.id ?? `my-${scheme}`,
    name: current?.name ?? (scheme === 'dark' ? 'Dark' : 'Light'),
    light_theme: scheme === 'light',
    colors: {
      ...readCanvas(),
      comfy_base: Object.fromEntries(keys.map((key) => [key, page[`--${key}`] ?? '']))
    }
  }
}
