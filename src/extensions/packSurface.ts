import type { PackSurface } from '@/stores/extensionStore'

/**
 * A panel of a pack's, of the sidebar or at the bottom.
 * @returns null for one that does not draw by itself: a Vue component of another Vue is none of ours
 */
export function readSurface({
  id,
  title,
  tooltip,
  icon,
  render,
  destroy
}: Readonly<Record<string, unknown>>): PackSurface | null {
  if (typeof id !== 'string' || typeof render !== 'function') return null
  return {
    id,
    title: typeof title === 'string' ? title : id,
    tooltip: typeof tooltip === 'string' ? tooltip : null,
    icon: typeof icon === 'string' ? icon : null,
    render: (container) => (render as (element: HTMLElement) => unknown)(container),
    destroy: typeof destroy === 'function' ? () => (destroy as () => unknown)() : null
  }
}
