import type { ComfyApi } from '@/services/api/comfyApi'

/** What nodes need of the app around them. */
export interface CanvasHost {
  readonly api: Pick<ComfyApi, 'viewUrl' | 'uploadImage'>
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
