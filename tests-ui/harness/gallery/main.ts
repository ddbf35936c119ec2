import { createPinia } from 'pinia'
import { createApp } from 'vue'
import '@/app/styles/main.css'
import AppShell from '@/components/layout/AppShell.vue'
import { CANVAS_CONTROLS } from '@/composables/canvas/canvasControls'
import { CANVAS_MOUNT } from '@/composables/canvas/canvasMount'
import { SERVICES } from '@/services/services'
import { useSettingStore } from '@/stores/settingStore'
import { createRecordedServices } from '../recordedServices'
import { drawSampleGraph, makeControls } from './sampleGraph'
import { pictureUrl, sampleResults } from './samplePictures'
import { SCENES } from './scenes'

const query = new URLSearchParams(location.search)
const recorded = createRecordedServices()
recorded.answer('api.viewUrl', (file: { filename: string }) => pictureUrl(file.filename))
recorded.answer('api.listUserFiles', () =>
  Promise.resolve(['Portrait.json', 'Upscale 4x.json', 'studies/Reaction diffusion.json'])
)
recorded.answer('jobs.listResults', () => Promise.resolve(sampleResults()))

const app = createApp(AppShell)
app.use(createPinia())
app.provide(SERVICES, recorded.services)
app.provide(CANVAS_MOUNT, drawSampleGraph)
app.provide(CANVAS_CONTROLS, makeControls())
useSettingStore().applySettings({ 'Comfy.ColorPalette': query.get('scheme') ?? 'dark' })
SCENES[query.get('scene') ?? 'busy']?.()
app.mount('#app')
