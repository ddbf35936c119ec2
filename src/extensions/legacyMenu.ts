type Part = Node | { readonly element: Node }

const toNode = (part: Part): Node => ('element' in part ? part.element : part) as Node

/** A group of buttons in the bar, as ComfyUI's `ComfyButtonGroup`. */
class ButtonGroup {
  readonly element: HTMLElement

  constructor() {
    this.element = document.createElement('div')
    this.element.className = 'comfyui-button-group'
  }

  append = (...parts: readonly Part[]): void => this.element.append(...parts.map(toNode))

  /** @param place from 0; behind the last it is put at the end */
  insert = (part: Part, place: number): void => {
    this.element.insertBefore(toNode(part), this.element.childNodes[place] ?? null)
  }
}

/** `app.menu`: the bar in which packs put buttons, before, after or into its group. */
export class LegacyMenu {
  readonly element: HTMLElement
  readonly settingsGroup = new ButtonGroup()

  constructor() {
    this.element = document.createElement('div')
    this.element.className = 'comfyui-menu'
    this.element.append(this.settingsGroup.element)
  }
}
