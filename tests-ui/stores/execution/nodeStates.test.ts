import { describe, expect, it } from 'vitest'
import { effect } from 'vue'
import { toExecutionId, toNodeLocatorId } from '@/domain/ids'
import type { ManifestNode, PromptManifest } from '@/domain/promptManifest'
import { EMPTY_MANIFEST } from '@/domain/promptManifest'
import { NodeStates } from '@/stores/execution/nodeStates'
import { makeNodes } from '../../builders/nodeStates'
import { makeLocators, makeManifest, makeManifestNode } from '../../builders/promptManifest'

const inner = (executionId: string, locatorId: string, ...around: string[]): ManifestNode =>
  makeManifestNode({ executionId, locatorId, enclosingLocatorIds: makeLocators(...around) })

/** Root 1, an instance 5 of a subgraph with two nodes, and an instance 6 of the same. */
const WITH_SUBGRAPHS = makeManifest([
  makeManifestNode({ executionId: '1' }),
  inner('5:1', 'sub:1', '5'),
  inner('5:2', 'sub:2', '5'),
  inner('6:1', 'sub:1', '6'),
  inner('6:2', 'sub:2', '6')
])

function makeStates(manifest: PromptManifest = makeManifest()) {
  const states = new NodeStates(() => manifest)
  const started: string[] = []
  return {
    states,
    started,
    apply: (steps: Parameters<typeof makeNodes>[0]) =>
      states.applySnapshot(makeNodes(steps), (id) => started.push(id))
  }
}

const id = toExecutionId
const at = toNodeLocatorId

describe('a snapshot of a prompt’s nodes', () => {
  it('[B46] an equal one writes nothing', () => {
    const { states, apply } = makeStates()
    apply({ 4: [1, 1], 3: [5, 20] })
    let runs = 0
    effect(() => {
      void states.progress
      void states.runningIds
      for (const key in states.byExecutionId) void states.byExecutionId[id(key)]
      for (const key in states.byLocator) void states.byLocator[at(key)]
      runs++
    })
    expect(apply({ 4: [1, 1], 3: [5, 20] })).toBe(false)
    expect(runs).toBe(1)
  })

  it('[B46] one that changed one node writes that node and leaves the others the same objects', () => {
    const { states, apply } = makeStates()
    apply({ 4: [1, 1], 5: [1, 1], 3: [5, 20] })
    const before = { ...states.byExecutionId }
    let reads = 0
    effect(() => {
      void states.byExecutionId[id('4')]
      reads++
    })
    apply({ 4: [1, 1], 5: [1, 1], 3: [6, 20] })
    expect(reads).toBe(1)
    expect(states.byExecutionId[id('4')]).toBe(before[id('4')])
    expect(states.byExecutionId[id('3')]).toMatchObject({ value: 6 })
  })

  it('[B46] a step that is no number is written once, not at each frame', () => {
    const { states, apply } = makeStates()
    apply({ 3: [Number.NaN, 20, 'running'] })
    expect(apply({ 3: [Number.NaN, 20, 'running'] })).toBe(false)
    expect(states.progress.percent).toBe(0)
  })

  it('replaces what was known: a node that is missing has no state any more', () => {
    const { states, apply } = makeStates()
    apply({ 4: [1, 1], 3: [5, 20] })
    apply({ 4: [1, 1] })
    expect(Object.keys(states.byExecutionId)).toEqual(['4'])
    expect(states.byLocator[at('3')]).toBeUndefined()
    expect(states.runningIds).toEqual([])
  })

  it('a node in a state nobody knows counts as missing', () => {
    const { states, apply } = makeStates()
    apply({ 4: [1, 1], 3: [5, 20] })
    apply({ 4: [1, 1], 5: [0, 1, 'dreaming'] })
    expect(Object.keys(states.byExecutionId)).toEqual(['4'])
  })

  it('nodes that are not the prompt’s own are left out: a server with several workers may mix prompts up', () => {
    const { states, apply } = makeStates()
    apply({ 3: [5, 20], 77: [1, 2], '3.0.0.1': [1, 4] })
    expect(Object.keys(states.byExecutionId)).toEqual(['3', '3.0.0.1'])
    expect(states.runningIds).toEqual(['3.0.0.1', '3'])
  })

  it('tells of nodes that begin, and begin anew, and not of those that go on', () => {
    const { started, apply } = makeStates()
    apply({ 3: [0, 20] })
    apply({ 3: [5, 20] })
    apply({ 3: [20, 20] })
    apply({ 3: [0, 20] })
    expect(started).toEqual(['3', '3'])
  })
})

