import { createSharedComposable } from '@vueuse/core'
import type { Component, ComputedRef } from 'vue'
import { computed, shallowRef } from 'vue'

/** One line of a menu that does something. */
export interface MenuItem {
  readonly label: string
  readonly icon?: Component
  /** Keys that do the same, one by one. */
  readonly keys?: readonly string[]
  readonly isDanger?: boolean
  readonly isDisabled?: boolean
  /** For choices of which one holds. */
  readonly isChecked?: boolean
  /** A line of text below the label. */
  readonly hint?: string
  /** Attributes for tests and scripts: `data-testid` and others. */
  readonly attributes?: Readonly<Record<`data-${string}`, string>>
  run(): void
}

export type MenuEntry = MenuItem | 'separator'

/** A point of the page, in px from its top left. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** Where a menu opens: at an element, which gets the focus back, or at a point of the page. */
export type MenuAnchor = HTMLElement | Place

export interface OpenMenu {
  readonly label: string
  readonly anchor: MenuAnchor
  readonly align: 'start' | 'end'
  readonly entries: readonly MenuEntry[]
  /** Gets the focus when the menu closes. */
  readonly returnTo: HTMLElement | null
}

export interface MenuHost {
  readonly current: ComputedRef<OpenMenu | null>
  /** Opens a menu; the anchor of the one on show closes it. */
  toggle(menu: Omit<OpenMenu, 'returnTo' | 'align'> & Partial<OpenMenu>): void
  close(): void
  isOpenAt(anchor: HTMLElement | null): boolean
}

/** The one menu of the page. Its code loads when the first is opened, and no row or tab carries a menu of its own. */
export const useMenu = createSharedComposable((): MenuHost => {
  const current = shallowRef<OpenMenu | null>(null)
  return {
    current: computed(() => current.value),
    toggle(menu) {
      if (current.value && current.value.anchor === menu.anchor) {
        current.value = null
        return
      }
      const returnTo = menu.anchor instanceof HTMLElement ? menu.anchor : null
      current.value = { align: 'start', returnTo, ...menu }
    },
    close: () => void (current.value = null),
    isOpenAt: (anchor) => anchor !== null && current.value?.anchor === anchor
  }
})
