import { t } from '@/i18n/translate'

type Content = string | Node | readonly Node[]

/**
 * ComfyUI's dialog for packs (`app.ui.dialog`), which they also extend: a panel over the page with what they put into it
 * and buttons below. Its members stay writable, since packs wrap `show`.
 */
export class ComfyDialog extends EventTarget {
  readonly element: HTMLElement
  readonly textElement: HTMLElement
  #before: Element | null = null

  constructor(type = 'div', buttons: readonly HTMLElement[] | null = null) {
    super()
    this.textElement = document.createElement('p')
    this.element = document.createElement(type)
    this.element.className = 'comfy-modal'
    this.element.tabIndex = -1
    this.element.setAttribute('role', 'dialog')
    this.element.setAttribute('aria-modal', 'true')
    const content = document.createElement('div')
    content.className = 'comfy-modal-content'
    content.append(this.textElement, ...(buttons ?? this.createButtons()))
    this.element.append(content)
    this.element.addEventListener('keydown', (event) => {
      // The page's shortcuts rest while it is open.
      event.stopPropagation()
      if (event.key === 'Escape') this.close()
    })
  }

  createButtons(): HTMLElement[] {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = t('common.close')
    button.addEventListener('click', () => this.close())
    return [button]
  }

  /** @param content HTML as text, or elements */
  show(content?: Content): void {
    if (typeof content === 'string') this.textElement.innerHTML = content
    else if (content) this.textElement.replaceChildren(...[content].flat())
    this.element.setAttribute('aria-label', t('layout.packDialog'))
    if (this.element.style.display !== 'flex') this.#before = document.activeElement
    this.element.style.display = 'flex'
    if (!this.element.isConnected) document.body.append(this.element)
    this.element.focus()
  }

  close(): void {
    const hadFocus = this.element.contains(document.activeElement)
    this.element.style.display = 'none'
    if (hadFocus && this.#before instanceof HTMLElement) this.#before.focus()
    this.#before = null
  }
}
