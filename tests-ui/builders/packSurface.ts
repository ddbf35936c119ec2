import type { PackSurface } from '@/stores/extensionStore'

/** A place on the page that a node pack fills with its text. */
export const makePackSurface = (): PackSurface => ({
  id: 'paint',
  title: 'Paint',
  tooltip: null,
  icon: null,
  render: (container) => (container.textContent = 'of the pack'),
  destroy: null
})
