import type { LGraphNode } from '@comfyorg/litegraph'
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
    void renderMarkdown(toText(widget.value)).then((fragment) => view.replaceChildren(fragment))
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

/**
 * HTML of a Markdown text without anything that acts: no scripts, handlers, frames or forms. Both libraries load
 * with the first note that is seen.
 */
export async function renderMarkdown(text: string): Promise<DocumentFragment> {
  const [{ marked }, { default: purify }] = await Promise.all([
    import('marked'),
    import('dompurify')
  ])
  const html = await marked.parse(text, { async: true, gfm: true, breaks: true })
  const fragment = purify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select'],
    FORBID_ATTR: ['style']
  })
  for (const link of fragment.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank')
    link.setAttribute('rel', 'noopener noreferrer')
  }
  return fragment
}
