import type { ExecutionId, NodeLocatorId } from '@/domain/ids'
import { toExecutionId, toNodeLocatorId } from '@/domain/ids'
import type { ManifestNode, PromptManifest } from '@/domain/promptManifest'
import { createPromptManifest } from '@/domain/promptManifest'

/** A node of a submitted prompt, at the root unless told otherwise. */
export function makeManifestNode(
  overrides: Partial<Omit<ManifestNode, 'executionId' | 'locatorId'>> & {
    executionId?: string
    locatorId?: string
  } = {}
): ManifestNode {
  const id = overrides.executionId ?? '3'
  return {
    enclosingLocatorIds: [],
    classType: 'KSampler',
    title: 'KSampler',
    needed: true,
    isOutput: overrides.classType === 'SaveImage',
    ...overrides,
    executionId: toExecutionId(id),
    locatorId: toNodeLocatorId(overrides.locatorId ?? id)
  }
}

/** The text-to-image prompt everybody knows: loader, two texts, latent, sampler, decoder, saver. */
export function makeManifest(
  nodes: readonly ManifestNode[] = [
    makeManifestNode({
      executionId: '4',
      classType: 'CheckpointLoaderSimple',
      title: 'Load Checkpoint'
    }),
    makeManifestNode({ executionId: '6', classType: 'CLIPTextEncode', title: 'Positive' }),
    makeManifestNode({ executionId: '7', classType: 'CLIPTextEncode', title: 'Negative' }),
    makeManifestNode({ executionId: '5', classType: 'EmptyLatentImage', title: 'Empty Latent' }),
    makeManifestNode({ executionId: '3' }),
    makeManifestNode({ executionId: '8', classType: 'VAEDecode', title: 'VAE Decode' }),
    makeManifestNode({ executionId: '9', classType: 'SaveImage', title: 'Save Image' })
  ],
  instanceTitles: ReadonlyMap<ExecutionId, string> = new Map()
): PromptManifest {
  return createPromptManifest(nodes, instanceTitles)
}

/** Locators of enclosing subgraph nodes, for inner nodes. */
export function makeLocators(...ids: readonly string[]): NodeLocatorId[] {
  return ids.map(toNodeLocatorId)
}
