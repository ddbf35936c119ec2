import type { IContextMenuOptions, IContextMenuValue } from '@comfyorg/litegraph'
import { ContextMenu, LiteGraph } from '@comfyorg/litegraph'
import { translateEntry } from '../menus/menuWords'
import { addMenuFilter } from './menuFilter'
import { listenForMenuKeys, walkByKeys } from './menuKeys'
import { escapeMarkup, sanitiseMarkup } from './sanitiseMarkup'

type Values = ConstructorParameters<typeof ContextMenu>[0]
type Options = ConstructorParameters<typeof ContextMenu>[1]

let hasOwnEntries = false

/** While a menu opens whose bare texts are LiteGraph's own entries, and no values of a list. */
export function withOwnEntries<T>(open: () => T): T {
  hasOwnEntries = true
  try {
    return open()
  } finally {
    hasOwnEntries = false
  }
}

/** A menu whose entries can't bring markup of a document to life. */
export class SafeContextMenu extends ContextMenu {
  constructor(values: Values, options: Options) {
    super(values, options?.title ? { ...options, title: sanitiseMarkup(options.title) } : options)
    walkByKeys(this as never)
    // Lists of fields, and no others, grow with the view.
    if (options?.scale !== undefined && !options.parentMenu) addMenuFilter(this.root)
  }

  override addItem(
    name: string | null,
    value: string | IContextMenuValue | null,
    options: IContextMenuOptions
  ): HTMLElement {
    // A bare text is a value of a list, or an entry of a submenu; an object's content may be meant as markup.
    if (typeof value === 'string') {
      const isEntry = options.parentMenu !== undefined || hasOwnEntries
      const text = isEntry ? translateEntry(String(name)) : String(name)
      return super.addItem(text === name ? escapeMarkup(text) : text, value, options)
    }
    if (typeof value?.title === 'string') value.title = sanitiseMarkup(value.title)
    const text = name === null ? null : sanitiseMarkup(translateEntry(String(name)))
    return super.addItem(text, value, options)
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
  listenForMenuKeys()
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
