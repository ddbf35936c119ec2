import type { IContextMenuOptions, IContextMenuValue } from '@comfyorg/litegraph'
import { ContextMenu, LiteGraph } from '@comfyorg/litegraph'
import { escapeMarkup, sanitiseMarkup } from './sanitiseMarkup'

type Values = ConstructorParameters<typeof ContextMenu>[0]
type Options = ConstructorParameters<typeof ContextMenu>[1]

/** A menu whose entries can't bring markup of a document to life. */
export class SafeContextMenu extends ContextMenu {
  constructor(values: Values, options: Options) {
    super(values, options?.title ? { ...options, title: sanitiseMarkup(options.title) } : options)
  }

  override addItem(
    name: string | null,
    value: string | IContextMenuValue | null,
    options: IContextMenuOptions
  ): HTMLElement {
    // A bare text is a value of a list; an object's content may be meant as markup.
    if (typeof value === 'string') return super.addItem(escapeMarkup(String(name)), value, options)
    if (typeof value?.title === 'string') value.title = sanitiseMarkup(value.title)
    return super.addItem(name === null ? null : sanitiseMarkup(String(name)), value, options)
  }
}

/**
 * Puts a plain function with the class's prototype and statics in the place of LiteGraph's menu class: node packs
 * replace it by functions that `.call` what was there (LiteGraph trap 14).
 */
export function makeContextMenuCallable(): void {
  function Menu(values: Values, options: Options): SafeContextMenu {
    return new SafeContextMenu(values, options)
  }
  Object.setPrototypeOf(Menu, SafeContextMenu)
  Menu.prototype = SafeContextMenu.prototype
  LiteGraph.ContextMenu = Menu as unknown as typeof ContextMenu
}

interface MenuOptions {
  readonly event: MouseEvent
  readonly scale?: number
  readonly className?: string
  readonly callback?: (item: never) => void
}

/** Opens a menu through whatever node packs put in the place of ours. */
export function openMenu(items: readonly unknown[], options: MenuOptions): ContextMenu {
  return new LiteGraph.ContextMenu(items as never, options as never)
}
