import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { CANVAS_CONTROLS } from '@/composables/canvas/canvasControls'
import { CANVAS_MOUNT } from '@/composables/canvas/canvasMount'
import { CANVAS_PATH } from '@/composables/canvas/canvasPath'
import { SERVICES } from '@/services/services'
import { createSettingService } from '@/services/settings/settingService'
import { useNodeDefStore } from '@/stores/nodeDefStore'
import { useNoticeStore } from '@/stores/noticeStore'
import { useSettingStore } from '@/stores/settingStore'
import App from './App.vue'
import { createCanvasService } from './canvasService'
import { installExtensions } from './installExtensions'
import { loadDefinitions } from './loadDefinitions'
import { openFirstWorkflow } from './openFirstWorkflow'
import { createPageWorld } from './pageWorld'
import { watchPage } from './watchPage'
import { wireApp } from './wireApp'

/** Puts the app together and starts it; nothing else knows all its parts. */
export async function startApp(element: Element): Promise<void> {
  const pinia = createPinia()
  const world = createPageWorld()
  const { api, clock } = world
  // Asked for first: it is the largest answer, and documents wait for it.
  const definitions = loadDefinitions(api, clock, useNodeDefStore(pinia))
  const settings = createSettingService({
    api,
    settings: useSettingStore(pinia),
    notices: useNoticeStore(pinia),
    storage: localStorage
  })
  void settings.load()
  const { room, core, session, opened } = await wireApp(pinia, world)
  installExtensions({ pinia, world, room, core })

  const app = createApp(App)
  app.use(pinia)
  const canvas = createCanvasService(room, core, async () => {
    const latest = await api.getNodeDefinitions()
    useNodeDefStore(pinia).applyDefinitions(latest)
    return latest
  })
  app.provide(SERVICES, { ...core, api, settings, canvas })
  app.provide(CANVAS_MOUNT, room.mount)
  app.provide(CANVAS_CONTROLS, room.controls)
  app.provide(CANVAS_PATH, { crumbs: room.path, openCrumb: room.openCrumb })
  app.mount(element)

  await room.registerDefinitions(await definitions)
  // What was open comes back before the socket opens, so that no event finds its prompt unknown [B22].
  if (!(await session.restore(opened.duplicateOf)))
    await openFirstWorkflow(core.workflows, await definitions, world, localStorage)
  session.start()
  core.start()
  watchPage(world.page, core, session)
}
