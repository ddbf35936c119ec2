import type { LGraphNode } from '@comfyorg/litegraph'
import { renderMarkdown } from '@/composables/ui/renderMarkdown'
import type { DomWidget } from './domWidget'
import { TextAreaWidget, toText } from './textAreaWidget'

/** Markdown, shown as text with formatting; a double click edits it. */
export class MarkdownWidget extends TextAreaWidget {
  constructor(node: LGraphNode, name: string, options: Record<string, unknown>) {
    super(node, name, options)
    const getTextArea = Object.getOwnPropertyDescriptor(this, 'inputEl')!
      .get as () => HTMLTextAreaElement
    let element: HTMLElement | undefined
    Object.defineProperty(this, 'element', {
      get: () => (element ??= makeMarkdownView(this, getTextArea())),
      configurable: true,
      enumerable: false
    })
  }

  override createCopyForNode(node: LGraphNode): this {
    const copy = new MarkdownWidget(node, this.name, this.options as Record<string, unknown>)
    copy.value = this.value
    return copy as this
  }
}

function makeMarkdownView(widget: DomWidget, editor: HTMLTextAreaElement): HTMLElement {
  const box = document.createElement('div')
  box.className = 'comfy-markdown'
  const view = document.createElement('div')
  view.className = 'comfy-markdown-content'
  view.tabIndex = 0
  const show = () =>
    void renderMarkdown(toText(widget.value), { breaks: true }).then((fragment) =>
      view.replaceChildren(fragment)
    )
  const edit = () => {
    box.classList.add('editing')
    editor.focus()
  }
  view.addEventListener('dblclick', edit)
  view.addEventListener('keydown', (event) => event.key === 'Enter' && edit())
  editor.addEventListener('blur', () => {
    box.classList.remove('editing')
    show()
  })
  box.append(view, editor)
  show()
  return box
}
