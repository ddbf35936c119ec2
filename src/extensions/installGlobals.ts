import {
  ContextMenu,
  DragAndScale,
  LGraph,
  LGraphBadge,
  LGraphCanvas,
  LGraphGroup,
  LGraphNode,
  LLink,
  LiteGraph
} from '@comfyorg/litegraph'
import type { LegacyApi } from './legacyApi'
import type { LegacyApp } from './legacyApp'

type Globals = Record<string, unknown>

/** LiteGraph's objects as packs find them on `window`. */
const LITEGRAPH = {
  LiteGraph,
  LGraph,
  LGraphNode,
  LGraphCanvas,
  LGraphGroup,
  LLink,
  DragAndScale,
  LGraphBadge
}

/** Puts on `window` what node packs and scripts look for there, before any of them loads. */
export function installGlobals(target: object, app: LegacyApp, api: LegacyApi): void {
  const globals = target as Globals
  Object.assign(globals, LITEGRAPH, {
    // Whatever stands in LiteGraph now: a plain function, so that packs can call it.
    ContextMenu: LiteGraph.ContextMenu ?? ContextMenu,
    app,
    api,
    comfyAPI: { ...(globals.comfyAPI as object | undefined), app: { app }, api: { api } }
  })
  Object.defineProperty(globals, 'graph', {
    get: () => app.graph,
    configurable: true,
    enumerable: true
  })
}
