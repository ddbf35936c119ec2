import type { Pinia } from 'pinia'
import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { Extensions } from '@/extensions/createExtensions'
import { createExtensions } from '@/extensions/createExtensions'
import type { Core } from '@/services/core/createCore'
import type { PageWorld } from './pageWorld'

interface ExtensionParts {
  readonly pinia: Pinia
  readonly world: Pick<PageWorld, 'api' | 'baseUrl'>
  readonly room: CanvasRoom
  readonly core: Core
}

/** Puts the globals that node packs and scripts look for on the page, over our services. */
export function installExtensions({ pinia, world, room, core }: ExtensionParts): Extensions {
  return createExtensions({
    pinia,
    room,
    api: world.api,
    basePath: new URL(world.baseUrl).pathname.replace(/\/$/, ''),
    target: window,
    tap: core.ingest.tap,
    host: {
      openWorkflow: (document, name) => core.workflows.openDocument(document, name),
      submit: (workflowId, options) => core.runs.run(workflowId, options),
      async interrupt(promptIds) {
        for (const promptId of promptIds) await core.stops.stopPrompt(promptId)
      },
      notify: (kind, title, detail) =>
        void core.stores.notices.addNotice({ kind, title, detail: detail ?? null })
    }
  })
}
