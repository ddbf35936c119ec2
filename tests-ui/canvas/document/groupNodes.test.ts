import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import { makeDocument, makeNode } from '../../harness/canvasDocuments'
import type { RoomHarness } from '../../harness/canvasRoom'
import { createRoomHarness } from '../../harness/canvasRoom'
import { compileTwice } from '../../harness/compileTwice'

let harness: RoomHarness
beforeAll(async () => {
  harness = await createRoomHarness({ isMounted: false })
})
afterAll(() => harness.dispose())

const compile = (document: WorkflowJson) => compileTwice(harness, document)
const inputsOf = (prompt: ApiPrompt, id: string | number) => prompt[id]?.inputs
const image = (id: number) =>
  makeNode(id, 'EmptyImage', { outputs: { IMAGE: 'IMAGE' }, widgets_values: [64, 48, 1, 0] })
const preview = (id: number) => makeNode(id, 'PreviewImage', { inputs: { images: 'IMAGE' } })

describe('legacy group nodes', () => {
  const inverter = (index: number) => ({
    index,
    type: 'ImageInvert',
    pos: [0, 0],
    inputs: [{ name: 'image', type: 'IMAGE', link: null }],
    outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [] }]
  })
  const group = (id: number, name: string, rest: object = {}) =>
    makeNode(id, `workflow>${name}`, {
      inputs: { image: 'IMAGE' },
      outputs: { IMAGE: 'IMAGE' },
      ...rest
    })

  it('in group nodes unfold to the last', async () => {
    const prompt = await compile(
      makeDocument(
        [image(1), group(2, 'outer'), preview(3)],
        [
          [1, 1, 0, 2, 0, 'IMAGE'],
          [2, 2, 0, 3, 0, 'IMAGE']
        ],
        {
          extra: {
            groupNodes: {
              inner: { nodes: [inverter(0), inverter(1)], links: [[0, 0, 1, 0, 0, 'IMAGE']] },
              outer: {
                nodes: [{ ...inverter(0), type: 'workflow>inner' }, inverter(1)],
                links: [[0, 0, 1, 0, 0, 'IMAGE']]
              }
            }
          }
        }
      )
    )
    expect(
      Object.values(prompt)
        .map(({ class_type }) => class_type)
        .sort()
    ).toEqual(['EmptyImage', 'ImageInvert', 'ImageInvert', 'ImageInvert', 'PreviewImage'])
    let link = inputsOf(prompt, 3)?.images as [string, number]
    const way: string[] = []
    while (prompt[link[0]]?.class_type === 'ImageInvert') {
      way.push(link[0])
      link = inputsOf(prompt, link[0])?.image as [string, number]
    }
    expect(way).toHaveLength(3)
    expect(link).toEqual(['1', 0])
  })

  it('that contain themselves harm nothing', async () => {
    const prompt = await compile(
      makeDocument([group(2, 'loop')], [], {
        extra: {
          groupNodes: { loop: { nodes: [{ ...inverter(0), type: 'workflow>loop' }], links: [] } }
        }
      })
    )
    expect(Object.keys(prompt).length).toBeLessThan(3)
  })

  it('take a link into one of their widgets along', async () => {
    const prompt = await compile(
      makeDocument(
        [
          makeNode(8, 'PrimitiveInt', { outputs: { INT: 'INT' }, widgets_values: [640, 'fixed'] }),
          makeNode(2, 'workflow>made', {
            inputs: { width: { type: 'INT', widget: { name: 'width' } } },
            outputs: { IMAGE: 'IMAGE' },
            widgets_values: [64, 32, 1, 0]
          }),
          preview(3)
        ],
        [
          [1, 8, 0, 2, 0, 'INT'],
          [2, 2, 0, 3, 0, 'IMAGE']
        ],
        {
          extra: {
            groupNodes: {
              made: {
                nodes: [
                  {
                    index: 0,
                    type: 'EmptyImage',
                    pos: [0, 0],
                    outputs: [{ name: 'IMAGE', type: 'IMAGE', links: [] }],
                    widgets_values: [1, 2, 1, 0]
                  }
                ],
                links: []
              }
            }
          }
        }
      )
    )
    const made = Object.values(prompt).find(({ class_type }) => class_type === 'EmptyImage')
    expect(made?.inputs).toMatchObject({ width: ['8', 0], height: 32 })
  })
})
