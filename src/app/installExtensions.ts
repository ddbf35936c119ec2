import type { Pinia } from 'pinia'
import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import type { Extensions } from '@/extensions/createExtensions'
import { createExtensions } from '@/extensions/createExtensions'
import type { Core } from '@/services/core/createCore'
import type { SettingService } from '@/services/services'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import type { PageWorld } from './pageWorld'

interface ExtensionParts {
  readonly pinia: Pinia
  readonly world: Pick<PageWorld, 'api' | 'baseUrl'>
  readonly room: CanvasRoom
  readonly core: Core
  /** Where settings of packs are written. */
  readonly store: Pick<SettingService, 'set'>
}

/** Puts the globals that node packs and scripts look for on the page, over our services. */
export function installExtensions({ pinia, world, room, core, store }: ExtensionParts): Extensions {
  return createExtensions({
    pinia,
    room,
    api: world.api,
    basePath: new URL(world.baseUrl).pathname.replace(/\/$/, ''),
    target: window,
    store,
    tap: core.ingest.tap,
    host: {
      openWorkflow: (document, name) => core.workflows.openDocument(document, name),
      openFiles: (files) => core.workflows.openFiles(files),
      refreshDefinitions: async () => {
        const latest = await world.api.getNodeDefinitions()
        useNodeDefStore(pinia).applyDefinitions(latest)
        await room.registerDefinitions(latest)
      },
      submit: (workflowId, options) => core.runs.run(workflowId, options),
      async interrupt(promptIds) {
        for (const promptId of promptIds) await core.stops.stopPrompt(promptId)
      },
      notify: (kind, title, detail) =>
        void core.stores.notices.addNotice({ kind, title, detail: detail ?? null })
    }
  })
}
