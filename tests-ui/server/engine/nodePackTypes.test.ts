import { describe, expect, expectTypeOf, it } from 'vitest'
import type * as published from '../../../types/nodePack'
import { createNodePackApi, type NodePackApi } from '../../../server/engine/nodes/nodePackApi'
import type { NodeSpec } from '../../../server/engine/nodes/defineNode'
import type { NodeContext, NodeOutput } from '../../../server/engine/nodes/nodeType'

// Fields of no node: with type parameters TypeScript can't compare the two.
type NoFields = Record<never, never>
type Tools = Omit<published.NodePackApi, 'defineNode' | 'defineClassicNode' | 'GraphBuilder'>

describe('the published types', () => {
  it('are those of the engine', () => {
    expectTypeOf<NodePackApi>().toExtend<Tools>()
    expectTypeOf<NodeContext>().toExtend<published.NodeContext>()
    expectTypeOf<published.NodeOutput>().toExtend<NodeOutput>()
    expectTypeOf<published.NodeSpec<NoFields>>().toExtend<Omit<NodeSpec<NoFields>, 'module'>>()
  })

  it('name every tool, and none that is not there', () => {
    const tools: Record<keyof published.NodePackApi, true> = {
      fields: true,
      defineNode: true,
      defineClassicNode: true,
      createImage: true,
      createTensor: true,
      createBlocker: true,
      GraphBuilder: true,
      EngineError: true
    }
    expect(Object.keys(createNodePackApi('pack')).sort()).toEqual(Object.keys(tools).sort())
  })
})