describe('progress of a prompt', () => {
  it('[B36] counts cached nodes as done, each once', () => {
    const { states, apply } = makeStates()
    states.applyCached(['4', '6', '7', '5'].map(id))
    expect(states.progress).toMatchObject({ done: 4, total: 7 })
    apply({ 4: [1, 1] })
    expect(states.progress.done).toBe(4)
  })

  it('[B36] cached nodes that nothing needs are not counted', () => {
    const { states } = makeStates(
      makeManifest([
        makeManifestNode({ executionId: '1' }),
        makeManifestNode({ executionId: '2', needed: false })
      ])
    )
    states.applyCached([id('1'), id('2')])
    expect(states.progress).toMatchObject({ done: 1, total: 1 })
  })

  it('[B36] does not fall when a late step follows a newer one, and does when the node restarts', () => {
    const { states, apply } = makeStates()
    apply({ 3: [10, 20] })
    const reached = states.progress.fraction
    apply({ 3: [8, 20] })
    expect(states.progress.fraction).toBe(reached)
    apply({ 3: [0, 20] })
    expect(states.progress.fraction).toBe(0)
  })

  it('[B36] stands where it was when a run fails, and the failed node shows it', () => {
    const { states, apply } = makeStates()
    apply({ 4: [1, 1], 3: [10, 20] })
    const reached = states.progress
    states.applyEnd('failed')
    states.applyError(id('3'))
    expect(states.progress).toEqual(reached)
    expect(states.byExecutionId[id('3')]?.state).toBe('error')
    expect(states.runningIds).toEqual([])
  })

  it('[B36] of a prompt whose nodes nobody knows never falls and reaches the whole only at its end', () => {
    const { states, apply } = makeStates(EMPTY_MANIFEST)
    const seen: number[] = []
    const steps = [
      { a: [0, 1] },
      { a: [1, 1] },
      { a: [1, 1], b: [0, 4] },
      { a: [1, 1], b: [2, 4] },
      { a: [1, 1], b: [4, 4] },
      { a: [1, 1], b: [4, 4], c: [0, 1] }
    ] as const
    for (const step of steps) {
      apply(step as never)
      seen.push(states.progress.fraction)
    }
    expect(seen).toEqual(seen.toSorted((x, y) => x - y))
    expect(Math.max(...seen)).toBeLessThan(1)
    states.applyEnd('succeeded')
    expect(states.progress.percent).toBe(100)
  })
})

describe('nodes inside subgraphs [B34]', () => {
  it('[B34] show on every node around them; an error wins, else the slowest that runs', () => {
    const { states, apply } = makeStates(WITH_SUBGRAPHS)
    apply({ '5:1': [5, 10], '5:2': [2, 10] })
    expect(states.byLocator[at('5')]).toMatchObject({ state: 'running', value: 2 })
    apply({ '5:1': [10, 10], '5:2': [2, 10] })
    expect(states.byLocator[at('5')]).toMatchObject({ state: 'running', value: 2 })
    apply({ '5:1': [10, 10], '5:2': [10, 10] })
    expect(states.byLocator[at('5')]).toMatchObject({ state: 'finished' })
    states.applyError(id('5:1'))
    expect(states.byLocator[at('5')]).toMatchObject({ state: 'error' })
    expect(states.byLocator[at('6')]).toBeUndefined()
  })

  it('[B34] two instances share their inner nodes’ places: what runs in one is not covered by the other', () => {
    const { states, apply } = makeStates(WITH_SUBGRAPHS)
    apply({ '5:1': [5, 10], '6:1': [1, 1] })
    expect(states.byLocator[at('sub:1')]).toMatchObject({ state: 'running', value: 5 })
    apply({ '5:1': [10, 10], '6:1': [1, 1] })
    expect(states.byLocator[at('sub:1')]).toMatchObject({ state: 'finished' })
    apply({ '5:1': [10, 10] })
    expect(states.byLocator[at('sub:1')]).toMatchObject({ state: 'finished' })
    expect(states.byLocator[at('6')]).toBeUndefined()
  })

  it('[B34] leave no bar behind when they are gone, nor at the end', () => {
    const { states, apply } = makeStates(WITH_SUBGRAPHS)
    apply({ '5:1': [5, 10] })
    apply({ 1: [1, 2] })
    expect(states.byLocator[at('5')]).toBeUndefined()
    expect(states.byLocator[at('sub:1')]).toBeUndefined()
    apply({ '5:1': [5, 10] })
    states.applyEnd('interrupted')
    expect(states.byLocator[at('5')]).toBeUndefined()
  })

  it('[B48] a step inside costs the same with two nodes around it as with two hundred', () => {
    const count = (size: number): number => {
      const nodes = Array.from({ length: size }, (_, n) => inner(`5:${n}`, `sub:${n}`, '5'))
      const { states, apply } = makeStates(makeManifest(nodes))
      const done = Object.fromEntries(nodes.slice(1).map((node) => [node.executionId, [1, 1]]))
      apply({ ...done, '5:0': [1, 10] } as never)
      let reads = 0
      const spied = new Set<object>(Object.values(states.byExecutionId))
      for (const progress of spied) {
        const { state } = progress as { state: string }
        Object.defineProperty(progress, 'state', { get: () => (reads++, state) })
      }
      states.applyNode(id('5:0'), 2, 10)
      return reads
    }
    expect(count(200)).toBe(count(2))
  })
})

describe('servers without snapshots', () => {
  it('a node that begins ends the one before', () => {
    const { states } = makeStates()
    states.applyExecuting(id('4'), id('4'))
    states.applyExecuting(id('3'), id('3'))
    states.applyNode(id('3'), 5, 20)
    expect(states.byExecutionId[id('4')]?.state).toBe('finished')
    expect(states.byExecutionId[id('3')]).toMatchObject({ state: 'running', value: 5 })
    expect(states.runningIds).toEqual(['3'])
  })

  it('a lone step of a node that a snapshot ended changes nothing', () => {
    const { states, apply } = makeStates()
    apply({ 3: [20, 20] })
    expect(states.applyNode(id('3'), 19, 20)).toBe(false)
    expect(states.applyNode(id('5'), 1, 20)).toBe(false)
    expect(states.applyExecuting(id('5'), id('5'))).toBe(false)
  })
})
