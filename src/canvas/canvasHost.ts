import type { NodeLocatorId } from '@/domain/ids'
import type { OutputFile } from '@/domain/nodeOutput'
import type { WorkflowJson } from '@/protocol/prompt'
import type { ComfyApi } from '@/services/api/comfyApi'

/** What nodes need of the app around them. */
export interface CanvasHost {
  readonly api: Pick<ComfyApi, 'viewUrl' | 'uploadImage' | 'getNodeReplacements' | 'fetchApi'>
  /** The document of a blueprint, by the type that lists name it by; null when it is gone. */
  readBlueprint(type: string): Promise<unknown>
  /** Keeps a subgraph for other workflows. */
  publishBlueprint(name: string, document: WorkflowJson): void
  /** Opens the mask editor on a picture that a node of the graph in front shows. */
  editMask(file: OutputFile, locatorId: NodeLocatorId): void
  /** Says something to the user. */
  notify(kind: 'info' | 'warning' | 'error', title: string, detail?: string): void
}

let host: CanvasHost | null = null

/** Node classes are registered globally in LiteGraph, so their host is global too. */
export function provideCanvasHost(next: CanvasHost): void {
  host = next
}

/** @throws Error before the app provided one */
export function getCanvasHost(): CanvasHost {
  if (!host) throw new Error('The canvas is used before it was set up.')
  return host
}
