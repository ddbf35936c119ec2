import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'

/**
 * The file that is meant by a name without folder and extension, as the server's list has it.
 * @returns the name itself, as a file, when the list has none
 */
export function findFile(
  definition: NodeDefinitionWire | undefined,
  input: string,
  name: string
): string {
  const choices = listChoices(definition, input)
  const wanted = normalise(name)
  const found = choices.find((choice) => normalise(choice) === wanted)
  if (found !== undefined) return found
  return name === '' || /\.\w{2,11}$/.test(name) ? name : `${name}.safetensors`
}

function listChoices(definition: NodeDefinitionWire | undefined, input: string): string[] {
  const [type, options] = definition?.input?.required?.[input] ?? []
  const list = Array.isArray(type) ? type : options?.options
  return Array.isArray(list) ? list.filter((choice) => typeof choice === 'string') : []
}

function normalise(name: string): string {
  const base = name.replaceAll('\\', '/').split('/').at(-1) ?? ''
  return base.replace(/\.(safetensors|ckpt|pth?|sft|gguf)$/i, '').toLowerCase()
}
