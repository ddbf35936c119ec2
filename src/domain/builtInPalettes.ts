import type { Palette } from './palette'

/** A published colour scheme, as far as a palette is made of it. */
interface SchemeColours {
  readonly id: string
  readonly name: string
  /** Of the canvas, of strips around it, of panels, and of what stands out on panels. */
  readonly ground: string
  readonly strip: string
  readonly panel: string
  readonly raised: string
  readonly hover: string
  readonly line: string
  readonly text: string
  readonly strong: string
  readonly muted: string
  readonly node: string
  readonly title: string
  readonly field: string
  readonly outline: string
  readonly accent: string
  readonly primary: string
  readonly primaryHover: string
  readonly success: string
  readonly warning: string
  readonly error: string
  readonly slots: Readonly<Record<string, string>>
}

function makePalette(scheme: SchemeColours): Palette {
  return {
    id: scheme.id,
    name: scheme.name,
    light_theme: false,
    colors: {
      node_slot: scheme.slots,
      litegraph_base: {
        CLEAR_BACKGROUND_COLOR: scheme.ground,
        NODE_TITLE_COLOR: scheme.text,
        NODE_SELECTED_TITLE_COLOR: scheme.strong,
        NODE_TEXT_COLOR: scheme.text,
        NODE_TEXT_HIGHLIGHT_COLOR: scheme.strong,
        NODE_DEFAULT_COLOR: scheme.title,
        NODE_DEFAULT_BGCOLOR: scheme.node,
        NODE_DEFAULT_BOXCOLOR: scheme.muted,
        NODE_BOX_OUTLINE_COLOR: scheme.accent,
        NODE_ERROR_COLOUR: scheme.error,
        WIDGET_BGCOLOR: scheme.field,
        WIDGET_OUTLINE_COLOR: scheme.outline,
        WIDGET_TEXT_COLOR: scheme.strong,
        WIDGET_SECONDARY_TEXT_COLOR: scheme.text,
        WIDGET_DISABLED_TEXT_COLOR: scheme.outline,
        LINK_COLOR: scheme.muted,
        CONNECTING_LINK_COLOR: scheme.success
      },
      comfy_base: {
        'bg-color': scheme.ground,
        'fg-color': scheme.strong,
        'comfy-menu-bg': scheme.panel,
        'comfy-menu-secondary-bg': scheme.strip,
        'comfy-menu-hover-bg': scheme.hover,
        'comfy-input-bg': scheme.field,
        'input-text': scheme.text,
        'descrip-text': scheme.muted,
        'drag-text': scheme.text,
        'error-text': scheme.error,
        'border-color': scheme.line,
        'tr-even-bg-color': scheme.panel,
        'tr-odd-bg-color': scheme.strip,
        'content-bg': scheme.raised,
        'content-fg': scheme.strong,
        'content-hover-bg': scheme.hover,
        'content-hover-fg': scheme.strong,
        'bar-shadow': 'rgb(0 0 0 / 45%) 0 8px 24px',
        'accent-color': scheme.accent,
        'primary-bg': scheme.primary,
        'primary-fg': '#ffffff',
        'primary-hover-bg': scheme.primaryHover,
        'success-color': scheme.success,
        'warning-color': scheme.warning
      }
    }
  }
}

const SOLARIZED = makePalette({
  id: 'solarized',
  name: 'Solarized',
  ground: '#002b36',
  strip: '#04313d',
  panel: '#073642',
  raised: '#0f4250',
  hover: '#164a59',
  line: '#20515f',
  text: '#a9b7b7',
  strong: '#fdf6e3',
  muted: '#93a1a1',
  node: '#073642',
  title: '#0d4352',
  field: '#002b36',
  outline: '#586e75',
  accent: '#4aa3e0',
  primary: '#1b6ca8',
  primaryHover: '#2075b3',
  success: '#a3b91c',
  warning: '#d9a514',
  error: '#f0716e',
  slots: {
    CLIP: '#b58900',
    CONDITIONING: '#cb4b16',
    CONTROL_NET: '#859900',
    IMAGE: '#268bd2',
    LATENT: '#d33682',
    MASK: '#859900',
    MODEL: '#6c71c4',
    VAE: '#dc322f',
    STRING: '#93a1a1',
    INT: '#2aa198',
    FLOAT: '#2aa198'
  }
})

