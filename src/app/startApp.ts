import { createPinia } from 'pinia'
import type { App as VueApp } from 'vue'
import { createApp } from 'vue'
import type { CanvasRoom } from '@/canvas/room/createCanvasRoom'
import { CANVAS_CONTROLS } from '@/composables/canvas/canvasControls'
import { CANVAS_INSPECTOR } from '@/composables/canvas/canvasInspector'
import { CANVAS_MISSING } from '@/composables/canvas/canvasMissing'
import { CANVAS_MOUNT } from '@/composables/canvas/canvasMount'
import { CANVAS_MINIMAP } from '@/composables/canvas/canvasMinimap'
import { CANVAS_PATH } from '@/composables/canvas/canvasPath'
import { loadPackWords } from '@/services/language/languageService'
import { createPaletteService } from '@/services/palettes/paletteFiles'
import { FollowedLog } from '@/services/logs/logService'
import { createHelpService } from '@/services/help/helpService'
import { SERVICES } from '@/services/services'
import { useConnectionStore } from '@/stores/connectionStore'
import { useDialogStore } from '@/stores/dialogStore'
import { useLogStore } from '@/stores/logStore'
import { useServerFeatureStore } from '@/stores/serverFeatureStore'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { usePaletteStore } from '@/stores/paletteStore'
import { useSettingStore } from '@/stores/settingStore'
import App from './App.vue'
import { createCanvasService } from './canvasService'
import { enterPage } from './enterPage'
import { installExtensions } from './installExtensions'
import { loadDefinitions } from './loadDefinitions'
import { openAddressed } from './openAddressed'
import { fetchStarter, openFirstWorkflow } from './openFirstWorkflow'
import { createPageWorld } from './pageWorld'
import { startSettings } from './startSettings'
import { watchPage } from './watchPage'
import { wireApp } from './wireApp'

/** Puts the app together and starts it; nothing else knows all its parts. */
export async function startApp(element: Element): Promise<void> {
  const pinia = createPinia()
  const world = createPageWorld()
  const { api, clock } = world
  // Asked for first: it is the largest answer, and documents wait for it.
  const definitions = loadDefinitions(api, clock, useNodeDefStore(pinia))
  const users = await enterPage(element, world)
  const starter = fetchStarter(definitions, world, localStorage)
  const { store, style, isReady } = startSettings(pinia, world)
  const { room, core, session, blueprints } = await wireApp(pinia, world)
  installExtensions({ pinia, world, room, core, store })

  const app = createApp(App)
  app.use(pinia)
  const canvas = createCanvasService(room, core, async () => {
    const latest = await api.getNodeDefinitions()
    useNodeDefStore(pinia).applyDefinitions(latest)
    return latest
  })
  const palettes = createPaletteService({
    settings: useSettingStore(pinia),
    palettes: usePaletteStore(pinia),
    dialogs: useDialogStore(pinia),
    store,
    style,
    readCanvas: () => room.readPalette(),
    saveFile: (name, content) => world.saveFile(name, content)
  })
  app.provide(SERVICES, {
    ...core,
    api,
    settings: store,
    canvas,
    blueprints,
    users,
    palettes,
    help: createHelpService({ api, nodeDefs: useNodeDefStore(pinia) }),
    logs: new FollowedLog({
      api,
      connection: useConnectionStore(pinia),
      logs: useLogStore(pinia),
      features: useServerFeatureStore(pinia),
      tap: core.ingest.tap
    })
  })
  provideCanvas(app, room)
  await isReady
  app.mount(element)

  await room.registerDefinitions(await definitions)
  void loadPackWords(api)
  // What was open comes back before anybody hears of the socket, so that no event finds its prompt unknown [B22].
  const isRestored = await session.restore()
  const isOpened = await openAddressed({ api, ...core.stores, workflows: core.workflows })
  if (!isRestored && !isOpened) await openFirstWorkflow(core.workflows, await starter, localStorage)
  session.start()
  core.start()
  watchPage(world, core, session)
}

/** What components know of the canvas. */
function provideCanvas(app: VueApp, room: CanvasRoom): void {
  app.provide(CANVAS_MOUNT, room.mount)
  app.provide(CANVAS_CONTROLS, room.controls)
  app.provide(CANVAS_MINIMAP, room.minimap)
  app.provide(CANVAS_INSPECTOR, room.inspector)
  app.provide(CANVAS_MISSING, room.missing)
  app.provide(CANVAS_PATH, {
    crumbs: room.path,
    openCrumb: room.openCrumb,
    renameCrumb: room.renameCrumb
  })
}
