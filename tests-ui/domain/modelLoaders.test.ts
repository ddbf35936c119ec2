import { describe, expect, it } from 'vitest'
import { findChoice, findModelLoader } from '@/domain/modelLoaders'
import type { InputSpecWire, NodeDefinitionWire, ObjectInfoWire } from '@/protocol/nodeDefinition'
import { makeNodeDefinition } from '../builders/nodeDefinition'

function define(...nodes: NodeDefinitionWire[]): ObjectInfoWire {
  return Object.fromEntries(nodes.map((node) => [node.name, node]))
}
const node = (name: string, required: Record<string, InputSpecWire>, more = {}) =>
  makeNodeDefinition({ name, input: { required }, ...more })

describe('findModelLoader', () => {
  it('takes ComfyUI’s own loader of the kind, the usual one first, where the server has it', () => {
    const lora = { folder: 'loras', name: 'a.safetensors' }
    const both = define(
      node('LoraLoaderModelOnly', { lora_name: [['a.safetensors']] }),
      node('LoraLoader', { lora_name: [['a.safetensors']] })
    )
    expect(findModelLoader(both, lora)?.classType).toBe('LoraLoader')
    const { LoraLoaderModelOnly } = both
    expect(findModelLoader({ LoraLoaderModelOnly: LoraLoaderModelOnly! }, lora)).toEqual({
      classType: 'LoraLoaderModelOnly',
      input: 'lora_name',
      value: 'a.safetensors'
    })
    expect(findModelLoader({}, lora)).toBeNull()
  })

  it('writes the name as the server’s list has it: with backslashes from Windows, in the newer form too', () => {
    const definitions = define(
      node('VAELoader', { vae_name: ['COMBO', { options: ['sd\\one.pt', 'two.pt'] }] })
    )
    const find = (name: string) => findModelLoader(definitions, { folder: 'vae', name })?.value
    expect([find('sd/one.pt'), find('new.pt')]).toEqual(['sd\\one.pt', 'new.pt'])
  })

  it('finds a pack’s loader by the file it lists: the one that wants the fewest links, no deprecated one', () => {
    const definitions = define(
      node('Old', { file: [['x.bin']] }, { deprecated: true }),
      node('Apply', { model: ['MODEL'], file: [['x.bin']] }),
      node('Load', { strength: ['FLOAT'], file: [['y.bin', 'x.bin']] })
    )
    const model = { folder: 'ipadapter', name: 'x.bin' }
    expect(findModelLoader(definitions, model)).toEqual({
      classType: 'Load',
      input: 'file',
      value: 'x.bin'
    })
    expect(findModelLoader(definitions, { ...model, name: 'z.bin' })).toBeNull()
  })
})

describe('findChoice', () => {
  it('knows only whole names', () => {
    expect(findChoice(['b/a.pt', 3], 'a.pt')).toBeNull()
  })
})
