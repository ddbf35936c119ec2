import { dirname, relative, resolve, sep } from 'node:path'

/**
 * The rooms of the house, in the order in which data flows (docs/architecture.md).
 * A room may import itself and the rooms before it.
 */
export const SRC_LAYERS = [
  'protocol',
  'domain',
  'events',
  'i18n',
  'stores',
  'services',
  'composables',
  'canvas',
  'components',
  'extensions',
  'app'
]
const SERVER_LAYERS = ['base', 'engine', 'backends', 'queue', 'http']
const VUE_FREE = new Set(['protocol', 'domain', 'events'])

const root = resolve(import.meta.dirname, '../..')

/** Names the house and the room of a path: `{ house: 'src', room: 'stores' }`. */
function locate(path) {
  const parts = relative(root, path).split(sep)
  return { house: parts[0], room: parts.length > 2 ? parts[1] : '(root)' }
}

function resolveImport(source, fromFile) {
  if (source.startsWith('@/')) return resolve(root, 'src', source.slice(2))
  if (source.startsWith('.')) return resolve(dirname(fromFile), source)
  return null
}

function refusal(from, to) {
  if (from.house === 'src' && to.house !== 'src') return `src may not import ${to.house}`
  if (from.house === 'server' && to.house === 'src') {
    return to.room === 'protocol' ? null : 'the server may import only src/protocol from src'
  }
  if (from.house !== to.house || (from.house !== 'src' && from.house !== 'server')) return null
  const order = from.house === 'src' ? SRC_LAYERS : SERVER_LAYERS
  const own = order.indexOf(from.room)
  const other = order.indexOf(to.room)
  if (from.room === '(root)') return null
  if (other === -1 || own === -1)
    return `${to.room} is no room of ${from.house} (see docs/architecture.md)`
  if (to.room === 'extensions' && from.room !== 'extensions' && from.room !== 'app') {
    return 'only app imports extensions'
  }
  if (from.room === 'components' && to.room === 'services') {
    return 'components reach services through composables'
  }
  return other > own ? `${from.room} may not import ${to.room}: the data flows the other way` : null
}

/** Refuses imports against the order of the rooms, and Vue in the rooms that must not know it. */
export const layersRule = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{reason}}' } },
  create(context) {
    const from = locate(context.filename)
    function check(node) {
      const source = node.source?.value
      if (typeof source !== 'string') return
      if (from.house === 'src' && VUE_FREE.has(from.room) && /^(vue|pinia|@vueuse)/.test(source)) {
        context.report({
          node,
          messageId: 'refused',
          data: { reason: `${from.room} must not know ${source}` }
        })
        return
      }
      const target = resolveImport(source, context.filename)
      if (!target) return
      const reason = refusal(from, locate(target))
      if (reason) context.report({ node, messageId: 'refused', data: { reason } })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check
    }
  }
}
