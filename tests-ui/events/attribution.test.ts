import { describe, expect, it } from 'vitest'
import { toExecutionId, toPromptId } from '@/domain/ids'
import { createAttribution } from '@/events/attribution'
import type { ExecutionEvent } from '@/events/executionEvent'
import { makeDirectory } from './directory'

const A = toPromptId('prompt-a')
const B = toPromptId('prompt-b')
const node = toExecutionId
const image = { blob: new Blob(['x']) }

const replayed: ExecutionEvent = {
  type: 'executing',
  promptId: null,
  nodeId: node('3'),
  displayNodeId: node('3')
}
const legacyPreview: ExecutionEvent = {
  type: 'preview',
  promptId: null,
  nodeId: null,
  displayNodeId: null,
  image
}
const legacyStep: ExecutionEvent = {
  type: 'progress',
  promptId: null,
  nodeId: null,
  value: 1,
  max: 2
}
const text = (nodeId: string): ExecutionEvent => ({
  type: 'progressText',
  promptId: null,
  nodeId: node(nodeId),
  text: 'busy'
})
const executing = (promptId = A, nodeId = '3', displayNodeId = nodeId): ExecutionEvent => ({
  type: 'executing',
  promptId,
  nodeId: node(nodeId),
  displayNodeId: node(displayNodeId)
})

const running = (nodes: readonly string[] = ['3']) =>
  ({ ownership: 'own', isRunning: true, nodes }) as const
const waiting = { ownership: 'own', isRunning: false, nodes: ['3'] } as const
const foreign = { ownership: 'foreign', isRunning: true, nodes: ['3'] } as const

describe('createAttribution', () => {
  it('leaves events alone that name their prompt or need none', () => {
    const { attribute } = createAttribution(makeDirectory({ [A]: running(), [B]: running() }))
    const events: ExecutionEvent[] = [
      executing(B),
      { type: 'status', promptId: null, queueRemaining: 1, sid: null },
      { type: 'custom', promptId: null, name: 'pack.tick', detail: {} },
      { type: 'drained', promptId: A }
    ]
    for (const event of events) expect(attribute(event)).toBe(event)
  })

  it.each([
    ['one of ours runs', { [A]: running() }, A],
    ['one of ours runs and others wait', { [A]: running(), [B]: waiting }, A],
    ['one of ours runs beside somebody else’s', { [A]: running(), [B]: foreign }, A],
    ['none of ours runs', { [A]: waiting, [B]: foreign }, null],
    ['two of ours run', { [A]: running(), [B]: running() }, null],
    ['nothing is known', {}, null]
  ])('gives a replayed node its prompt or drops it: %s', (_what, prompts, expected) => {
    const { attribute } = createAttribution(makeDirectory(prompts))
    expect(attribute(replayed)).toEqual(expected && { ...replayed, promptId: expected })
  })

  it.each([
    [
      'the only running prompt that has the node',
      { [A]: running(['3']), [B]: running(['4']) },
      '3',
      A
    ],
    ['a node that one expanded into', { [A]: running(['3']), [B]: running(['4']) }, '4.0.0.1', B],
    ['a node that both have', { [A]: running(['3']), [B]: running(['3']) }, '3', null],
    ['a node that a waiting prompt has too', { [A]: running(['3']), [B]: waiting }, '3', A],
    ['a node that only somebody else’s has', { [A]: running(['4']), [B]: foreign }, '3', null]
  ])('[B32] attributes progress text to %s, else drops it', (_what, prompts, nodeId, expected) => {
    const { attribute } = createAttribution(makeDirectory(prompts))
    expect(attribute(text(nodeId))).toEqual(expected && { ...text(nodeId), promptId: expected })
  })

  it('puts a picture without ids on the node its only prompt is at', () => {
    const { attribute } = createAttribution(makeDirectory({ [A]: running() }))
    attribute(executing(A, '5.0.0.1', '5'))
    expect(attribute(legacyPreview)).toMatchObject({
      promptId: A,
      nodeId: '5.0.0.1',
      displayNodeId: '5',
      image
    })
    attribute({ type: 'progress', promptId: A, nodeId: node('7'), value: 1, max: 2 })
    expect(attribute(legacyPreview)).toMatchObject({ nodeId: '7', displayNodeId: '7' })
  })

  it('keeps the displayed node over the steps of its own', () => {
    const { attribute } = createAttribution(makeDirectory({ [A]: running() }))
    attribute(executing(A, '5.0.0.1', '5'))
    attribute({ type: 'progress', promptId: A, nodeId: node('5.0.0.1'), value: 1, max: 2 })
    expect(attribute(legacyPreview)).toMatchObject({ nodeId: '5.0.0.1', displayNodeId: '5' })
  })

  it('drops pictures and steps without ids when no node or no single prompt is known', () => {
    const alone = createAttribution(makeDirectory({ [A]: running() }))
    expect(alone.attribute(legacyPreview)).toBeNull()
    expect(alone.attribute(legacyStep)).toBeNull()
    const both = createAttribution(makeDirectory({ [A]: running(), [B]: running() }))
    both.attribute(executing(A))
    expect(both.attribute(legacyPreview)).toBeNull()
  })

  it('reads steps of servers before 2024 by the node that was named last', () => {
    const { attribute } = createAttribution(makeDirectory({ [A]: running() }))
    attribute(replayed)
    expect(attribute(legacyStep)).toEqual({ ...legacyStep, promptId: A, nodeId: '3' })
  })

  it.each(['drained', 'succeeded', 'failed', 'interrupted'] as const)(
    'forgets the node with the end of its prompt: %s',
    (type) => {
      const { attribute } = createAttribution(makeDirectory({ [A]: running() }))
      attribute(executing(A))
      attribute({ type, promptId: A } as ExecutionEvent)
      expect(attribute(legacyPreview)).toBeNull()
    }
  )

  it('moves a picture to the running prompt that has its node, where the named one lacks it', () => {
    const preview = (promptId = B, nodeId = '3') =>
      ({
        type: 'preview',
        promptId,
        nodeId: node(nodeId),
        displayNodeId: node(nodeId),
        image
      }) as const
    const { attribute } = createAttribution(
      makeDirectory({ [A]: running(['3', '5']), [B]: running(['4', '5']) })
    )
    expect(attribute(preview(B, '3'))).toMatchObject({ promptId: A })
    expect(attribute(preview(B, '4'))).toMatchObject({ promptId: B })
    expect(attribute(preview(B, '5'))).toMatchObject({ promptId: B })
    expect(attribute(preview(B, '9'))).toMatchObject({ promptId: B })
    // [B9, B19] A stranger's nodes aren't known: what it shows is its own, whatever the node's id.
    const stranger = '99999999-8888-4777-8666-555555555555'
    expect(attribute(preview(toPromptId(stranger), '3'))).toMatchObject({ promptId: stranger })
  })

  it('remembers the nodes of a bounded number of prompts', () => {
    const { attribute } = createAttribution(makeDirectory({ [A]: running() }))
    attribute(executing(A))
    for (let n = 0; n < 300; n++) attribute(executing(toPromptId(`other-${n}`)))
    expect(attribute(legacyPreview)).toBeNull()
  })
})
