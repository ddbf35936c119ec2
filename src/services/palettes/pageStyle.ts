import type { StyleChecks } from '@/domain/palette'
import type { ColorScheme, PaletteTokens } from '@/domain/paletteTokens'

/** Where the style of the last visit is kept; `public/firstPaint.js` reads it before anything is shown. */
const KEPT_KEY = 'parallel.palette'

/** The page's style, as palettes change it. */
export interface PageStyle {
  readonly checks: StyleChecks
  /** What the style sheet says for a scheme, palettes apart. */
  readBase(scheme: ColorScheme, names: readonly string[]): Record<string, string>
  /** What the page has now. */
  read(names: readonly string[]): Record<string, string>
  /** Any colour that the browser knows, as one that can be counted with. */
  resolveColour(colour: string): string
  /** @param followsSystem the scheme is the system's at each visit */
  apply(tokens: PaletteTokens, followsSystem: boolean): void
}

/** @param root the document's outermost element */
export function createPageStyle(root: HTMLElement, storage: Pick<Storage, 'setItem'>): PageStyle {
  // What the first paint has set is replaced like what was applied since.
  const listApplied = () =>
    Array.from({ length: root.style.length }, (_, place) => root.style.item(place)).filter((name) =>
      name.startsWith('--')
    )
  const write = ({ scheme, properties }: PaletteTokens): void => {
    for (const name of listApplied()) if (!(name in properties)) root.style.removeProperty(name)
    for (const [name, value] of Object.entries(properties)) root.style.setProperty(name, value)
    root.dataset.colorScheme = scheme
    // Where node packs look.
    root.classList.toggle('dark-theme', scheme === 'dark')
  }
  const read = (names: readonly string[]): Record<string, string> => {
    const style = getComputedStyle(root)
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name).trim()]))
  }
  return {
    checks: {
      isColour: (text) =>
        CSS.supports('color', text) && !/^(inherit|unset|initial|revert)/i.test(text),
      isShadow: (text) => CSS.supports('box-shadow', text)
    },
    readBase(scheme, names) {
      write({ scheme, properties: {} })
      return read(names)
    },
    read,
    resolveColour,
    apply(tokens, followsSystem) {
      write(tokens)
      try {
        storage.setItem(KEPT_KEY, JSON.stringify({ ...tokens, followsSystem }))
      } catch {
        // The next visit begins dark, and changes as soon as the settings are there.
      }
    }
  }
}

let pen: CanvasRenderingContext2D | null | undefined

/** A canvas says of every colour it takes what it is, as `#rrggbb` or `rgba()`. */
function resolveColour(colour: string): string {
  if (colour.startsWith('#')) return colour
  pen ??= document.createElement('canvas').getContext('2d')
  if (!pen) return colour
  pen.fillStyle = '#000'
  pen.fillStyle = colour
  return pen.fillStyle
}
