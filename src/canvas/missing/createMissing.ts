import { shallowRef, watch } from 'vue'
import type { CanvasMissing, MissingParts } from '@/composables/canvas/canvasMissing'
import { isSame } from '@/domain/isSame'
import type { NodeReplacements } from '@/domain/nodeReplacement'
import type { Cancel } from '@/domain/time'
import { listNodes } from '../graph/walkGraph'
import type { EditTracker } from '../room/editTracker'
import { tellEdit } from '../room/editTracker'
import type { RoomState } from '../room/roomState'
import { loadState } from '../room/stepHistory'
import { listMissingModels } from './missingModels'
import { findReplacement, listMissingTypes } from './missingTypes'
import { replaceInDocument } from './replaceInDocument'

/** ms after an edit; a look at all nodes is not for every step of a drag. */
const DELAY = 200

/** What the workflow in front lacks, as surfaces outside the canvas read it. */
export function createMissing(state: RoomState, edits: EditTracker): CanvasMissing {
  const current = shallowRef<MissingParts | null>(null)
  const replacements = createReplacements(state, () => refresh())
  let pending: Cancel | null = null
  let watching = 0
  let stopFlags: Cancel | null = null
  const refresh = (): void => {
    pending?.()
    pending = null
    const next = watching > 0 ? findMissing(state, replacements.read) : null
    if (!isSame(current.value, next)) current.value = next
  }
  const later = (): void => {
    pending ??= state.options.clock.after(DELAY, refresh)
  }
  return {
    current,
    watch() {
      if (watching++ === 0) {
        state.shownListeners.add(refresh)
        state.changeListeners.add(later)
        state.definedListeners.add(refresh)
        stopFlags = watch(() => canReplace(state), refresh)
      }
      refresh()
      return () => {
        if (--watching > 0) return
        state.shownListeners.delete(refresh)
        state.changeListeners.delete(later)
        state.definedListeners.delete(refresh)
        stopFlags?.()
        refresh()
      }
    },
    replace(types) {
      const count = replaceTypes(state, edits, types, replacements.read())
      if (count > 0) refresh()
      return count
    }
  }
}

function findMissing(state: RoomState, readReplacements: () => NodeReplacements) {
  const workflowId = state.shownId.value
  const live = workflowId && state.live.get(workflowId)
  const { nodeDefs } = state.stores
  // Before the server has told its types, all are unknown.
  if (!live || nodeDefs.phase !== 'ready') return null
  const nodes = listNodes(live.graph)
  const models = listMissingModels(nodes, live.models)
  let types = listMissingTypes(nodes, nodeDefs.definitions, {})
  if (types.length > 0) types = listMissingTypes(nodes, nodeDefs.definitions, readReplacements())
  return types.length + models.length > 0 ? { workflowId, types, models } : null
}

/** Servers before 0.14 have none, and say so (protocol.md §1.3). */
function canReplace({ stores }: RoomState): boolean {
  return stores.connection.hasServerFlag('node_replacements')
}

/** The server's replacements: asked for when a node is missing for the first time. */
function createReplacements(state: RoomState, onRead: () => void) {
  let known: NodeReplacements | null = null
  const ask = (): void => {
    known = {}
    state.options.host.api.getNodeReplacements().then(
      (read) => {
        known = read
        onRead()
      },
      // The list is as good without; it is asked for again with the next document.
      () => void (known = null)
    )
  }
  return {
    read(): NodeReplacements {
      if (!canReplace(state)) return {}
      if (known === null) ask()
      return known ?? {}
    }
  }
}

function replaceTypes(
  state: RoomState,
  edits: EditTracker,
  types: readonly string[],
  replacements: NodeReplacements
): number {
  const live = state.shownId.value && state.live.get(state.shownId.value)
  if (!live) return 0
  const { definitions } = state.stores.nodeDefs
  edits.settle()
  const document = live.serialise()
  const count = replaceInDocument(document, (type) =>
    types.includes(type) ? findReplacement(type, definitions, replacements) : null
  )
  if (count === 0) return 0
  loadState(state, live, document)
  if (live.record()) tellEdit(state, live)
  return count
}
