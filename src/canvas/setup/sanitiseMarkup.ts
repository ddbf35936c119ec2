/** What markup may hold. */
interface Allowed {
  readonly elements: ReadonlySet<string>
  readonly attributes: ReadonlySet<string>
}

/** LiteGraph and node packs use these in menu entries, for colours and two-part labels. */
const MENU: Allowed = {
  elements: new Set(['SPAN', 'B', 'I', 'EM', 'STRONG', 'SMALL', 'DIV', 'BR', 'CODE', 'KBD']),
  attributes: new Set(['class', 'title'])
}
/** LiteGraph's own dialogs, whose labels come from documents. */
const DIALOG: Allowed = {
  elements: new Set([...MENU.elements, 'INPUT', 'SELECT', 'OPTION', 'BUTTON']),
  attributes: new Set([...MENU.attributes, 'type', 'value', 'checked', 'selected', 'autofocus'])
}
/** Declarations that stay within an entry: none can lay it over the page or load anything. */
const HARMLESS_STYLE =
  /^(?:color|background-color|background|border[a-z-]*|padding[a-z-]*|display|float|font[a-z-]*|text-[a-z-]+|opacity)$/
const COLOUR = /(?:rgb|hsl)a?\([\d.,%\s/]*\)/gi

/**
 * Markup without anything that acts: unknown elements become their text, unknown attributes go. Titles, values and
 * property names of a document end up in LiteGraph's menus, which take them for markup.
 */
export function sanitiseMarkup(markup: string): string {
  return sanitise(markup, MENU)
}

/** The same for a dialog with fields. */
export function sanitiseDialog(markup: string): string {
  return sanitise(markup, DIALOG)
}

function sanitise(markup: string, allowed: Allowed): string {
  if (!/[<&]/.test(markup)) return markup
  const template = document.createElement('template')
  template.innerHTML = markup
  const holder = document.createElement('div')
  copySafely(template.content, holder, allowed)
  return holder.innerHTML
}

/** Text as markup that shows it as it is. */
export function escapeMarkup(text: string): string {
  const holder = document.createElement('div')
  holder.textContent = text
  return holder.innerHTML
}

function copySafely(source: Node, target: Node, allowed: Allowed): void {
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE)
      target.appendChild(document.createTextNode(child.textContent ?? ''))
    if (!(child instanceof Element)) continue
    if (!allowed.elements.has(child.tagName)) {
      // Scripts and styles are no text either.
      if (!/^(?:SCRIPT|STYLE|TEMPLATE|IFRAME|OBJECT)$/.test(child.tagName))
        copySafely(child, target, allowed)
      continue
    }
    const copy = document.createElement(child.tagName)
    for (const { name, value } of child.attributes) {
      if (allowed.attributes.has(name)) copy.setAttribute(name, value)
      if (name === 'style') copy.setAttribute(name, sanitiseStyle(value))
    }
    copySafely(child, copy, allowed)
    target.appendChild(copy)
  }
}

function sanitiseStyle(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => {
      const [property = '', value = ''] = declaration.split(':')
      const rest = value.replaceAll(COLOUR, '')
      return HARMLESS_STYLE.test(property.trim().toLowerCase()) && !/[(\\]/.test(rest)
    })
    .join('; ')
}
