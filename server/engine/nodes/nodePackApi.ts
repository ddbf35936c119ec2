import { createImage, createTensor } from '../tensor/tensor'
import { EngineError } from '../values/engineError'
import { createBlocker } from '../values/executionBlocker'
import { defineClassicNode, defineNode } from './defineNode'
import { GraphBuilder } from './graphBuilder'
import * as fields from './inputFields'

/** What a module of nodes gets from the engine, so that it needs to import nothing of ours. */
export interface NodePackApi {
  readonly fields: typeof fields
  readonly defineNode: typeof defineNode
  readonly defineClassicNode: typeof defineClassicNode
  readonly createImage: typeof createImage
  readonly createTensor: typeof createTensor
  readonly createBlocker: typeof createBlocker
  readonly GraphBuilder: typeof GraphBuilder
  readonly EngineError: typeof EngineError
}

export function createNodePackApi(): NodePackApi {
  return {
    fields,
    defineNode,
    defineClassicNode,
    createImage,
    createTensor,
    createBlocker,
    GraphBuilder,
    EngineError
  }
}
