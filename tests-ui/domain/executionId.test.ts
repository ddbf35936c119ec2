import { describe, expect, it } from 'vitest'
import {
  findPromptNode,
  getEnclosingExecutionIds,
  getExecutionPath,
  makeNodeLocator
} from '@/domain/executionId'
import { toExecutionId, toNodeId } from '@/domain/ids'
import { mintUuid } from '@/domain/uuid'
import { isCanonicalUuid } from '@/protocol/uuid'

const id = toExecutionId

describe('execution ids', () => {
  it('are paths from the root inwards', () => {
    expect(getExecutionPath(id('1:2:3'))).toEqual(['1', '2', '3'])
    expect(getEnclosingExecutionIds(id('1:2:3'))).toEqual(['1', '1:2'])
    expect(getEnclosingExecutionIds(id('7'))).toEqual([])
  })

  it('of nodes that a node expanded into lead back to it, nested expansion included', () => {
    const prompt = new Set(['2:3', '4'])
    const isPromptNode = (candidate: string) => prompt.has(candidate)
    expect(findPromptNode(id('2:3.0.0.1'), isPromptNode)).toBe('2:3')
    expect(findPromptNode(id('2:3.0.0.1.0.0.2'), isPromptNode)).toBe('2:3')
    expect(findPromptNode(id('4'), isPromptNode)).toBe('4')
    expect(findPromptNode(id('44'), isPromptNode)).toBeNull()
    expect(findPromptNode(id('9.0.0.1'), isPromptNode)).toBeNull()
  })

  it('become locators by the subgraph their node stands in', () => {
    expect(makeNodeLocator(null, toNodeId(5))).toBe('5')
    expect(makeNodeLocator('aaaa', toNodeId(5))).toBe('aaaa:5')
  })
})

describe('uuids', () => {
  it('are canonical, lower-case and different each time', () => {
    const minted = Array.from({ length: 200 }, mintUuid)
    expect(minted.every(isCanonicalUuid)).toBe(true)
    expect(new Set(minted).size).toBe(200)
    expect(minted.every((uuid) => uuid[14] === '4' && '89ab'.includes(uuid[19]!))).toBe(true)
  })

  it('are told from what only looks like one', () => {
    expect(isCanonicalUuid('A5B3A25F-72CD-430A-8BCE-5484611A48E1')).toBe(false)
    expect(isCanonicalUuid('a5b3a25f72cd430a8bce5484611a48e1')).toBe(false)
    expect(isCanonicalUuid('')).toBe(false)
  })
})
