import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { ApiPrompt } from '@/protocol/prompt'
import type { A1111Parameters } from './readParameters'

/** An output: node and slot. */
export type Link = readonly [string, number]

/** A prompt that grows node by node. */
export interface PromptBuilder {
  readonly nodes: ApiPrompt
  readonly definitions: ObjectInfoWire
  readonly parameters: A1111Parameters
  add(classType: string, inputs: Record<string, unknown>, title?: string): string
  /** A setting as a number. */
  number(name: string, otherwise: number): number
}

/** What the two samplers of a picture share. */
export interface SamplingParts {
  readonly model: Link
  readonly vae: Link
  readonly sampling: Readonly<Record<string, unknown>>
}

export function createBuilder(
  parameters: A1111Parameters,
  definitions: ObjectInfoWire
): PromptBuilder {
  const nodes: ApiPrompt = {}
  let last = 0
  return {
    nodes,
    definitions,
    parameters,
    add(classType, inputs, title) {
      const id = String(++last)
      nodes[id] = {
        class_type: classType,
        inputs,
        ...(title !== undefined && { _meta: { title } })
      }
      return id
    },
    number(name, otherwise) {
      const value = Number(parameters.settings.get(name) ?? Number.NaN)
      return Number.isFinite(value) ? value : otherwise
    }
  }
}

/** Latents are an eighth of the picture. */
export function toLatentSize(pixels: number): number {
  return Number.isFinite(pixels) && pixels > 0 ? Math.ceil(pixels / 8) * 8 : 512
}
