import type { NodeTreeRow } from '@/composables/nodes/nodeTree'

/** What a key does in a tree. */
export type TreeStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'move'; readonly to: number }
  /** Opens or closes the folder. */
  | { readonly kind: 'toggle' }
  | { readonly kind: 'activate' }

/** The keys of a tree: arrows, Home and End move; Right opens, Left closes or goes up; Enter and Space press. */
export function getTreeStep(key: string, rows: readonly NodeTreeRow[], index: number): TreeStep {
  const row = rows[index]
  const moves: Record<string, number> = {
    ArrowDown: Math.min(rows.length - 1, index + 1),
    ArrowUp: Math.max(0, index - 1),
    Home: 0,
    End: rows.length - 1
  }
  const to = moves[key]
  if (to !== undefined) return { kind: 'move', to }
  if (key === 'Enter' || key === ' ') return { kind: 'activate' }
  if (!row) return { kind: 'none' }
  if (key === 'ArrowRight' && row.kind === 'folder')
    return row.isOpen ? { kind: 'move', to: index + 1 } : { kind: 'toggle' }
  if (key !== 'ArrowLeft') return { kind: 'none' }
  if (row.kind === 'folder' && row.isOpen) return { kind: 'toggle' }
  const parent = rows.slice(0, index).findLastIndex(({ depth }) => depth === row.depth - 1)
  return parent === -1 ? { kind: 'none' } : { kind: 'move', to: parent }
}
