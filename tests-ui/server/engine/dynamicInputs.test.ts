import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeEngine, type TestEngine } from '../../builders/engine'
import { makeGrey, makeMask, makeTensor, runTensorNode } from '../../builders/engineNode'
import { getDeclaredInputs, nestInputs } from '../../../server/engine/nodes/declaredInputs'
import { BatchImagesNode } from '../../../server/engine/nodes/image/batch'
import { ResizeImageMaskNode } from '../../../server/engine/nodes/image/resizeMask'
import type { NodeDefinitionWire } from '../../../src/protocol/nodeDefinition'

let host: TestEngine

beforeAll(async () => {
  host = await makeEngine()
})
afterAll(() => host.dispose())

describe('dynamic inputs', () => {
  it('autogrow: as many slots as are required, and those that were given', () => {
    const list = (given: Record<string, unknown>) =>
      [...getDeclaredInputs(BatchImagesNode.definition, given)].map(
        ([name, { isRequired, type }]) => [name, isRequired, type]
      )
    expect(list({})).toEqual([['images.image0', true, 'IMAGE']])
    expect(list({ 'images.image0': 1, 'images.image2': 1, 'images.image50': 1 })).toEqual([
      ['images.image0', true, 'IMAGE'],
      ['images.image2', false, 'IMAGE']
    ])
  })

  it('a choice brings the inputs of its option, choices within choices too', () => {
    const inner = { key: 'x', inputs: { required: { depth: ['INT', { default: 1 }] } } }
    const outer = {
      key: 'a',
      inputs: { optional: { how: ['COMFY_DYNAMICCOMBO_V3', { options: [inner] }] } }
    }
    const definition = {
      name: 'Deep',
      input: { required: { mode: ['COMFY_DYNAMICCOMBO_V3', { options: [outer] }], plain: ['INT'] } }
    } as unknown as NodeDefinitionWire
    const given = { mode: 'a', 'mode.how': 'x', 'mode.how.depth': 3, plain: 4 }
    expect([...getDeclaredInputs(definition, given).keys()]).toEqual([
      'mode',
      'mode.how',
      'mode.how.depth',
      'plain'
    ])
    expect([...getDeclaredInputs(definition, { mode: 'b' }).keys()]).toEqual(['mode', 'plain'])
    expect(nestInputs(definition, given)).toEqual({
      mode: { mode: 'a', how: { how: 'x', depth: 3 } },
      plain: 4
    })
  })

  it('values of nested inputs are checked and turned into their types', async () => {
    const resize = (inputs: Record<string, unknown>) => ({
      src: { class_type: 'EmptyImage', inputs: { width: 8, height: 4, batch_size: 1, color: 1 } },
      op: {
        class_type: 'ResizeImageMaskNode',
        inputs: { input: ['src', 0], scale_method: 'area', resize_type: 'scale width', ...inputs }
      },
      size: { class_type: 'GetImageSize', inputs: { image: ['op', 0] } },
      out: { class_type: 'PreviewAny', inputs: { source: ['size', 1] } }
    })
    const { result } = await host.run(resize({ 'resize_type.width': '16' }))
    expect(result.outputs.out).toEqual({ text: ['8'] })
    const refused = await host.engine.validate(resize({ 'resize_type.width': -1 }), null)
    expect(refused).toMatchObject({
      nodeErrors: { op: { errors: [{ type: 'value_smaller_than_min' }] } }
    })
    const missing = await host.engine.validate(resize({}), null)
    expect(missing).toMatchObject({
      nodeErrors: {
        op: { errors: [{ details: 'width', extra_info: { input_name: 'resize_type.width' } }] }
      }
    })
  })

  it('CreateList makes one list of all its inputs: the node behind it runs once for each', async () => {
    const { result } = await host.run({
      a: { class_type: 'PrimitiveString', inputs: { value: 'one' } },
      b: { class_type: 'PrimitiveString', inputs: { value: 'two' } },
      list: {
        class_type: 'CreateList',
        inputs: { 'inputs.input0': ['a', 0], 'inputs.input1': ['b', 0] }
      },
      out: { class_type: 'PreviewAny', inputs: { source: ['list', 0] } }
    })
    expect(result.outputs.out).toEqual({ text: ['one', 'two'] })
  })
})

describe('nodes with dynamic inputs, by hand', () => {
  it.each([
    [{ resize_type: 'scale dimensions', width: 10, height: 0, crop: 'disabled' }, 10, 5],
    [{ resize_type: 'scale dimensions', width: 0, height: 0, crop: 'center' }, 20, 10],
    [{ resize_type: 'scale by multiplier', multiplier: 0.5 }, 10, 5],
    [{ resize_type: 'scale longer dimension', longer_size: 10 }, 10, 5],
    [{ resize_type: 'scale shorter dimension', shorter_size: 20 }, 40, 20],
    [{ resize_type: 'scale width', width: 4 }, 4, 2],
    [{ resize_type: 'scale height', height: 4 }, 8, 4],
    [{ resize_type: 'scale total pixels', megapixels: 200 / 1024 / 1024 }, 20, 10],
    [{ resize_type: 'match size', match: makeMask([0, 0, 0]), crop: 'center' }, 3, 1],
    [{ resize_type: 'scale to multiple', multiple: 8 }, 16, 8]
  ])('ResizeImageMaskNode %j', async (resize_type, width, height) => {
    const input = makeTensor([1, 10, 20], new Float32Array(200))
    const inputs = { input, resize_type, scale_method: 'bilinear' }
    expect((await runTensorNode(ResizeImageMaskNode, inputs)).shape).toEqual([1, height, width])
  })

  it('BatchImagesNode fits all to the first', async () => {
    const images = {
      image0: makeGrey([0.5, 0.5]),
      image1: makeGrey([0.25]),
      image3: makeGrey([1, 1])
    }
    const batch = await runTensorNode(BatchImagesNode, { images })
    expect(batch.shape).toEqual([3, 1, 2, 1])
    expect([...batch.data]).toEqual([0.5, 0.5, 0.25, 0.25, 1, 1])
  })
})
