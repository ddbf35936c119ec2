import { createImage, createTensor } from '../tensor/tensor'
import { EngineError } from '../values/engineError'
import { createBlocker } from '../values/executionBlocker'
import { defineClassicNode, defineNode, type NodeSpec } from './defineNode'
import { GraphBuilder } from './graphBuilder'
import * as fields from './inputFields'
import type { NodeType } from './nodeType'

/** A pack's nodes all live in the pack. */
type Define = <Fields extends fields.InputFields>(
  spec: Omit<NodeSpec<Fields>, 'module'>
) => NodeType

/** What a module of nodes gets from the engine, so that it needs to import nothing of ours. */
export interface NodePackApi {
  readonly fields: typeof fields
  /** Declares a node as ComfyUI's newer classes appear in `object_info`. */
  readonly defineNode: Define
  /** Declares a node as ComfyUI's older classes appear in `object_info`. */
  readonly defineClassicNode: Define
  readonly createImage: typeof createImage
  readonly createTensor: typeof createTensor
  readonly createBlocker: typeof createBlocker
  readonly GraphBuilder: typeof GraphBuilder
  readonly EngineError: typeof EngineError
}

/** @param pack its name */
export function createNodePackApi(pack: string): NodePackApi {
  const module = `custom_nodes.${pack}`
  return {
    fields,
    defineNode: (spec) => defineNode({ ...spec, module }),
    defineClassicNode: (spec) => defineClassicNode({ ...spec, module }),
    createImage,
    createTensor,
    createBlocker,
    GraphBuilder,
    EngineError
  }
}
