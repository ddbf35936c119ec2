/** A menu of the canvas as the keyboard walks through it. */
export interface WalkedMenu {
  readonly root: HTMLElement
  readonly current_submenu?: WalkedMenu | undefined
  readonly parentMenu?: unknown
  close(event?: unknown): void
}

const ENTRY = '.litemenu-entry:not(.separator, .disabled)'
const CURRENT = 'is-current'

function listEntries({ root }: WalkedMenu): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(ENTRY)].filter(
    (entry) => entry.style.display !== 'none'
  )
}

function findCurrent(menu: WalkedMenu): HTMLElement | null {
  return menu.root.querySelector(`.${CURRENT}`)
}

function moveTo(menu: WalkedMenu, entry: HTMLElement | undefined): void {
  findCurrent(menu)?.classList.remove(CURRENT)
  if (!entry) return
  entry.classList.add(CURRENT)
  entry.tabIndex = -1
  entry.focus({ preventScroll: false })
}

/** The innermost menu that is open. */
function getInnermost(menu: WalkedMenu): WalkedMenu {
  return menu.current_submenu ? getInnermost(menu.current_submenu) : menu
}

/** The next entry whose text begins with a letter. */
function findByLetter(entries: readonly HTMLElement[], index: number, key: string) {
  const letter = key.toLowerCase()
  const ring = [...entries.slice(index + 1), ...entries.slice(0, index + 1)]
  return ring.find((entry) => entry.textContent?.trim().toLowerCase().startsWith(letter))
}

function press(menu: WalkedMenu, entry: HTMLElement): void {
  entry.click()
  const inner = menu.current_submenu
  if (inner) moveTo(inner, listEntries(inner)[0])
}

/** What a key does. @returns whether it did something */
function handleKey(outer: WalkedMenu, key: string): boolean {
  const menu = getInnermost(outer)
  const entries = listEntries(menu)
  const current = findCurrent(menu)
  const index = current ? entries.indexOf(current) : -1
  const move = (to: number) => moveTo(menu, entries[(to + entries.length) % entries.length])
  if (key === 'Escape' && menu === outer) menu.close()
  else if (key === 'Escape' || (key === 'ArrowLeft' && menu !== outer)) closeInner(outer, menu)
  else if (key === 'ArrowDown') move(index + 1)
  else if (key === 'ArrowUp') move(index < 0 ? -1 : index - 1)
  else if (key === 'Home') move(0)
  else if (key === 'End') move(-1)
  else if (current && (key === 'Enter' || key === ' ')) press(menu, current)
  else if (key === 'ArrowRight') {
    if (current?.classList.contains('has_submenu')) press(menu, current)
  } else if (key === 'Tab') outer.close()
  else if (key.length === 1) moveTo(menu, findByLetter(entries, index, key) ?? current ?? undefined)
  else return false
  return true
}

/** Closes a submenu and goes back to the entry that opened it. */
function closeInner(outer: WalkedMenu, inner: WalkedMenu): void {
  let parent = outer
  while (parent.current_submenu && parent.current_submenu !== inner) parent = parent.current_submenu
  // With an event, or LiteGraph closes the parents too.
  inner.close(new MouseEvent('pointerleave'))
  const entry = findCurrent(parent)
  if (entry) moveTo(parent, entry)
}

/** Menus that are open, outermost first. */
let open: WalkedMenu | null = null
/** What had the keyboard before a menu had it. */
let returnTo: HTMLElement | null = null

function onKeydown(event: KeyboardEvent): void {
  if (!open) return
  if (!open.root.isConnected) return forget()
  // A filter above the entries is typed into.
  const isTyping = event.target instanceof HTMLInputElement
  const isMove = ['ArrowDown', 'ArrowUp', 'Enter', 'Escape', 'Tab'].includes(event.key)
  if (event.ctrlKey || event.altKey || event.metaKey || (isTyping && !isMove)) return
  if (!handleKey(open, event.key)) return
  event.preventDefault()
  event.stopPropagation()
  if (open && !open.root.isConnected) forget()
}

function forget(): void {
  open = null
  if (document.activeElement === document.body) returnTo?.focus()
  returnTo = null
}

/** Lets the keyboard walk through a menu that was just opened: arrows, Home, End, letters, Enter and Escape. */
export function walkByKeys(menu: WalkedMenu): void {
  menu.root.setAttribute('role', 'menu')
  // Within a landmark of the page, as all that pops up.
  document.querySelector('#page-popups')?.append(menu.root)
  if (menu.parentMenu) return
  if (document.activeElement instanceof HTMLElement) returnTo = document.activeElement
  open = menu
}

/** Moves the keyboard to the first entry of the menu that a key has just opened. */
export function enterMenu(): void {
  if (open) moveTo(open, listEntries(open)[0])
}

/** Once per page; before LiteGraph and the page hear of keys. */
export function listenForMenuKeys(): void {
  window.addEventListener('keydown', onKeydown, true)
}