const NORD = makePalette({
  id: 'nord',
  name: 'Nord',
  ground: '#2e3440',
  strip: '#323947',
  panel: '#3b4252',
  raised: '#434c5e',
  hover: '#4c566a',
  line: '#4c566a',
  text: '#d8dee9',
  strong: '#eceff4',
  muted: '#b6c0d0',
  node: '#3b4252',
  title: '#434c5e',
  field: '#2e3440',
  outline: '#5f6b82',
  accent: '#88c0d0',
  primary: '#46648a',
  primaryHover: '#506f97',
  success: '#a3be8c',
  warning: '#ebcb8b',
  error: '#f0a8af',
  slots: {
    CLIP: '#ebcb8b',
    CONDITIONING: '#d08770',
    CONTROL_NET: '#8fbcbb',
    IMAGE: '#81a1c1',
    LATENT: '#b48ead',
    MASK: '#a3be8c',
    MODEL: '#5e81ac',
    VAE: '#bf616a',
    STRING: '#d8dee9',
    INT: '#88c0d0',
    FLOAT: '#8fbcbb'
  }
})

const ARC = makePalette({
  id: 'arc',
  name: 'Arc',
  ground: '#2f343f',
  strip: '#333845',
  panel: '#383c4a',
  raised: '#404552',
  hover: '#4b5162',
  line: '#4b5162',
  text: '#d3dae3',
  strong: '#ffffff',
  muted: '#b0b8c6',
  node: '#383c4a',
  title: '#444a58',
  field: '#2b303b',
  outline: '#5c6478',
  accent: '#7ab2f4',
  primary: '#2f6db5',
  primaryHover: '#3673bb',
  success: '#73d69c',
  warning: '#f5a878',
  error: '#ff9a94',
  slots: {
    CLIP: '#eac435',
    CONDITIONING: '#f27835',
    CONTROL_NET: '#73d69c',
    IMAGE: '#5294e2',
    LATENT: '#c78ae6',
    MASK: '#73d216',
    MODEL: '#9aa7e8',
    VAE: '#fc4138',
    STRING: '#d3dae3',
    INT: '#7fd1e0',
    FLOAT: '#7fd1c0'
  }
})

const GITHUB = makePalette({
  id: 'github',
  name: 'GitHub',
  ground: '#0d1117',
  strip: '#010409',
  panel: '#161b22',
  raised: '#21262d',
  hover: '#292e36',
  line: '#30363d',
  text: '#c9d1d9',
  strong: '#f0f6fc',
  muted: '#9198a1',
  node: '#161b22',
  title: '#21262d',
  field: '#0d1117',
  outline: '#484f58',
  accent: '#58a6ff',
  primary: '#1f6feb',
  primaryHover: '#1a63d6',
  success: '#3fb950',
  warning: '#d29922',
  error: '#ff7b72',
  slots: {
    CLIP: '#e3b341',
    CONDITIONING: '#f0883e',
    CONTROL_NET: '#7ee787',
    IMAGE: '#58a6ff',
    LATENT: '#f778ba',
    MASK: '#3fb950',
    MODEL: '#bc8cff',
    VAE: '#ff7b72',
    STRING: '#c9d1d9',
    INT: '#79c0ff',
    FLOAT: '#56d4dd'
  }
})

/** What comes along besides the page's own two, `dark` and `light`; by ComfyUI's ids. */
export const BUILT_IN_PALETTES: readonly Palette[] = [ARC, GITHUB, NORD, SOLARIZED]
